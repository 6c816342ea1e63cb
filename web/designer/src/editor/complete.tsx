/**
 * Completions, which the core knows: keys that are missing here, values that fit, whole objects.
 *
 * @module
 */

import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  type Completion as Option,
  pickedCompletion,
  snippet,
} from "@codemirror/autocomplete";
import { isolateHistory } from "@codemirror/commands";
import type { EditorState, Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Completion } from "@preflight/core";
import { render } from "preact";
import { core, options, superseded } from "../state/engine.ts";
import { Markdown } from "../ui/markdown.tsx";

const { complete } = core.latest();

/** What the editor's list says each kind is. */
const TYPES: Record<Completion["kind"], string> = {
  property: "property",
  value: "enum",
  suggestion: "text",
  snippet: "class",
  manifest: "class",
};

export const completions = autocompletion({ override: [source], icons: false, maxRenderedOptions: 200 });

async function source(context: CompletionContext): Promise<CompletionResult | null> {
  // Typed words ask by themselves; elsewhere a person asks (Ctrl+Space), or begins a key or a value.
  const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
  if (!context.explicit && !/["\w.:/-]/.test(before)) return null;
  try {
    const found = await complete(context.state.doc.toString(), context.pos, options.peek());
    const [first] = found;
    if (first === undefined) return null;
    const quoted = context.state.sliceDoc(first.range.start, first.range.start + 1) === '"';
    return {
      from: first.range.start,
      to: first.range.end,
      options: found.map((completion) => option(completion, quoted)),
      filter: true,
      // Typing on narrows the list that is there; asking anew would close it for a moment.
      validFor: quoted ? /^"[\w.:/-]*"?$/ : /^[\w.:/-]*$/,
    };
  } catch (error) {
    if (superseded(error)) return null;
    throw error;
  }
}

/** What was typed is compared with the label: with its quote where one was typed. */
function option(completion: Completion, quoted: boolean): Option {
  const { label, kind, detail, documentation, required } = completion;
  return {
    label: quoted ? `"${label}"` : label,
    displayLabel: label,
    type: TYPES[kind],
    detail: required ? `${detail}, required` : detail,
    boost: required ? 10 : 0,
    info: () => {
      const node = document.createElement("div");
      render(<Markdown text={documentation} />, node);
      return { dom: node, destroy: () => render(null, node) };
    },
    apply: (view, picked, from, to) => apply(view, picked, completion, from, to),
  };
}

/**
 * Makes the edit, and lets the keyboard walk through what is still to be written. `from` and `to` are where the list stands
 * now: a person may have typed on since the core was asked.
 */
function apply(view: EditorView, picked: Option, completion: Completion, from: number, to: number): void {
  const { insert, placeholders, additional } = completion;
  // Edits elsewhere lie before the range: a comma that is missing.
  const edits = additional.map(({ range, text }) => ({ from: range.start, to: range.end, insert: text }));
  const first = view.state.update({ changes: edits });
  const [begin, end] = [first.changes.mapPos(from, 1), first.changes.mapPos(to, 1)];
  const target = {
    state: first.state,
    // All of it is one step of the undo.
    dispatch: ({ changes, effects, newSelection }: Transaction) =>
      view.dispatch({
        changes: first.changes.compose(changes),
        effects,
        selection: newSelection,
        annotations: [pickedCompletion.of(picked), isolateHistory.of("full")],
        scrollIntoView: true,
        userEvent: "input.complete",
      }),
  };
  snippet(template(insert, placeholders, indentation(first.state, begin)))(target, picked, begin, end);
}

/** What the line of a place begins with. */
function indentation({ doc }: EditorState, at: number): string {
  return /^[ \t]*/.exec(doc.lineAt(at).text)?.[0] ?? "";
}

/**
 * As the editor writes snippets: `#{…}` is still to be written, a backslash keeps a brace as it is, and each line but the
 * first is indented as the line it is put into, which the core's text is already.
 */
function template(insert: string, placeholders: Completion["placeholders"], indent: string): string {
  let written = "";
  let last = 0;
  for (const { start, end } of placeholders) {
    written += `${escaped(insert.slice(last, start))}#{${escaped(insert.slice(start, end))}}`;
    last = end;
  }
  return `${written}${escaped(insert.slice(last))}#{}`.replaceAll(`\n${indent}`, "\n");
}

function escaped(text: string): string {
  return text.replace(/[{}]/g, (brace) => `\\${brace}`);
}
