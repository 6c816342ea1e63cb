import { defaultKeymap, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { loadLater } from "../app/loading.tsx";
import { attach, text, tracking, view } from "../state/document.ts";
import { diagnostics, follow } from "./diagnostics.ts";
import { selectionElsewhere } from "./selection.ts";
import { theme } from "./theme.ts";
import { typeOver } from "./type-over.ts";

/** What is loaded after the first verdict. */
const later = new Compartment();

loadLater(async () => {
  const { more } = await import("./more.ts");
  view().dispatch({ effects: later.reconfigure(more) });
});

/**
 * The editor. Tab leaves it, as it leaves any field of the page; indenting has keys of its own (Ctrl+[ and Ctrl+]).
 *
 * It lives in a shadow root: there its styles are constructed sheets, which a policy of `style-src 'self'` allows.
 */
export function Editor() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = host;
    if (current === null) return;
    const root = current.shadowRoot ?? current.attachShadow({ mode: "open", delegatesFocus: true });
    const view = new EditorView({ parent: root, root, state: state() });
    attach(view);
    const stop = follow(view);
    return () => {
      stop();
      view.destroy();
    };
  }, []);
  return <div ref={host} class="editor" />;
}

function state(): EditorState {
  return EditorState.create({
    doc: text.peek(),
    extensions: [
      tracking,
      typeOver,
      // Its keys go before those of the rest: Enter takes a completion.
      Prec.high(later.of([])),
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      selectionElsewhere,
      dropCursor(),
      EditorView.lineWrapping,
      // It can be focused without the number; tools that look for what scrolls and cannot be reached do not know that.
      EditorView.contentAttributes.of({ "aria-label": "Document as JSON", tabindex: "0" }),
      indentUnit.of("  "),
      indentOnInput(),
      json(),
      bracketMatching(),
      codeFolding(),
      foldGutter(),
      diagnostics,
      placeholder("Paste or write a manifest, or press Ctrl+Space for a template."),
      theme,
      keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap]),
    ],
  });
}
