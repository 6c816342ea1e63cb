/**
 * Hovers by keyboard: what the core knows about the place of the cursor.
 *
 * @module
 */

import { StateEffect, StateField } from "@codemirror/state";
import {
  closeHoverTooltips,
  type EditorView,
  hasHoverTooltips,
  keymap,
  showTooltip,
  type Tooltip,
} from "@codemirror/view";
import { announce } from "../state/announce.ts";
import { tooltipAt } from "./hover.tsx";

const show = StateEffect.define<Tooltip | null>();

/** The tooltip that the keyboard asked for. It goes with the next key or movement. */
const described = StateField.define<Tooltip | null>({
  create: () => null,
  update(old, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : old;
  },
  provide: (field) => showTooltip.from(field),
});

function describeCursor(view: EditorView): boolean {
  const { state } = view;
  void tooltipAt(state.doc.toString(), state.selection.main.head).then((tooltip) => {
    if (!view.state.doc.eq(state.doc) || !view.state.selection.eq(state.selection)) return;
    view.dispatch({ effects: show.of(tooltip) });
    const words = view.dom.querySelector(".hover")?.textContent;
    announce(words ?? "Nothing is known about this place.");
  });
  return true;
}

/** What came by pointer goes too: a person may need to see what it hides, and not be able to move the pointer. */
function hide(view: EditorView): boolean {
  const open = view.state.field(described) !== null || hasHoverTooltips(view.state);
  if (open) view.dispatch({ effects: [show.of(null), closeHoverTooltips] });
  return open;
}

export const describe = [
  described,
  keymap.of([
    { key: "Ctrl-i", mac: "Cmd-i", run: describeCursor },
    { key: "Escape", run: hide },
  ]),
];
