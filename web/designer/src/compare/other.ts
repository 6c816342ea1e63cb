/**
 * The version that the document is compared with.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { Kind } from "@preflight/core";
import { dialog } from "../app/dialogs.ts";

/** Another version. */
export interface Other {
  /** What it is, in words. */
  label: string;
  text: string;
  /** The kind, where it is a bare payload. */
  kind: Kind | null;
}

export const other = signal<Other | null>(null);

/** Compares the document with another version. */
export function compareWith(version: Other): void {
  other.value = version;
  dialog.open("compare");
}
