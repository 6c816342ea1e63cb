/**
 * The messenger's opening and closing, by its launcher and its close button.
 *
 * @module
 */

/** How long the messenger takes to open. Milliseconds. */
const DURATION = 180;

/** Whether a person closed it. */
let closed = false;

/** Opens or closes it, if the control does so; tells whether it does. */
export function toggleMessenger(root: ShadowRoot, control: Element, still: boolean): boolean {
  if (!control.matches(".launcher, .close") || !root.querySelector(".launcher")) return false;
  closed = !closed;
  keepMessenger(root);
  if (closed) {
    root.querySelector<HTMLElement>(".launcher")?.focus();
  } else if (!still && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    root
      .querySelector(".dialog")
      ?.animate([{ opacity: 0, transform: "translateY(1rem)" }, {}], { duration: DURATION, easing: "ease-out" });
  }
  return true;
}

/** Has a new drawing be as open as the one before it: what is drawn is always open. */
export function keepMessenger(root: ShadowRoot): void {
  const launcher = root.querySelector<HTMLElement>(".launcher");
  const dialog = root.querySelector<HTMLElement>(".dialog");
  if (launcher === null || dialog === null) return;
  dialog.hidden = closed;
  launcher.ariaExpanded = String(!closed);
}
