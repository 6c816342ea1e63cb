/**
 * Lengths as they are sent and stored.
 *
 * @module
 */

/** The most that the core reads of a document. Bytes. */
export const MOST_BYTES = 1_048_576;

const utf8 = new TextEncoder();

/** The length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return utf8.encode(text).length;
}
