import { signal } from "@preact/signals";

/** Whether a file is being held over the page. */
export const dropping = signal(false);
