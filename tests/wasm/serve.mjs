// Answers calls to the WebAssembly module: one JSON line in, `{call, arguments}`, one JSON line out, the answer or what
// was thrown. The module is the folder of the first argument, as the npm package has it.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const preflight = await import(pathToFileURL(join(folder, "preflight.js")));
const { memory } = preflight.initSync({ module: readFileSync(join(folder, "preflight_bg.wasm")) });

/** Calls of our own, about what every call shares. */
const own = {
  /** The bytes of the module's memory. */
  memory: () => memory.buffer.byteLength,
  /** Judges a text many times, and tells how long each took in microseconds. */
  time: (text, times) => {
    const taken = [];
    for (let run = 0; run < times; run += 1) {
      const start = process.hrtime.bigint();
      preflight.check(text);
      taken.push(Number(process.hrtime.bigint() - start) / 1000);
    }
    return taken;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let reply;
  try {
    const answer = (own[request.call] ?? preflight[request.call])(...request.arguments);
    reply = { answer };
  } catch (error) {
    reply = { thrown: { code: error.code ?? null, message: error.message } };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
