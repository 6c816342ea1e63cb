import { compile, type InitInput } from "./compile.js";
import { isStarted, start } from "./instance.js";

let pending: Promise<void> | undefined;

/**
 * Starts the module from what is given. However often it is called, one module is loaded, the one that the first call
 * names. Where that fails, the next call tries again.
 */
export function initFrom(input: () => InitInput | PromiseLike<InitInput>): Promise<void> {
  if (isStarted()) return Promise.resolve();
  pending ??= compile(input())
    .then(start)
    .finally(() => {
      pending = undefined;
    });
  return pending;
}
