/**
 * Saving to the file that `preflight designer` opened.
 *
 * @module
 */

import { signal } from "@preact/signals";
import { dialog } from "../app/dialogs.ts";
import { lineEnds } from "../files/line-ends.ts";
import { openDocument, tell } from "../files/open.ts";
import { announce } from "../state/announce.ts";
import { beingSaved, name, origin } from "../state/document.ts";
import { readDocument, type SessionDocument, SessionError, writeDocument } from "./client.ts";

/** The file as it is now, where something else changed it since it was read. The dialog "conflict" shows it. */
export const conflict = signal<SessionDocument | null>(null);

/** Writes the text, unless something else wrote the file meanwhile: then a person decides. */
export async function saveToSession(contents: string, overwrite = false): Promise<void> {
  const from = origin.peek();
  if (from?.session === undefined) return;
  const saved = beingSaved();
  try {
    const etag = await writeDocument(contents, overwrite ? "*" : from.session.etag);
    saved({ origin: { ...from, session: { ...from.session, etag } } });
    announce(`Saved ${from.session.path}.`);
  } catch (error) {
    if (error instanceof SessionError && error.status === 412) return await ask();
    tell(whyNot(error));
  }
}

function whyNot(error: unknown): Parameters<typeof tell>[0] {
  const title = `${name.peek()} was not saved`;
  if (error instanceof SessionError) {
    return {
      title,
      refusal: { message: error.message, help: "Nothing was written. Save it under another name (Save as…)." },
    };
  }
  return {
    title,
    refusal: {
      message: "The program that opened this page does not answer; it has probably ended.",
      help: "Save the document under another name (Save as…), or start `preflight designer` again.",
    },
  };
}

async function ask(): Promise<void> {
  try {
    conflict.value = await readDocument();
    dialog.open("conflict");
  } catch (error) {
    tell(whyNot(error));
  }
}

/** Takes the file's version. What was written here is a draft, and a step of the undo away. */
export function loadTheirs(theirs: SessionDocument): void {
  dialog.close();
  openSessionDocument(theirs);
}

/** Opens the session's document. */
export function openSessionDocument(document: SessionDocument): void {
  const { path, etag } = document;
  openDocument({
    text: document.text,
    name: document.name ?? "untitled.json",
    kind: document.kind ?? null,
    origin: {
      lineEnd: lineEnds(document.text).most,
      ...(path === null || etag === null ? {} : { session: { path, etag } }),
    },
  });
}
