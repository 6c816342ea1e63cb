import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor takes the page's colours (src/styles/tokens.css), which reach it through its shadow root. */
const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--surface)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)", paddingBlock: "0.5rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-content ::selection, .cm-content::selection, .cm-selected": { backgroundColor: "var(--selection)" },
  // It lies over the selection, which has to be seen through it.
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--text) 4%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--text-soft)", border: "none" },
  ".cm-activeLineGutter": { backgroundColor: "var(--line)", color: "var(--text)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--line)", color: "var(--text)", border: "1px solid var(--border)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--selection)",
    outline: "1px solid var(--border-strong)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    border: "1px solid var(--border)",
    borderRadius: "6px",
    boxShadow: "var(--shadow)",
    fontFamily: "var(--sans)",
    maxWidth: "min(34rem, 90vw)",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--text-soft)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionInfo": { padding: "0.25rem 0.75rem", lineHeight: "1.4" },
  ".hover": { padding: "0.25rem 0.75rem", lineHeight: "1.4", maxHeight: "18rem", overflow: "auto" },
  ".hover p, .hover ul, .cm-completionInfo p": { margin: "0.35rem 0" },
  ".hover ul": { paddingInlineStart: "1.25rem" },
  ".hover code, .cm-completionInfo code": { fontFamily: "var(--mono)" },
  ".cm-diagnostic": { padding: "0.35rem 0.75rem", borderInlineStart: "4px solid transparent" },
  ".cm-diagnostic-error": { borderInlineStartColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderInlineStartColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderInlineStartColor: "var(--info)" },
  ".cm-diagnosticSource": { color: "var(--text-soft)", opacity: "1", fontSize: "0.8rem" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
    borderRadius: "4px",
    padding: "2px 8px",
  },
  ".cm-lintRange": { backgroundImage: "none", textDecorationLine: "underline", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecorationStyle: "wavy", textDecorationColor: "var(--error)" },
  ".cm-lintRange-warning": { textDecorationStyle: "wavy", textDecorationColor: "var(--warning)" },
  ".cm-lintRange-info": { textDecorationStyle: "dotted", textDecorationColor: "var(--info)" },
  ".cm-lintRange-active": { backgroundColor: "var(--line)" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--error)" },
  ".cm-gutter-lint": { width: "1.1rem" },
  ".cm-lint-marker": { width: "0.75rem", height: "0.75rem", margin: "0.25rem 0.15rem", content: "none" },
  ".cm-lint-marker-error": { backgroundColor: "var(--error)", borderRadius: "2px" },
  ".cm-lint-marker-warning": {
    backgroundColor: "var(--warning)",
    clipPath: "polygon(50% 0, 100% 100%, 0 100%)",
  },
  ".cm-lint-marker-info": { backgroundColor: "var(--info)", borderRadius: "50%" },
  ".cm-searchMatch": { backgroundColor: "var(--match)", outline: "1px solid var(--border-strong)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selection)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--border)" },
  ".cm-panel.cm-search": { fontFamily: "var(--sans)" },
  ".cm-textfield": {
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--border-strong)",
  },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    color: "var(--text)",
    border: "1px solid var(--border-strong)",
    borderRadius: "4px",
  },
  ".cm-placeholder": { color: "var(--text-soft)" },
  ".cm-snippetField": { backgroundColor: "var(--selection)" },
});

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-key)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: [tags.bool, tags.null], color: "var(--code-word)" },
  { tag: tags.invalid, color: "var(--error)" },
]);

/** How the editor looks. */
export const theme: Extension = [look, syntaxHighlighting(colors)];
