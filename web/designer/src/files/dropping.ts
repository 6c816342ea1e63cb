import { signal } from "@preact/signals";
import { announce } from "../state/announce.ts";

/** Whether a file is being held over the page. */
export const dropping = signal(false);

/** A file is held over the page, or over a frame in it, which what is shown then lies over. */
export function held(): void {
  if (!dropping.peek()) announce("Drop the file to open it.");
  dropping.value = true;
}
