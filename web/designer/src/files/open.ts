/**
 * Opening files and texts. Whatever was open before is kept among the drafts first, and is a step of the undo away.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { Kind } from "@preflight/core";
import { dialog } from "../app/dialogs.ts";
import { keepVersion } from "../drafts/keep.ts";
import { dismiss, notices, notify } from "../session/notices.ts";
import { announce } from "../state/announce.ts";
import { type Opened, open } from "../state/document.ts";
import { decode, type Refusal, tooLarge } from "./decode.ts";
import { LINE_END_NAMES, lineEnds } from "./line-ends.ts";
import { documentLines, type Line } from "./recognise.ts";

/** What kept a file from being opened, or needs an answer first. The dialog "trouble" shows it. */
export interface Trouble {
  title: string;
  refusal: Refusal;
  /** The documents to choose from, where there are several. */
  lines?: { name: string; documents: Line[] };
}

export const trouble = signal<Trouble | null>(null);

/** Shows what went wrong. */
export function tell(what: Trouble): void {
  trouble.value = what;
  dialog.open("trouble");
}

/** What file dialogs show first. */
export const FILE_TYPES = [{ description: "JSON", accept: { "application/json": [".json"] as const } }];

/** The parts of the File System Access API that the library of DOM types does not know. */
interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
}

export const pickers = window as Pickers;

/** Lets a person choose a file. Where the browser can, saving writes it back. */
export async function choose(): Promise<void> {
  if (pickers.showOpenFilePicker === undefined) {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,.ndjson,.jsonl,application/json";
    input.onchange = () => {
      const [file] = input.files ?? [];
      if (file !== undefined) void openFile(file);
    };
    input.click();
    return;
  }
  const [handle] = await pickers.showOpenFilePicker({ types: FILE_TYPES }).catch(() => []);
  if (handle === undefined) return;
  const file = await handle.getFile().catch(() => null);
  if (file === null) tell({ title: `${handle.name} was not opened`, refusal: UNREADABLE });
  else await openFile(file, handle);
}

const UNREADABLE: Refusal = {
  message: "It could not be read.",
  help: "Look whether it is a file, and whether you may read it.",
};

/** Opens a file; with a handle saving writes it back. */
export async function openFile(file: File, handle?: FileSystemFileHandle): Promise<void> {
  const title = `${file.name} was not opened`;
  const large = tooLarge(file.size);
  if (large !== null) return tell({ title, refusal: large });
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return tell({ title, refusal: UNREADABLE });
  }
  const decoded = decode(bytes);
  if ("refusal" in decoded) return tell({ title, refusal: decoded.refusal });
  openText({ text: decoded.text, name: file.name, ...(handle === undefined ? {} : { handle }) });
}

/** A text that comes from outside. */
export interface FromOutside {
  text: string;
  name: string;
  handle?: FileSystemFileHandle;
  /** The kind, where the text is a bare payload. */
  kind?: Kind | null;
  /** The text that counts as saved, where that is not this one. */
  saved?: string;
}

/** Opens a text from outside, unless it holds several documents: then a person chooses one. */
export function openText({ text, name, handle, kind = null, saved }: FromOutside): void {
  const documents = documentLines(text);
  if (documents.length > 0) {
    tell({
      title: `${name} holds ${documents.length} documents`,
      refusal: {
        message: "It is NDJSON: a document on each line. The designer edits one document at a time.",
        help: "Choose one. It becomes a document of its own; saving does not write it back into that file.",
      },
      lines: { name, documents },
    });
    return;
  }
  const { most, mixed } = lineEnds(text);
  openDocument({
    text,
    name,
    kind,
    origin: { lineEnd: most, ...(handle === undefined ? {} : { file: handle }) },
    ...(saved === undefined ? {} : { saved }),
  });
  if (mixed) {
    const ends = LINE_END_NAMES[most];
    notify({ id: "line-ends", text: `${name} mixes line ends. When it is saved, all of its lines end with ${ends}.` });
  }
}

/** Opens another document, in place of the one that is open. */
export function openDocument(document: Opened): void {
  keepVersion("Before another document was opened");
  for (const { id } of notices.peek()) dismiss(id);
  open(document);
  announce(`Opened ${document.name}.`);
}
