import { EditorView } from "@codemirror/view";

/**
 * Makes the edit where something is typed over a selection. Left to it, Chromium keeps the look of what is typed over: it
 * wraps the new text into an element with a style attribute, which the page's policy refuses with an error.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, cancelable } = event;
    if (inputType !== "insertText" || data === null || !cancelable || view.composing) return false;
    const { main } = view.state.selection;
    if (main.empty) return false;
    event.preventDefault();
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, main.from, main.to, data, insert))) view.dispatch(insert());
    return true;
  },
});
