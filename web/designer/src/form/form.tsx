import "./form.css";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { name, redo, text, undo } from "../state/document.ts";
import { beginTyping } from "./actions.ts";
import { settle } from "./focus.ts";
import { followSelection, remark, showPlace } from "./highlight.ts";
import { Manifest } from "./manifest.tsx";
import { forgetOthers, opened } from "./open.ts";
import { Start } from "./start.tsx";
import { followTables, model, tables } from "./tables.ts";
import { Unreadable } from "./unreadable.tsx";

/** The document as a form, made from the tables of its kind. The text stays the truth: the form shows what it says. */
export function FormView() {
  const element = useRef<HTMLFormElement>(null);
  const { root, faults } = model.value;
  // With what opens and closes, and what waited for the tables, comes what the focus waits for.
  void opened.value;
  void tables.value;
  const document = name.value;
  useEffect(() => forgetOthers(document), [document]);
  useEffect(followTables, []);
  useEffect(() => followSelection(() => element.current), []);
  useLayoutEffect(() => {
    // Parts that are drawn by themselves are drawn in the same turn.
    queueMicrotask(() => {
      remark(element.current);
      settle();
    });
  });
  return (
    // Enter in a field submits nothing: every change is in the document already.
    <form
      ref={element}
      class="form"
      aria-label="Document as a form"
      autocomplete="off"
      novalidate
      data-document-field
      onSubmit={(event) => event.preventDefault()}
      onFocusIn={({ target }) => {
        beginTyping();
        const field = target instanceof Element ? target.closest<HTMLElement>("[data-pointer], [data-item]") : null;
        const pointer = field?.dataset.pointer ?? field?.dataset.item;
        if (pointer !== undefined) showPlace(pointer);
      }}
      onKeyDown={(event) => {
        const steps = (event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase());
        if (steps && isDraft(event)) event.stopPropagation();
      }}
      onBeforeInput={(event) => {
        // The menu of the browser takes steps back too; there is one history.
        if (isDraft(event) || (event.inputType !== "historyUndo" && event.inputType !== "historyRedo")) return;
        event.preventDefault();
        (event.inputType === "historyUndo" ? undo : redo)();
      }}
    >
      {root === null ? (
        text.value.trim() === "" ? (
          <Start />
        ) : (
          <Unreadable place={{ faults }} />
        )
      ) : root.type === "object" ? (
        <Manifest root={root} />
      ) : (
        <p class="form-none">The document is no object, so there is no form for it. Make it an object in the text.</p>
      )}
    </form>
  );
}

/** Whether something happens in a field that is not in the document yet, such as a key to be added. It has its own undo. */
function isDraft({ target }: Event): boolean {
  return target instanceof Element && target.closest("[data-draft]") !== null;
}
