/**
 * Checks, builds, repairs and draws Genesys Cloud Web Messaging payloads. This is the entry for browsers, where the
 * module has to arrive first: `await init()` once, then call what you like.
 *
 * @module
 */

import type { InitInput } from "./compile.js";
import { initFrom } from "./init.js";

export type { InitInput } from "./compile.js";
export type { PreflightError, PreflightErrorCode } from "./error.js";
export * from "./generated/functions.js";
export type * from "./generated/types.js";

/**
 * Loads the module: `core.wasm` of this package, or what is given, such as
 * `fetch("/core.wasm", { integrity: "sha384-…" })`.
 *
 * Further calls wait for the same module. Where loading fails the promise rejects with an error of the code
 * `init-failed`, and the next call tries again.
 */
export function init(input?: InitInput | PromiseLike<InitInput>): Promise<void> {
  return initFrom(() => input ?? new URL("./core.wasm", import.meta.url));
}
