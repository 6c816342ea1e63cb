/**
 * Going from part to part of the page by keyboard (F6), as in Storybook and desktop programs.
 *
 * @module
 */

/** The parts of the page that are seen. A part is marked with `data-landmark`. */
function parts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-landmark]")].filter(
    (part) => part.checkVisibility?.() ?? true,
  );
}

/** Goes to a part as a whole. */
export function focusPart(part: HTMLElement): void {
  part.tabIndex = -1;
  part.focus();
}

/** Goes to the next part of the page, or the one before. */
export function stepLandmark(direction: 1 | -1): void {
  const all = parts();
  const focused = document.activeElement;
  const at = all.findIndex((part) => part.contains(focused));
  const next = at < 0 ? all.at(direction === 1 ? 0 : -1) : all[(at + direction + all.length) % all.length];
  if (next !== undefined) focusPart(next);
}

/** Goes to where the document is edited, or to what a narrow screen shows in its place. */
export function focusHome(): void {
  const home = parts().find((part) => part.closest("main") !== null);
  if (home !== undefined) focusPart(home);
}
