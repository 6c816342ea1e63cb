/**
 * Where the focus goes when what has it goes, such as the button of a notice that was answered by it: to what stands there
 * then. Left alone it falls to the whole page, and a person who uses the keyboard begins at the top again.
 *
 * @module
 */

import { focusHome, focusPart } from "./landmarks.ts";

const FOCUSABLE =
  "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex='0']";

/** Begins to keep it. */
export function keepFocus(): void {
  let last: Element | null = null;
  document.addEventListener("focusin", ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  new MutationObserver((records) => {
    if (last === null || last.isConnected || !isLost()) return;
    const gone = last;
    last = null;
    const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)));
    if (record !== undefined) goOn(record);
  }).observe(document.body, { childList: true, subtree: true });
}

function isLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/** Goes to what comes after it, else to what came before it, else to what held it; never to another part of the page. */
function goOn({ target, nextSibling, previousSibling }: MutationRecord): void {
  const part = target instanceof Element ? target.closest<HTMLElement>("[data-landmark], dialog[open]") : null;
  if (part === null || !part.isConnected) {
    focusHome();
    return;
  }
  const near =
    first(
      nextSibling,
      (node) => node.nextSibling,
      (found) => found[0],
    ) ??
    first(
      previousSibling,
      (node) => node.previousSibling,
      (found) => found.at(-1),
    ) ??
    first(
      target,
      (node) => (node === part ? null : node.parentNode),
      (found) => found[0],
    );
  if (near === undefined) focusPart(part);
  else near.focus();
}

/** The first that `pick` takes of what can have the focus, from node to node. */
function first(
  from: Node | null,
  step: (node: Node) => Node | null,
  pick: (found: HTMLElement[]) => HTMLElement | undefined,
): HTMLElement | undefined {
  for (let node = from; node !== null; node = step(node)) {
    const picked = pick(focusable(node));
    if (picked !== undefined) return picked;
  }
  return undefined;
}

function focusable(node: Node): HTMLElement[] {
  if (!(node instanceof HTMLElement) || !node.isConnected) return [];
  const all = [node, ...node.querySelectorAll<HTMLElement>(FOCUSABLE)];
  return all.filter((one) => one.matches(FOCUSABLE) && one.checkVisibility());
}
