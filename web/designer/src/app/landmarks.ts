/**
 * Going from part to part of the page by keyboard (F6), as in Storybook and desktop programs.
 *
 * @module
 */

/** Goes to the next part of the page, or the one before. A part is marked with `data-landmark`. */
export function stepLandmark(direction: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>("[data-landmark]")].filter(
    (part) => part.checkVisibility?.() ?? true,
  );
  const focused = document.activeElement;
  const at = parts.findIndex((part) => part.contains(focused));
  const next = parts[(at + direction + parts.length) % parts.length];
  if (next === undefined) return;
  const first = next.querySelector<HTMLElement>("[data-landmark-focus]") ?? next;
  if (first === next) next.tabIndex = -1;
  first.focus();
}
