/**
 * Shows what is selected while the cursor is elsewhere, as in the preview or the form. With the cursor in the editor the
 * browser shows it: drawing it ourselves takes a layout with every key.
 *
 * @module
 */

import { RangeSet } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const selected = Decoration.mark({ class: "cm-selected" });

function decorations({ state, hasFocus }: EditorView): DecorationSet {
  const { from, to } = state.selection.main;
  // What was selected may be replaced: then its mapped end lies before its beginning.
  return hasFocus || from >= to ? RangeSet.empty : Decoration.set(selected.range(from, to));
}

export const selectionElsewhere = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorations(view);
    }

    update({ view, focusChanged, selectionSet, docChanged }: ViewUpdate): void {
      if (focusChanged || ((selectionSet || docChanged) && !view.hasFocus)) this.decorations = decorations(view);
      else if (docChanged) this.decorations = RangeSet.empty;
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
