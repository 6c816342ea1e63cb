/**
 * What is said to people who do not see the page change.
 *
 * @module
 */

import { signal } from "@preact/signals";

/** Something that was said. */
export interface Said {
  id: number;
  words: string;
}

/** What the live region says. What is new in it is read out, so that nothing said takes the place of what was said before. */
export const announcements = signal<readonly Said[]>([]);

/** How long words stay where screen readers can read them again. Milliseconds. */
const STAY = 10_000;

let last = 0;

/** Says something politely, after what is being read out. */
export function announce(words: string): void {
  const id = ++last;
  announcements.value = [...announcements.peek(), { id, words }];
  setTimeout(() => {
    announcements.value = announcements.peek().filter((said) => said.id !== id);
  }, STAY);
}
