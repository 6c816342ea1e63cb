import { useSignal } from "@preact/signals";
import type { Change, Comparison } from "@preflight/core";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { showInText } from "../editor/show.ts";
import { text } from "../state/document.ts";
import { core, options } from "../state/engine.ts";

const WORDS: Record<Change["kind"], string> = {
  added: "Added",
  removed: "Removed",
  changed: "Changed",
  moved: "Moved",
};

/** What changed, as a list. */
export function Changes({ before }: { before: string }) {
  const answer = useSignal<{ of: string; found: Comparison | string } | null>(null);
  useEffect(() => {
    let current = true;
    const keep = (found: Comparison | string) => {
      if (current) answer.value = { of: before, found };
    };
    core.compare(before, text.peek(), options.peek()).then(keep, (error: Error) => keep(error.message));
    return () => {
      current = false;
    };
  }, [before, answer]);
  // What was found of another version must not stand under the name of this one.
  if (answer.value?.of !== before) return <p class="empty">Comparing…</p>;
  const { found } = answer.value;
  if (typeof found === "string") return <p class="note error">The versions could not be compared: {found}</p>;
  const { same, changes, omitted } = found;
  if (changes.length === 0) {
    return (
      <p class="empty good">
        {same ? "Nothing changed: both send the same, to the byte." : "Only the order of keys or white space differs."}
      </p>
    );
  }
  return (
    <>
      <ol class="change-list">
        {changes.map((change) => (
          <Row key={`${change.kind} ${change.scope} ${change.pointer} ${change.label}`} change={change} />
        ))}
      </ol>
      {omitted > 0 && <p class="soft">{omitted} more changes are not listed.</p>}
    </>
  );
}

function Row({ change }: { change: Change }) {
  const { kind, label, before, after, afterSpan, derived } = change;
  const go = () => {
    if (afterSpan === undefined) return;
    dialog.closeThen(() => showInText({ from: afterSpan.start, to: afterSpan.end }));
  };
  return (
    <li class={`change ${kind}`}>
      <p>
        <strong>{WORDS[kind]}</strong>{" "}
        {afterSpan === undefined ? (
          label
        ) : (
          <button type="button" class="link-button" onClick={go}>
            {label}
          </button>
        )}
        {derived && <span class="soft"> (worked out from others)</span>}
      </p>
      {before !== undefined && (
        <p class="change-value">
          <span class="hidden-visually">Before: </span>
          <del dir="ltr">{before}</del>
        </p>
      )}
      {after !== undefined && (
        <p class="change-value">
          <span class="hidden-visually">Now: </span>
          <ins dir="ltr">{after}</ins>
        </p>
      )}
    </li>
  );
}
