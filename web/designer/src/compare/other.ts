/**
 * The version that the document is compared with.
 *
 * @module
 */

import { signal } from "@preact/signals";
import { dialog } from "../app/dialogs.ts";

/** Another version. */
export interface Other {
  /** What it is, in words. */
  label: string;
  text: string;
  /** Which draft it is, since several may have been kept in the same minute; none where it is no draft. */
  draft?: number;
}

/** The version that a person chose; none where it is the document as it was last saved. */
export const other = signal<Other | null>(null);

/** Compares the document with another version. */
export function compareWith(version: Other): void {
  other.value = version;
  dialog.open("compare");
}
