/**
 * Keeps the document in this browser as it is written, and a version of it now and then.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import { notify } from "../session/notices.ts";
import { byteLength } from "../state/bytes.ts";
import { bareKind, name, origin, savedText, text, unsaved } from "../state/document.ts";
import { verdict } from "../state/engine.ts";
import { addVersion, type Current, type Draft, putCurrent } from "./store.ts";

/** How long the text rests before it is kept. Milliseconds. */
const SETTLED = 400;

/** How long it rests before it becomes a version of the history. Milliseconds. */
const RESTED = 60_000;

/** Whether this browser keeps anything; none while that is not known. */
export const keeping = signal<boolean | null>(null);

/** Goes up with every version that is kept or deleted, for those who list them. */
export const versionsChanged = signal(0);

const TAB = "preflight.designer.tab";

/** How long the tab that was here before a reload may take to let go of its name. Milliseconds. */
const PATIENCE = 500;

let own = "only";

/** What this tab is called among the documents that are kept. */
export function tab(): string {
  return own;
}

/**
 * Finds out what this tab is called. A tab that was duplicated has the name of the one it came from: each tab holds a lock
 * of its name for as long as it is open, so that the second takes another, and neither keeps its document over the other's.
 */
export async function nameTab(): Promise<void> {
  try {
    own = sessionStorage.getItem(TAB) ?? newName();
    if (!(await holds(own))) {
      own = newName();
      await holds(own);
    }
    sessionStorage.setItem(TAB, own);
  } catch {
    // Nothing is kept for a tab here.
  }
}

function newName(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}

/** Takes the lock of a name until the page is gone; tells whether it is this tab's. */
function holds(name: string): Promise<boolean> {
  // Pages without a secure origin have no locks.
  if (navigator.locks === undefined) return Promise.resolve(true);
  return new Promise((answer) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const forever = () => {
      answer(true);
      return new Promise<never>(() => {});
    };
    navigator.locks.request(`${TAB}.${name}`, { signal }, forever).catch(() => answer(false));
  });
}

function draft(): Draft {
  return {
    time: Date.now(),
    name: name.peek(),
    text: text.peek(),
    kind: bareKind.peek(),
    lineEnd: origin.peek()?.lineEnd ?? "\n",
  };
}

function current(): Current {
  const { session, file } = origin.peek() ?? {};
  return { ...draft(), tab: tab(), saved: savedText.peek(), path: session?.path ?? null, file: file ?? null };
}

/** Whether the text as it is now is kept. */
let kept = "";

/** Whether closing the page would lose something that no draft has. */
export function wouldBeLost(): boolean {
  return keeping.peek() !== true || kept !== text.peek();
}

async function keep(): Promise<void> {
  const now = current();
  try {
    await putCurrent(now);
    kept = now.text;
    keeping.value = true;
  } catch {
    unkept();
  }
}

/** Says once that nothing is kept here. */
export function unkept(): void {
  if (keeping.peek() === false) return;
  keeping.value = false;
  notify({
    id: "unkept",
    look: "warning",
    text: "This browser keeps no drafts here, as in a private window. Save the document before you close the page.",
  });
}

/** Begins to keep the document. */
export function beginKeeping(): void {
  let settled: ReturnType<typeof setTimeout> | undefined;
  let rested: ReturnType<typeof setTimeout> | undefined;
  let first = true;
  effect(() => {
    // What is kept again when any of these changes.
    void [text.value, name.value, bareKind.value, savedText.value, origin.value];
    if (first) {
      first = false;
      // What the page began with may be in no other place, such as the document of a link.
      if (text.peek() !== "") void keep();
      return;
    }
    clearTimeout(settled);
    clearTimeout(rested);
    settled = setTimeout(() => void keep(), SETTLED);
    rested = setTimeout(() => keepVersion("After a rest"), RESTED);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    if (kept !== text.peek()) void keep();
    if (unsaved.peek()) keepVersion("When the page was left");
  });
}

/** Keeps the document as it is now among the versions, unless there is nothing in it. */
export function keepVersion(reason: string): void {
  const now = draft();
  if (now.text.trim() === "" || keeping.peek() === false) return;
  addVersion({ ...now, bytes: byteLength(now.text), verdict: said(now.text), reason }).then(() => {
    versionsChanged.value++;
  }, unkept);
}

/** Keeps a document that was written here before among the versions. */
export async function keepDraft(draft: Draft, reason: string): Promise<void> {
  const { time, name, text, kind, lineEnd } = draft;
  try {
    await addVersion({ time, name, text, kind, lineEnd, bytes: byteLength(text), verdict: null, reason });
    versionsChanged.value++;
  } catch {
    unkept();
  }
}

/** The verdict in words. */
function said(judged: string): string | null {
  const known = verdict.peek();
  if (known === null || known.text !== judged) return null;
  const errors = known.report.findings.filter(({ severity }) => severity === "error").length;
  return known.report.ok ? "May be published" : `Blocked: ${errors} error${errors === 1 ? "" : "s"}`;
}
