import { coded } from "./error.js";
import { initSync } from "./generated/glue.js";

let started = false;

/** Starts the module, unless it is started. */
export function start(module: WebAssembly.Module | BufferSource): void {
  if (started) return;
  initSync({ module });
  started = true;
}

/** Whether the module is started. */
export function isStarted(): boolean {
  return started;
}

/** Refuses a call that comes too early. */
export function ready(): void {
  if (started) return;
  throw coded(
    "not-initialized",
    "Preflight is not initialised. Call `await init()` once before the first call, or import `@preflight/core/inline`, " +
      "which needs no such call.",
  );
}
