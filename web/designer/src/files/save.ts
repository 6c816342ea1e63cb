/**
 * Saving: to the file it came from where that can be, and else to one that a person chooses.
 *
 * @module
 */

import { saveToSession } from "../session/save.ts";
import { announce } from "../state/announce.ts";
import { beingSaved, documentId, name, origin, savedText, text } from "../state/document.ts";
import { download } from "../ui/download.ts";
import { withLineEnds } from "./line-ends.ts";
import { FILE_TYPES, pickers, tell } from "./open.ts";

/** The document as its file has it: what is in the editor, with the file's line ends. */
export function fileText(): string {
  return withLineEnds(text.peek(), origin.peek()?.lineEnd ?? "\n");
}

/** What the library of DOM types does not know of files yet. */
interface Permitted extends FileSystemFileHandle {
  requestPermission?(how: { mode: "readwrite" }): Promise<PermissionState>;
}

let writing: Promise<void> = Promise.resolve();

/**
 * Writes the document back where it came from; asks where it came from nowhere that can be written. One after the other:
 * until the first has ended, the second does not know which version of the file it would take the place of.
 */
export function save(): Promise<void> {
  const id = documentId.peek();
  writing = writing.then(() => (documentId.peek() === id ? saveNow() : undefined));
  return writing;
}

async function saveNow(): Promise<void> {
  const from = origin.peek();
  if (from?.session !== undefined) await saveToSession(fileText());
  else if (from?.file !== undefined) await write(from.file);
  else await saveAs();
}

/** Writes the document to a file that a person names, which is its file from then on. */
export async function saveAs(): Promise<void> {
  if (pickers.showSaveFilePicker === undefined) return saveAmongDownloads();
  const asked = pickers.showSaveFilePicker({ suggestedName: name.peek(), types: FILE_TYPES });
  const handle = await asked.catch(() => null);
  if (handle !== null) await write(handle);
}

async function write(handle: FileSystemFileHandle): Promise<void> {
  const lineEnd = origin.peek()?.lineEnd ?? "\n";
  const saved = beingSaved();
  const contents = fileText();
  try {
    // After a reload the browser asks again whether the page may write it.
    if ((await (handle as Permitted).requestPermission?.({ mode: "readwrite" })) === "denied") {
      throw new Error("writing was not allowed.");
    }
    const file = await handle.createWritable();
    await file.write(contents);
    await file.close();
  } catch (error) {
    tell({
      title: `${handle.name} was not saved`,
      refusal: {
        message: `The browser did not write it: ${(error as Error).message}`,
        help: "Allow the page to save the file, or save it under another name (Save as…).",
      },
    });
    return;
  }
  saved({ origin: { lineEnd, file: handle }, name: handle.name });
  announce(`Saved ${handle.name}.`);
}

/** Where pages may not write files, the browser puts it among the downloads. */
function saveAmongDownloads(): void {
  saveDownload(name.peek(), fileText(), "application/json");
  savedText.value = text.peek();
  announce(`Saved ${name.peek()} among the downloads.`);
}

/** Hands the browser a text as a download. */
export function saveDownload(file: string, contents: string, type: string): void {
  download(file, new Blob([contents], { type }));
}
