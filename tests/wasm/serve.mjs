// Answers calls to the WebAssembly module: one line of JSON in, `[[name, arguments], …]`, and a line out for each call,
// `answer` or `thrown` and what that is as JSON. The module is the folder of the first argument, as the npm package has it.

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

const reply = ([name, given]) => {
  try {
    return `answer ${JSON.stringify((own[name] ?? preflight[name])(...given))}\n`;
  } catch (error) {
    return `thrown ${JSON.stringify({ code: error.code ?? null, message: error.message })}\n`;
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  // All at once: a write of its own for each would wake the other side as often.
  process.stdout.write(JSON.parse(line).map(reply).join(""));
}
