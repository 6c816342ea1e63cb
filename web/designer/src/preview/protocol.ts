/**
 * What the page and the preview's frame say to each other.
 *
 * @module
 */

import type { Pointer, RenderTree, TextRange } from "@preflight/core";

/** What the page says. */
export type ToFrame =
  /** Asks whether the frame is there; its own `ready` may have been sent before the page listened. */
  | { type: "hello" }
  | { type: "draw"; tree: RenderTree }
  /** Marks what shows a place of the payload. */
  | { type: "select"; pointer: Pointer | null };

/** What the frame says. */
export type FromFrame =
  | { type: "ready" }
  /** A person chose what shows a place of the payload. */
  | { type: "selected"; pointer: Pointer; span: TextRange | null };

export function isToFrame(message: unknown): message is ToFrame {
  return typeof message === "object" && message !== null && "type" in message;
}

export function isFromFrame(message: unknown): message is FromFrame {
  return typeof message === "object" && message !== null && "type" in message;
}
