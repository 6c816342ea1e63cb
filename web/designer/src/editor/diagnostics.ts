/**
 * The findings in the text: underlined, in the gutter, and on hover.
 *
 * @module
 */

import { type Diagnostic, linter, lintGutter, setDiagnostics } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { effect } from "@preact/signals";
import type { Finding } from "@preflight/core";
import { offerFix } from "../problems/fix.ts";
import { findings, upToDate, verdict } from "../state/engine.ts";

/** What shows findings; they come from [`follow`], not from a linter that would ask by itself. */
export const diagnostics: Extension = [linter(null), lintGutter()];

/** Shows the findings of every verdict that is about the text as it is; a newer one is on its way otherwise. */
export function follow(view: EditorView): () => void {
  let shown: readonly Finding[] = [];
  /** The text that the findings were shown in: the editor moves them along with it, which may not be where they are now. */
  let of = "";
  return effect(() => {
    const now = verdict.value;
    const found = findings.value;
    if (now === null || !upToDate() || (found === shown && (found.length === 0 || now.text === of))) return;
    shown = found;
    of = now.text;
    const { doc } = view.state;
    // Of what spans many lines the first is underlined: whole paragraphs of waves hide the text.
    const lineEnd = (from: number) => doc.lineAt(Math.min(from, doc.length)).to;
    view.dispatch(
      setDiagnostics(
        view.state,
        found.map((finding) => diagnostic(finding, lineEnd)),
      ),
    );
  });
}

function diagnostic(finding: Finding, lineEnd: (from: number) => number): Diagnostic {
  const { span, severity, rule, message, help, fix } = finding;
  const from = span.start.utf16;
  return {
    from,
    to: Math.max(from, Math.min(span.end.utf16, lineEnd(from))),
    severity,
    source: rule,
    message: help === "" ? message : `${message} ${help}`,
    ...(fix === undefined
      ? {}
      : { actions: [{ name: fix.safety === "safe" ? "Fix" : "Fix…", apply: () => offerFix(finding) }] }),
  };
}
