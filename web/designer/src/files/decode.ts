/**
 * Files become texts here, or a refusal that says what is wrong with them.
 *
 * @module
 */

import { MOST_BYTES } from "../state/bytes.ts";

/** Why something was not opened: what is wrong, and what to do. */
export interface Refusal {
  message: string;
  help: string;
}

/** A text, or why there is none. */
export type Decoded = { text: string } | { refusal: Refusal };

/** Refuses what the core would not read, before it is read. */
export function tooLarge(bytes: number): Refusal | null {
  if (bytes <= MOST_BYTES) return null;
  return {
    message: `It has ${bytes.toLocaleString("en")} bytes; at most 1 MiB (1,048,576 bytes) is read.`,
    help: "Split it, or take out what is not sent. No payload comes near that size.",
  };
}

/** Reads UTF-8. A byte order mark stays part of the text: the checks know it, and offer to remove it. */
export function decode(bytes: Uint8Array): Decoded {
  const refusal = tooLarge(bytes.length) ?? otherEncoding(bytes);
  if (refusal !== null) return { refusal };
  const whole = valid(bytes, { stream: false });
  if (whole !== null) return { text: whole };
  const at = firstInvalid(bytes);
  const before = valid(bytes.subarray(0, at), { stream: true }) ?? "";
  const lines = before.split(/\r\n|\n|\r/);
  const column = [...(lines.at(-1) ?? "")].length + 1;
  const byte = bytes[at]?.toString(16).toUpperCase().padStart(2, "0");
  return {
    refusal: {
      message: `It is not UTF-8: byte ${at + 1} (${byte}, line ${lines.length}, column ${column}) belongs to no character.`,
      help: "Save it as UTF-8, as JSON has to be, and open it again.",
    },
  };
}

/** Marks by which files of other encodings begin. */
function otherEncoding([first, second]: Uint8Array): Refusal | null {
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!utf16) return null;
  return { message: "It is UTF-16, not UTF-8.", help: "Save it as UTF-8, as JSON has to be, and open it again." };
}

/** The text; with `stream` what is left of a character at the end does no harm. */
function valid(bytes: Uint8Array, how: TextDecodeOptions): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, how);
  } catch {
    return null;
  }
}

/** Where the first character that is none begins. */
function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (middle <= bytes.length && valid(bytes.subarray(0, middle), { stream: true }) !== null) good = middle;
    else bad = middle;
  }
  // The beginning of a character may be good by itself: then it is the one that is broken off.
  let start = Math.min(good, bytes.length);
  while (start > 0 && ((bytes[start - 1] ?? 0) & 0xc0) === 0x80 && valid(bytes.subarray(0, start), {}) === null)
    start--;
  if (start > 0 && valid(bytes.subarray(0, start), {}) === null) start--;
  return start;
}
