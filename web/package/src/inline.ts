/**
 * Checks, builds, repairs and draws Genesys Cloud Web Messaging payloads. This entry holds the module itself, for bundlers
 * that cannot copy a file: it is ready once it is imported, and a third larger than the module beside it.
 *
 * @module
 */

import { base64 } from "./generated/module.js";
import { start } from "./instance.js";

export type { PreflightError, PreflightErrorCode } from "./error.js";
export * from "./generated/functions.js";
export type * from "./generated/types.js";

start(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

/** Does nothing: it is here so that this entry can stand in for the other one. */
export function init(_input?: unknown): Promise<void> {
  return Promise.resolve();
}
