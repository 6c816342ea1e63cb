/**
 * What the page has to say about the document that is open, with what may be done about it. A notice stays until it is
 * answered or another document is opened.
 *
 * @module
 */

import { signal } from "@preact/signals";
import { announce } from "../state/announce.ts";

/** Something to say. */
export interface Notice {
  /** What it is about; a newer notice about the same takes its place. */
  id: string;
  text: string;
  look?: "warning";
  /** What may be done; each answers the notice. */
  actions?: { label: string; run: () => void }[];
}

/** The notices that are shown. */
export const notices = signal<Notice[]>([]);

/** Shows a notice, and says it. */
export function notify(notice: Notice): void {
  notices.value = [...notices.peek().filter(({ id }) => id !== notice.id), notice];
  announce(notice.text);
}

/** Takes a notice away. */
export function dismiss(id: string): void {
  if (notices.peek().some((notice) => notice.id === id)) {
    notices.value = notices.peek().filter((notice) => notice.id !== id);
  }
}
