import { json } from "@codemirror/lang-json";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { theme } from "../editor/theme.ts";

/** Below this width the versions stand in one column, what went above what came. */
const NARROW = "(width < 45rem)";

/** How long differences are looked for exactly. Milliseconds. */
const TIMEOUT = 500;

const look = EditorView.theme({
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--error-soft)" },
  "&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine, & .cm-changedLine": { backgroundColor: "var(--good-soft)" },
  "&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText": {
    background: "none",
    textDecoration: "underline 2px var(--error)",
  },
  "&.cm-merge-b .cm-changedText, & .cm-changedText": {
    background: "none",
    textDecoration: "underline 2px var(--good)",
  },
  "&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter": { background: "var(--error)" },
  "&.cm-merge-b .cm-changedLineGutter, & .cm-changedLineGutter": { background: "var(--good)" },
});

function shown(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.lineWrapping,
    lineNumbers(),
    json(),
    theme,
    look,
  ];
}

interface SideBySideProps {
  before: string;
  after: string;
  /** What the older version is, in words. */
  label: string;
}

/** Two versions beside each other; in a shadow root, as the editor is. */
export function SideBySide({ before, after, label }: SideBySideProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = host;
    if (current === null) return;
    const root = current.shadowRoot ?? current.attachShadow({ mode: "open" });
    const narrow = matchMedia(NARROW);
    let view = draw(root, narrow.matches);
    const redraw = () => {
      view.destroy();
      view = draw(root, narrow.matches);
    };
    narrow.addEventListener("change", redraw);
    return () => {
      narrow.removeEventListener("change", redraw);
      view.destroy();
    };

    function draw(root: ShadowRoot, inOneColumn: boolean): { destroy(): void } {
      const diffConfig = { timeout: TIMEOUT };
      if (inOneColumn) {
        const unified = unifiedMergeView({ original: before, mergeControls: false, diffConfig });
        const extensions = [shown(`This document, with what went of: ${label}`), unified];
        return new EditorView({ parent: root, root, state: EditorState.create({ doc: after, extensions }) });
      }
      const view = new MergeView({
        parent: root,
        root,
        a: { doc: before, extensions: shown(label) },
        b: { doc: after, extensions: shown("This document") },
        diffConfig,
      });
      const [first] = view.chunks;
      if (first !== undefined) {
        const at = Math.min(first.fromB, view.b.state.doc.length);
        view.b.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
      }
      return view;
    }
  }, [before, after, label]);
  return <div ref={host} class="side-by-side" dir="ltr" />;
}
