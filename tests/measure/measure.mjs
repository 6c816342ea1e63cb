// Prints what the packed npm package costs in Chromium, as the tables of docs/benchmarks.md. `cargo xtask measure-wasm`
// builds the package first.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { launch } from "../consumers/chromium.mjs";
import { copy, pack, project, read } from "../consumers/package.mjs";
import { serve } from "../consumers/server.mjs";

/** Pages that load the module anew, for the first verdict. */
const FIRST = 9;

const DOCUMENTS = ["card-1kb", "form-15", "card-13kb", "card-13kb-html", "card-100kb"];

/** axe takes seconds for what is larger. */
const COMPARED = ["card-1kb", "form-15", "card-13kb", "card-13kb-html"];

/** Pages that are isolated have finer clocks. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

const document = (name) => read(`crates/core/benches/documents/${name}.json`);
/** Three digits, as far as they mean anything. */
function ms(time) {
  if (time < 0.1) return `${(time * 1000).toFixed(0)} us`;
  return `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
}

const thousands = (number) => number.toLocaleString("en-US");

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  process.stdout.write(`\n${line(head)}${line(head.map(() => "---"))}${rows.map(line).join("")}`);
}

const packed = join(tmpdir(), `preflight-measure-${process.pid}`);
const { folder, installed } = project("page", join(packed, pack(packed).filename));
const dist = join(installed, "dist");
copy(dist, join(folder, "preflight"));
writeFileSync(join(folder, "empty.html"), '<!doctype html><html lang="en"><title>Measure</title><body></body></html>');
await build({
  entryPoints: [join(import.meta.dirname, "in-page.js")],
  bundle: true,
  format: "esm",
  minify: true,
  external: ["/preflight/*"],
  outfile: join(folder, "in-page.js"),
});

const server = await serve(folder, ISOLATED);
const browser = await launch(["--enable-precise-memory-info", "--js-flags=--expose-gc"]);

/** Calls a function of `in-page.js` in a page of its own. */
async function inPage(name, ...args) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}/empty.html`);
  try {
    return await page.evaluate(async ([name, args]) => (await import("/in-page.js"))[name](...args), [name, args]);
  } finally {
    await context.close();
  }
}

try {
  await sizes();
  await speed();
  await comparison();
  await memory();
} finally {
  await browser.close();
  await server.close();
  rmSync(packed, { recursive: true, force: true });
}

async function sizes() {
  const bundled = await build({
    stdin: { contents: 'export * from "./index.js"', resolveDir: dist },
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
  });
  const rows = [
    ["core.wasm", readFileSync(join(dist, "core.wasm"))],
    ["its JavaScript, minified", Buffer.from(bundled.outputFiles[0].contents)],
  ].map(([name, bytes]) => {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    const sizes = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes, { params })];
    return [name, ...sizes.map(({ length }) => thousands(length))];
  });
  table(["file", "bytes", "gzip", "brotli"], rows);
}

async function speed() {
  const first = [];
  for (let round = 0; round < FIRST; round += 1) first.push(await inPage("firstVerdict", document("card-13kb")));
  first.sort((one, other) => one - other);
  const what = `from the module's bytes to the first verdict, 13 KB card (${FIRST} pages: the middle, the slowest)`;
  const rows = [[what, ms(first[FIRST >> 1]), ms(first[FIRST - 1])]];
  for (const name of DOCUMENTS) {
    const { p50, p95 } = await inPage("checks", document(name));
    rows.push([`check of ${name}.json (${thousands(document(name).length)} characters)`, ms(p50), ms(p95)]);
  }
  table(["what", "p50", "p95"], rows);
}

async function comparison() {
  const schema = JSON.parse(read("docs/schemas/manifest.schema.json"));
  const rows = [];
  for (const name of COMPARED) {
    const ours = await inPage("checks", document(name));
    const { ajv, dompurify, axe, all } = await inPage("others", document(name), schema);
    const ratio = `${(all.p50 / ours.p50).toFixed(0)} x`;
    rows.push([`${name}.json`, ...[ours, ajv, dompurify, axe, all].map(({ p50 }) => ms(p50)), ratio]);
  }
  table(["document", "preflight", "ajv", "DOMPurify", "axe-core", "all three", "to preflight"], rows);
}

async function memory() {
  const { before, after } = await inPage("memory", {
    texts: [document("card-1kb"), document("form-15")],
    times: 10_000,
  });
  const rows = Object.keys(before).map((what) => [what, thousands(before[what]), thousands(after[what])]);
  table(["memory in bytes", "after 1,000 checks", "after 11,000 checks"], rows);
}
