/**
 * Which dialog is open. One at a time; each is drawn by the part of the page that it belongs to (app/dialog-host.tsx).
 *
 * @module
 */

import { signal } from "@preact/signals";

/** The dialogs there are. */
export type DialogName =
  | "commands"
  | "templates"
  | "drafts"
  | "share"
  | "compare"
  | "policy"
  | "export"
  | "picture"
  | "trouble"
  | "conflict";

const shown = signal<DialogName | null>(null);

export const dialog = {
  /** The one that is open. */
  shown,
  open(name: DialogName): void {
    shown.value = name;
  },
  close(): void {
    shown.value = null;
  },
  /** Closes it, and does something once it is gone and has given the focus back. */
  closeThen(action: () => void): void {
    shown.value = null;
    const look = () => {
      if (document.querySelector("dialog[open]") === null) action();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  },
};
