/** How long the messenger takes to open. Milliseconds. */
const DURATION = 180;

/**
 * Opens and closes the messenger, as its launcher and its close button do. Tells whether the control is one of them. An
 * edit of the document opens it again.
 */
export function toggleMessenger(root: ShadowRoot, control: Element, still: boolean): boolean {
  const launcher = root.querySelector<HTMLElement>(".launcher");
  const dialog = root.querySelector<HTMLElement>(".dialog");
  if (launcher === null || dialog === null || !control.matches(".launcher, .close")) return false;
  dialog.hidden = !dialog.hidden;
  launcher.ariaExpanded = String(!dialog.hidden);
  if (dialog.hidden) {
    launcher.focus();
  } else if (!still && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    dialog.animate([{ opacity: 0, transform: "translateY(1rem)" }, {}], { duration: DURATION, easing: "ease-out" });
  }
  return true;
}
