// What is run in a page. Times are in milliseconds.

import { judge, sanitize, validator } from "./contenders.js";

export { memory } from "../consumers/memory.mjs";

/** Enough rounds for a 95th percentile, unless they take too long. */
const ROUNDS = { warm: 30, least: 20, most: 400, milliseconds: 4000 };

function sorted(times) {
  return times.sort((one, other) => one - other);
}

/** The middle of times, and what 95 of 100 stay below. */
function percentiles(times) {
  const all = sorted(times);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
  return { p50: at(0.5), p95: at(0.95), rounds: all.length };
}

async function measure(work) {
  for (let round = 0; round < ROUNDS.warm; round += 1) await work();
  const times = [];
  const end = performance.now() + ROUNDS.milliseconds;
  while (times.length < ROUNDS.least || (times.length < ROUNDS.most && performance.now() < end)) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return percentiles(times);
}

/** From the bytes of the module to the verdict on a first document, in a page that has neither. */
export async function firstVerdict(text) {
  const { check, init } = await import("/preflight/index.js");
  const bytes = await (await fetch("/preflight/core.wasm")).arrayBuffer();
  const start = performance.now();
  await init(bytes);
  check(text);
  return performance.now() - start;
}

/** Checks of a document, one after the other. */
export async function checks(text) {
  const { check, init } = await import("/preflight/index.js");
  await init();
  return measure(() => check(text));
}

/** The same document, by the others: its drawing is there before their time begins. */
export async function others(text, schema) {
  const { init, preview } = await import("/preflight/index.js");
  const { createRenderer } = await import("/preflight/preview.js");
  await init();
  const stage = document.body.appendChild(document.createElement("div"));
  createRenderer(stage).render(preview(text));
  const validate = validator(schema);
  const value = validate(text);
  const parts = {
    ajv: await measure(() => validate(text)),
    dompurify: await measure(() => sanitize(value)),
    axe: await measure(() => judge(stage)),
  };
  const all = await measure(async () => {
    sanitize(validate(text));
    await judge(stage);
  });
  stage.remove();
  return { ...parts, all };
}
