/**
 * Files and texts that come to the page by themselves: dropped on it, or pasted into it.
 *
 * @module
 */

import { announce } from "../state/announce.ts";
import { name, text } from "../state/document.ts";
import { dropping, held } from "./dropping.ts";
import { openFile, openText } from "./open.ts";

/** What the library of DOM types does not know of items that are dragged. */
interface Item extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Begins to take what is dropped and pasted. The editor would insert a file's text, so this comes before it. */
export function receive(): void {
  addEventListener("dragenter", hold, { capture: true });
  addEventListener("dragover", hold, { capture: true });
  addEventListener("dragleave", leave, { capture: true });
  // While something is held no pointer moves: where one does, it was dropped elsewhere.
  addEventListener("pointermove", () => dropping.peek() && stop(), { capture: true, passive: true });
  addEventListener("drop", drop, { capture: true });
  addEventListener("paste", paste, { capture: true });
}

function hasFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}

function hold(event: DragEvent): void {
  if (!hasFile(event)) return;
  event.preventDefault();
  event.stopPropagation();
  const open = !isBehindDialog();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = open ? "copy" : "none";
  if (open) held();
}

/** A document is not opened behind a dialog, which may be about the one that is open. */
function isBehindDialog(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

function stop(): void {
  dropping.value = false;
}

/** A pointer that goes from one element to another leaves the first; only one that goes nowhere leaves the page. */
function leave(event: DragEvent): void {
  if (event.relatedTarget === null) stop();
}

async function drop(event: DragEvent): Promise<void> {
  if (!hasFile(event)) return;
  event.preventDefault();
  event.stopPropagation();
  stop();
  if (isBehindDialog()) return;
  const items: Item[] = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === "file");
  const file = items[0]?.getAsFile();
  if (items.length > 1) announce("Several files were dropped; the first is opened.");
  if (file === null || file === undefined) return;
  // The item is gone once this task is over, so it is asked before anything is waited for.
  const handle = await items[0]?.getAsFileSystemHandle?.().catch(() => null);
  await openFile(file, handle?.kind === "file" ? (handle as FileSystemFileHandle) : undefined);
}

function paste(event: ClipboardEvent): void {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  // Programs for tables and letters add a picture of what is copied; what a person means is its text.
  const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => pasted === "" || !type.startsWith("image/"));
  if (isBehindDialog()) return;
  if (file === undefined && (pasted === "" || text.peek().trim() !== "" || inField(event))) return;
  event.preventDefault();
  event.stopPropagation();
  if (file !== undefined) void openFile(file);
  else openText({ text: pasted, name: name.peek(), saved: "" });
}

/** Fields of the page take what is pasted into them; the editor of an empty page hands it over. */
function inField(event: ClipboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
