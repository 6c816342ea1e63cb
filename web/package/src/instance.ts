import { coded } from "./error.js";
import { initSync, restart } from "./generated/glue.js";

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

/**
 * What a call answers. It is refused where it comes too early; where the module trapped, the error says so, and the next
 * call gets a new instance.
 */
export function answered<T>(call: () => T): T {
  if (!started) {
    throw coded(
      "not-initialized",
      "Preflight is not initialised. Call `await init()` once before the first call, or import `@preflight/core/inline`, " +
        "which needs no such call.",
    );
  }
  try {
    return call();
  } catch (error) {
    // The binding gives its refusals a code. What the engine throws has none, and leaves an instance that cannot be relied on.
    if (typeof (error as { code?: unknown } | null)?.code === "string") throw error;
    restart();
    throw coded("trap", `Preflight came upon a fault of its own: ${String(error)}`, error);
  }
}
