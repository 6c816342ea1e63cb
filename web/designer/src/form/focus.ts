/**
 * Where the focus goes when what had it moves or goes. It waits until the form is drawn anew.
 *
 * @module
 */

/** What of an item gets the focus: what of it had it before, its handle, or its first field. */
export type Aim = "same" | "handle" | "first";

const FOCUSABLE = "button, input, select, textarea, [tabindex='0']";

let waiting: (() => void)[] = [];

/** Does something once the form is drawn anew. */
export function afterwards(run: () => void): void {
  waiting.push(run);
}

/** Does what waits; the form calls it each time it was drawn. */
export function settle(): void {
  const now = waiting;
  waiting = [];
  for (const run of now) run();
}

/** Puts the focus on an item. */
export function focusItem(pointer: string, aim: Aim): void {
  const before = aim === "same" ? place() : null;
  afterwards(() => {
    const item = itemAt(pointer);
    if (item === null) return;
    const parts = partsOf(item);
    const wanted = before === null ? undefined : parts[before];
    const field = item.querySelector<HTMLElement>("input, select, textarea");
    const target = aim === "first" && field !== null ? field : (wanted ?? handle(item) ?? parts[0]);
    target?.focus({ preventScroll: false });
    target?.scrollIntoView({ block: "nearest" });
  });
}

/** The element of an item. */
export function itemAt(pointer: string): HTMLElement | null {
  return (
    [...document.querySelectorAll<HTMLElement>("[data-item]")].find(({ dataset }) => dataset.item === pointer) ?? null
  );
}

/** Which of its item's parts has the focus; none where no item has it. */
function place(): number | null {
  const focused = document.activeElement;
  const item = focused?.closest<HTMLElement>("[data-item]");
  if (item == null || !(focused instanceof HTMLElement)) return null;
  const index = partsOf(item).indexOf(focused);
  return index < 0 ? null : index;
}

/** What of an item can have the focus, without what its own items have. */
function partsOf(item: HTMLElement): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((part) => part.closest("[data-item]") === item);
}

function handle(item: HTMLElement): HTMLElement | undefined {
  return partsOf(item).find(({ dataset }) => dataset.handle !== undefined);
}
