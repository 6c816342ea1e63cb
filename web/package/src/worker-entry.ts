/**
 * The worker's side of `@preflight/core/worker`.
 *
 * @module
 */

import { compile } from "./compile.js";
import { coded } from "./error.js";
import * as functions from "./generated/functions.js";
import { start } from "./instance.js";
import type { Call, Failure, FromWorker, ToWorker } from "./protocol.js";

/** What of a worker's global scope is used; the library of types for workers and that for pages exclude each other. */
interface Scope {
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;

const table = new Map<string, (...args: never[]) => unknown>(Object.entries(functions));

scope.addEventListener("message", ({ data }) => {
  if (data.type === "call") scope.postMessage(answer(data));
  else void load(data.input).then((message) => scope.postMessage(message));
});

async function load(input: string | BufferSource | WebAssembly.Module | undefined): Promise<FromWorker> {
  try {
    const module = await compile(input ?? new URL("./core.wasm", import.meta.url));
    start(module);
    return { type: "ready", module };
  } catch (error) {
    return { type: "failed", failure: failure(error, "init-failed") };
  }
}

function answer({ id, name, args }: Call): FromWorker {
  try {
    const call = table.get(name) as ((...args: unknown[]) => unknown) | undefined;
    if (call === undefined) throw coded("bad-argument", `There is no function \`${name}\`.`);
    return { type: "answer", id, value: call(...args) };
  } catch (error) {
    return { type: "refusal", id, failure: failure(error, "trap") };
  }
}

/** What has no code is no refusal of ours: the instance trapped, or ran out of its stack. */
function failure(error: unknown, otherwise: string): Failure {
  const { code, message } = (error ?? {}) as Partial<Failure>;
  return { code: typeof code === "string" ? code : otherwise, message: message ?? String(error) };
}
