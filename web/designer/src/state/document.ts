/**
 * The document: its text, what is selected in it, and its one history. The editor holds all three, whether it is shown or
 * not, so that text, form and drag edits are steps of the same undo.
 *
 * @module
 */

import {
  history,
  invertedEffects,
  isolateHistory,
  redoDepth,
  redo as redoStep,
  undoDepth,
  undo as undoStep,
} from "@codemirror/commands";
import { type Extension, StateEffect, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { batch, computed, signal } from "@preact/signals";
import type { Kind } from "@preflight/core";
import type { Origin } from "../files/origin.ts";

/** A half-open range of the text in UTF-16 code units. */
export interface Range {
  from: number;
  to: number;
}

/** A replacement of one range. Several at once count in the text as it is before any of them. */
export interface Change extends Range {
  insert: string;
}

/** The text. */
export const text = signal("");

/** Whether it holds nothing yet. */
export const isEmpty = computed(() => text.value.trim() === "");

/** What is selected; the cursor where `from` and `to` are the same. */
export const selection = signal<Range>({ from: 0, to: 0 });

/** Whether there is a step to take back, or to make again. */
export const canUndo = signal(false);
export const canRedo = signal(false);

/** The kind of a bare payload; none where the text is a manifest, which names its own. */
export const bareKind = signal<Kind | null>(null);

/** What a person calls the document, such as the name of its file. */
export const name = signal("untitled.json");

/** The text as it was last saved, opened or made, so that the page knows whether anything would be lost. */
export const savedText = signal("");

/** Where it came from, and where saving writes it back; none where it came from no place that can be written. */
export const origin = signal<Origin | null>(null);

/** Tells a document from those that were open before, whatever they are called. */
export const documentId = signal(0);

let lastId = 0;

/** What makes a text this document and no other. */
interface Identity {
  id: number;
  name: string;
  kind: Kind | null;
  saved: string;
  origin: Origin | null;
}

/** Changes which document it is. Undoing it gives the old one its name and its file back, not only its text. */
const identified = StateEffect.define<Identity>();

function identity(): Identity {
  return {
    id: documentId.peek(),
    name: name.peek(),
    kind: bareKind.peek(),
    saved: savedText.peek(),
    origin: origin.peek(),
  };
}

/** Whether something would be lost if the page closed. */
export const unsaved = computed(() => text.value !== savedText.value);

let editor: EditorView | undefined;

/** Keeps the signals of this module in step with the editor. */
export const tracking: Extension = [
  history({ minDepth: 500 }),
  invertedEffects.of(({ effects }) =>
    effects.some((effect) => effect.is(identified)) ? [identified.of(identity())] : [],
  ),
  EditorView.updateListener.of((update) => {
    batch(() => {
      for (const effect of update.transactions.flatMap(({ effects }) => effects)) {
        if (effect.is(identified)) become(effect.value);
      }
      if (update.docChanged) text.value = update.state.doc.toString();
      const { from, to } = update.state.selection.main;
      const old = selection.peek();
      if (old.from !== from || old.to !== to) selection.value = { from, to };
      canUndo.value = undoDepth(update.state) > 0;
      canRedo.value = redoDepth(update.state) > 0;
    });
  }),
];

function become(other: Identity): void {
  documentId.value = other.id;
  name.value = other.name;
  bareKind.value = other.kind;
  savedText.value = other.saved;
  origin.value = other.origin;
}

/** Tells this module which editor holds the document. There is one, made once. */
export function attach(view: EditorView): void {
  editor = view;
}

/** The editor. */
export function view(): EditorView {
  if (editor === undefined) throw new Error("The editor is not there yet.");
  return editor;
}

/** How to make an edit. */
export interface EditOptions {
  /** What is selected afterwards, in the new text. */
  select?: Range;
  /**
   * Whether it may be one step of the undo with those just before it, as keys typed in a row are; otherwise it is a step
   * of its own. `begin` makes it the first of such a row.
   */
  typing?: boolean | "begin";
}

/** Makes changes as one step of the undo. */
export function edit(changes: Change[], { select, typing = false }: EditOptions = {}): void {
  const spec: TransactionSpec = {
    changes,
    userEvent: typing === false ? "input.form" : "input.type.form",
    ...(select === undefined ? {} : { selection: { anchor: select.from, head: select.to } }),
    ...(typing === true ? {} : { annotations: isolateHistory.of(typing === "begin" ? "before" : "full") }),
  };
  view().dispatch(spec);
}

/** Makes the text another one, as one step of the undo, touching no more of it than differs. */
export function rewrite(wanted: string): void {
  const old = text.peek();
  if (old === wanted) return;
  let from = 0;
  while (from < old.length && from < wanted.length && old[from] === wanted[from]) from++;
  let end = 0;
  while (end < old.length - from && end < wanted.length - from && old.at(-1 - end) === wanted.at(-1 - end)) end++;
  edit([{ from, to: old.length - end, insert: wanted.slice(from, wanted.length - end) }]);
}

/** What there is to know about another document. */
export interface Opened {
  text: string;
  name: string;
  /** The kind, where the text is a bare payload. */
  kind?: Kind | null;
  /** Where saving writes it. */
  origin?: Origin | null;
  /** The text as it was last saved, where that is not the one that is opened. */
  saved?: string;
}

/** Opens another document. The old one, with its name and its file, is a step of the undo away. */
export function open(document: Opened): void {
  const { state } = view();
  // Editors keep line ends of one sort; what was saved is what would be saved now.
  const held = state.toText(document.text);
  const saved = document.saved === undefined ? held : state.toText(document.saved);
  const other: Identity = {
    id: ++lastId,
    name: document.name,
    kind: document.kind ?? null,
    saved: saved.toString(),
    origin: document.origin ?? null,
  };
  view().dispatch({
    changes: { from: 0, to: state.doc.length, insert: held },
    selection: { anchor: 0 },
    effects: identified.of(other),
    scrollIntoView: true,
    annotations: isolateHistory.of("full"),
    userEvent: "input.open",
  });
}

/**
 * The text as it is now is on its way to where it is saved. What is returned is called once it is there, and does nothing
 * where another document was opened meanwhile: that one must not get this one's file.
 */
export function beingSaved(): (now: { origin?: Origin; name?: string }) => void {
  const id = documentId.peek();
  const held = text.peek();
  return (now) => {
    if (documentId.peek() !== id) return;
    batch(() => {
      savedText.value = held;
      if (now.origin !== undefined) origin.value = now.origin;
      if (now.name !== undefined) name.value = now.name;
    });
  };
}

/** Selects a range in the editor and scrolls to it; with `focus` the cursor goes there too. */
export function reveal({ from, to }: Range, { focus = false } = {}): void {
  const { doc } = view().state;
  const anchor = Math.min(from, doc.length);
  const head = Math.min(to, doc.length);
  view().dispatch({
    selection: { anchor, head },
    effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    userEvent: "select.reveal",
  });
  if (focus) view().focus();
}

/** Takes the last step back. */
export function undo(): boolean {
  return undoStep(view());
}

/** Makes the step again that was taken back last. */
export function redo(): boolean {
  return redoStep(view());
}
