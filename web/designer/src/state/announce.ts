/**
 * What is said to people who do not see the page change.
 *
 * @module
 */

import { signal } from "@preact/signals";

/** What the live region says. */
export const announcement = signal("");

/** Says something politely, after what is being read out. The same words twice in a row are said twice. */
export function announce(words: string): void {
  // A live region speaks when it changes: a no-break space at the end makes it another text.
  announcement.value = announcement.peek() === words ? `${words}\u00a0` : words;
}
