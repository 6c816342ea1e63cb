/**
 * What this browser keeps of documents: the one of each tab as it is written, and older versions. Without a database (a
 * private window, a full disk, a sandbox) nothing is kept, and the page works all the same.
 *
 * @module
 */

import type { Kind } from "@preflight/core";
import type { LineEnd } from "../files/line-ends.ts";
import { surplus } from "./bounds.ts";

/** A document as it is kept. */
export interface Draft {
  /** When it was kept. Milliseconds since 1970. */
  time: number;
  name: string;
  text: string;
  kind: Kind | null;
  lineEnd: LineEnd;
}

/** The document of a tab. */
export interface Current extends Draft {
  tab: string;
  /** The text as it was last saved. */
  saved: string;
  /** The path of the file that `preflight designer` opened, where it is that one. */
  path: string | null;
  /** The file that it is saved to, where the browser lets the page write it. */
  file: FileSystemFileHandle | null;
}

/** An older version. */
export interface Version extends Draft {
  id: number;
  /** Bytes of UTF-8. */
  bytes: number;
  /** What was said of it, in words; none where it was kept before it was judged. */
  verdict: string | null;
  /** Why it was kept. */
  reason: string;
}

/** Tabs whose documents are kept. */
export const MOST_TABS = 8;

const NAME = "preflight.designer";

let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((opened, refused) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("current", { keyPath: "tab" });
      request.result.createObjectStore("versions", { keyPath: "id", autoIncrement: true });
    };
    request.onsuccess = () => {
      // Another tab may have a newer page, which wants to change the database.
      request.result.onversionchange = () => request.result.close();
      opened(request.result);
    };
    request.onerror = () => refused(request.error);
    request.onblocked = () => refused(new Error("another tab holds the drafts"));
  });
  return opening;
}

type Store = "current" | "versions";

/** Runs one request, and waits until what it changed is kept. */
async function ask<T>(store: Store, mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<T>) {
  const open = await database();
  return new Promise<T>((done, failed) => {
    const transaction = open.transaction(store, mode);
    const asked = request(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked.result);
    transaction.onabort = () => failed(transaction.error);
    transaction.onerror = () => failed(transaction.error);
  });
}

/** Keeps the document of a tab; without its file where the browser keeps none. */
export async function putCurrent(current: Current): Promise<void> {
  try {
    await ask("current", "readwrite", (store) => store.put(current));
  } catch (error) {
    if (current.file === null) throw error;
    await putCurrent({ ...current, file: null });
  }
}

/** Forgets the document of a tab. */
export async function forgetCurrent(tab: string): Promise<void> {
  await ask("current", "readwrite", (store) => store.delete(tab));
}

/** The documents of tabs, the newest first. */
export async function currents(): Promise<Current[]> {
  const all = await ask<Current[]>("current", "readonly", (store) => store.getAll());
  return all.sort((one, other) => other.time - one.time);
}

/** Keeps a version, unless the newest is the same; the oldest go where there are too many. */
export async function addVersion(version: Omit<Version, "id">): Promise<void> {
  const [newest] = await versions();
  if (newest?.text === version.text) return;
  await ask("versions", "readwrite", (store) => store.add(version));
  const kept = (await versions()).map(({ id, time, text }) => ({ id, time, units: text.length }));
  for (const id of surplus(kept)) await deleteVersion(id);
}

/** The versions, the newest first. */
export async function versions(): Promise<Version[]> {
  const all = await ask<Version[]>("versions", "readonly", (store) => store.getAll());
  return all.sort((one, other) => other.time - one.time || other.id - one.id);
}

/** Deletes a version. */
export async function deleteVersion(id: number): Promise<void> {
  await ask("versions", "readwrite", (store) => store.delete(id));
}

/** Deletes all versions. */
export async function deleteVersions(): Promise<void> {
  await ask("versions", "readwrite", (store) => store.clear());
}
