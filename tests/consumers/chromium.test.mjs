// The packed npm package in Chromium: hostile texts and drawings, workers that are stopped, memory, size.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { launch, visit } from "./chromium.mjs";
import { memory } from "./memory.mjs";
import { copy, documents, pack, project, read, source } from "./package.mjs";
import { serve } from "./server.mjs";

const packed = join(tmpdir(), `preflight-package-${process.pid}-chromium`);
const hostile = read("crates/core/benches/documents/hostile-1mb.json");

/** Makes every check of this worker do what a trap does. */
const TRAP = `
  const { Instance } = WebAssembly;
  const check = () => { throw new WebAssembly.RuntimeError("unreachable"); };
  WebAssembly.Instance = function (...args) { return { exports: { ...new Instance(...args).exports, check } }; };
`;

let browser;
let server;
let dist;

before(async () => {
  const { folder, installed } = project("page", join(packed, pack(packed).filename));
  dist = join(installed, "dist");
  copy(dist, join(folder, "preflight"));
  writeFileSync(join(folder, "trap.js"), TRAP);
  writeFileSync(join(folder, "trapping.js"), 'import "/trap.js";\nimport "/preflight/worker-entry.js";\n');
  // What a page may do under the policy of the README is tested elsewhere; these pages run what the tests hand them.
  server = await serve(folder);
  browser = await launch(["--enable-precise-memory-info", "--js-flags=--expose-gc"]);
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(packed, { recursive: true, force: true });
});

/** How often the module was fetched. */
function downloads() {
  return server.requests.filter((path) => path.endsWith("core.wasm")).length;
}

/** Runs a function in a page that has the package at `/preflight/`. */
async function inPage(work, argument) {
  let answer;
  await visit(browser, `${server.address}/index.html`, async (page) => {
    answer = await page.evaluate(work, argument);
  });
  return answer;
}

describe("hostile documents of a megabyte", () => {
  test("get findings on the page, and the next document its own", async () => {
    const [first, second] = await inPage(
      async ([hostile, good]) => {
        const { check, init } = await import("/preflight/index.js");
        await init();
        return [check(hostile), check(good)];
      },
      [hostile, documents.good],
    );
    assert.equal(first.ok, false);
    assert.equal(first.findings.length, 1000);
    assert.ok(first.omittedFindings > 0);
    assert.deepEqual([second.ok, second.findings], [true, []]);
  });

  test("are answered, one thing all through", async () => {
    const answers = await inPage(async () => {
      const { check, init } = await import("/preflight/index.js");
      await init();
      const floods = ["[", '{"a":', "<div>", '"', "\\", "\u202e", "\ud800", "&amp;", "**", "[x](javascript:x)", "\0"];
      const strings = (flood) =>
        JSON.stringify({ kind: "rich-card", id: "x", spec: { fields: { description: flood } } });
      return floods.flatMap((flood) => {
        const text = flood.repeat(2 ** 20 / flood.length);
        return [check(text), check(strings(text.slice(0, 2 ** 19)))].map(({ ok, findings }) => [
          flood,
          ok,
          findings.length,
        ]);
      });
    });
    assert.equal(answers.length, 22);
    for (const [flood, ok, findings] of answers)
      assert.ok(!ok && findings > 0, `${flood}: ok ${ok}, ${findings} findings`);
  });

  test("are stopped in a worker that may not take that long; the next call finds a new one", async () => {
    const outcome = await inPage(
      async ([hostile, good]) => {
        const { createClient } = await import("/preflight/worker.js");
        const client = createClient();
        await client.with({ timeout: 60_000 }).version();
        const stopped = await client
          .with({ timeout: 0 })
          .check(hostile)
          .catch(({ code }) => code);
        const patient = client.with({ timeout: 60_000 });
        return [stopped, (await patient.check(good)).ok, (await patient.check(hostile)).findings.length];
      },
      [hostile.repeat(1), documents.good],
    );
    assert.deepEqual(outcome, ["timeout", true, 1000]);
  });
});

describe("workers", () => {
  test("one that is gone is replaced", async () => {
    const outcome = await inPage(async (good) => {
      const { createClient } = await import("/preflight/worker.js");
      let last;
      const client = createClient({
        module: "preflight/core.wasm",
        worker: () => {
          last = new Worker("/preflight/worker-entry.js", { type: "module" });
          return last;
        },
      });
      const patient = client.with({ timeout: 60_000 });
      const first = (await patient.check(good)).ok;
      last.terminate();
      const lost = await client.check(good).catch(({ code }) => code);
      return [first, lost, (await patient.check(good)).ok];
    }, documents.good);
    assert.deepEqual(outcome, [true, "timeout", true]);
  });

  test("one whose module trapped is replaced, without another download", async () => {
    const before = downloads();
    const outcome = await inPage(async (good) => {
      const { createClient } = await import("/preflight/worker.js");
      const scripts = ["/trapping.js", "/preflight/worker-entry.js"];
      const client = createClient({
        timeout: 60_000,
        worker: () => new Worker(scripts.shift(), { type: "module" }),
      });
      const trapped = await client.check(good).catch(({ code }) => code);
      const { ok } = await client.check(good);
      return [trapped, ok, scripts.length];
    }, documents.good);
    assert.deepEqual(outcome, ["trap", true, 0]);
    // The page itself loads the module too.
    assert.equal(downloads() - before, 2);
  });

  test("misuse arrives with the code it has on the page, and so does a module that is not there", async () => {
    const outcome = await inPage(async () => {
      const { check, init } = await import("/preflight/index.js");
      const { createClient } = await import("/preflight/worker.js");
      await init();
      const client = createClient({ timeout: 60_000 });
      const here = (() => {
        try {
          return check("{}", { kind: "card" });
        } catch ({ code, message }) {
          return { code, message };
        }
      })();
      const there = await client.check("{}", { kind: "card" }).catch(({ code, message }) => ({ code, message }));
      const lost = createClient({ module: "data:text/plain,none" });
      const missing = await lost.check("{}").catch(({ code }) => code);
      return { here, there, missing };
    });
    assert.equal(outcome.here.code, "unknown-kind");
    assert.deepEqual(outcome.there, outcome.here);
    assert.equal(outcome.missing, "init-failed");
  });
});

test("10,000 checks leave memory as it was", async () => {
  const texts = Object.values(documents).slice(0, 2);
  const { before, after } = await inPage(memory, { texts, times: 10_000 });
  assert.ok(after.module > 0);
  assert.equal(after.module, before.module);
  assert.ok(after.heap - before.heap < 500_000, `the heap grew by ${after.heap - before.heap} bytes`);
});

test("a drawing makes nothing but what the vocabulary names", async () => {
  const made = await inPage(async () => {
    const { createRenderer } = await import("/preflight/preview.js");
    const host = document.body.appendChild(document.createElement("div"));
    const renderer = createRenderer(host);
    const node = (id, name, more = {}) => ({
      type: "element",
      id,
      parent: id === 0 ? null : 0,
      name,
      namespace: "html",
      ...more,
    });
    renderer.render({
      theme: { text: "red", "x: red; background": "url(/x)" },
      nodes: [
        node(0, "div", { attributes: { onclick: "alert(1)", dir: "sideways", lang: "de", id: "a" } }),
        node(1, "script"),
        { type: "text", id: 2, parent: 1, text: "document.title = 'harmed'" },
        node(3, "img", { attributes: { src: "/x" } }),
        node(4, "a", { attributes: { href: "javascript:alert(1)" }, link: "javascript:alert(1)" }),
        node(5, "constructor"),
        node(6, "input", { attributes: { type: "image", formaction: "/x", value: "kept" } }),
        node(7, "p", { style: { color: "red", "background-image": "url(/x)" }, classes: ["text"] }),
        { type: "text", id: 8, parent: 7, text: "<img src=x onerror=alert(1)>" },
      ],
    });
    return renderer.root.firstElementChild.innerHTML;
  });
  assert.equal(
    made,
    '<div lang="de" id="a" style="--preflight-text: red;"><a></a><input value="kept">' +
      '<p class="text" style="color: red;">&lt;img src=x onerror=alert(1)&gt;</p></div>',
  );
});

test("the styles of a drawing may be linked", async () => {
  const padding = await inPage(async (good) => {
    const { init, preview } = await import("/preflight/index.js");
    const { createRenderer } = await import("/preflight/preview.js");
    await init();
    const host = document.body.appendChild(document.createElement("div"));
    const { root, render } = createRenderer(host, { styles: { href: "/preflight/preview.css" } });
    const link = root.querySelector("link");
    await new Promise((loaded) => link.addEventListener("load", loaded));
    render(preview(good));
    return getComputedStyle(root.querySelector(".view")).paddingTop;
  }, documents.good);
  assert.equal(padding, "24px");
});

test("the module is no larger than its budget", () => {
  const module = readFileSync(join(dist, "core.wasm"));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: module.length,
  };
  const { brotli } = JSON.parse(readFileSync(join(source, "budget.json"), "utf8"))["core.wasm"];
  const size = brotliCompressSync(module, { params }).length;
  assert.ok(size <= brotli, `core.wasm is ${size} bytes in brotli; its budget is ${brotli}`);
});
