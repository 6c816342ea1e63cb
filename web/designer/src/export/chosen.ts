import { signal } from "@preact/signals";
import { dialog } from "../app/dialogs.ts";
import type { FormatId } from "./formats.ts";

/** The format that the dialog shows. */
export const chosen = signal<FormatId>("json");

/** Shows a format. */
export function showExport(format: FormatId): void {
  chosen.value = format;
  dialog.open("export");
}
