/**
 * What of the editor waits until the first verdict is there: completion, hovers, searching.
 *
 * @module
 */

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { completions } from "./complete.tsx";
import { describe } from "./describe.ts";
import { hovers } from "./hover.tsx";

export const more: Extension = [
  closeBrackets(),
  completions,
  hovers,
  describe,
  highlightSelectionMatches(),
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...completionKeymap]),
];
