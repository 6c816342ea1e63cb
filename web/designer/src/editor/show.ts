import { type Range, reveal } from "../state/document.ts";
import { editorTab, part } from "../state/settings.ts";

/** Shows the text, and goes to a place in it. */
export function showInText(range: Range): void {
  const hidden = part.peek() !== "edit" || editorTab.peek() !== "text";
  part.value = "edit";
  editorTab.value = "text";
  const go = () => reveal(range, { focus: true });
  // The editor has to be there to be scrolled and to take the focus.
  if (hidden) requestAnimationFrame(() => requestAnimationFrame(go));
  else go();
}
