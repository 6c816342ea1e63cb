/**
 * Checks, builds, repairs and draws Genesys Cloud Web Messaging payloads. This is the entry for Node.js, where the module
 * lies beside this file: it is ready once it is imported.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { start } from "./instance.js";

export type { PreflightError, PreflightErrorCode } from "./error.js";
export * from "./generated/functions.js";
export type * from "./generated/types.js";

start(readFileSync(new URL("./core.wasm", import.meta.url)));

/** Does nothing: it is here so that what runs in browsers runs in Node.js too. */
export function init(_input?: unknown): Promise<void> {
  return Promise.resolve();
}
