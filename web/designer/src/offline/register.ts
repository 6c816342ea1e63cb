/**
 * Makes the page open without a network.
 *
 * @module
 */

import { signal } from "@preact/signals";
import { takeToken } from "../session/client.ts";
import { trustedScript } from "../ui/trusted.ts";

/** Whether the page would open without a network now. */
export const offline = signal(false);

/** How long the files of the page may take. A page that is slow to keep is not slow to use. Milliseconds. */
const PATIENCE = 20_000;

/** Keeps the page's files, where the browser lets it; settles once they are kept. */
export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || !isSecureContext) return;
  try {
    // The program serves the page as it is built now, and has to be there anyway.
    if (takeToken() !== null) {
      const registered = await navigator.serviceWorker.getRegistrations();
      await Promise.all(registered.map((registration) => registration.unregister()));
      return;
    }
    await navigator.serviceWorker.register(trustedScript(new URL("sw.js", document.baseURI).href));
    const patience = new Promise((passed) => setTimeout(passed, PATIENCE, undefined));
    offline.value = (await Promise.race([navigator.serviceWorker.ready, patience])) !== undefined;
  } catch {
    // A private window, or a server that does not have the file: the page works, as long as it is open.
    offline.value = false;
  }
}
