/**
 * What this browser keeps for the page. Where it keeps nothing (a private window, a full disk, a sandbox), the page works
 * without.
 *
 * @module
 */

const PREFIX = "preflight.designer.";

/** What was kept under a key; `undefined` where there is nothing that can be read. */
export function read(key: string): unknown {
  try {
    const kept = localStorage.getItem(PREFIX + key);
    return kept === null ? undefined : JSON.parse(kept);
  } catch {
    return undefined;
  }
}

/** Keeps a value; tells whether it is kept. */
export function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
