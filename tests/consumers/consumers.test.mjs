// The packed npm package in projects as people have them. The projects' sources are the snippets of its README.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { assertVerdicts, launch, visit } from "./chromium.mjs";
import { copy, documents, pack, project, repository, snippets, source, withScript } from "./package.mjs";
import { serve } from "./server.mjs";

const packed = join(tmpdir(), `preflight-package-${process.pid}`);
const here = join(repository, "tests/consumers");

let tarball = "";
let files = [];
let browser;

before(async () => {
  const { filename, files: contents } = pack(packed);
  tarball = join(packed, filename);
  files = contents.map(({ path }) => path).sort();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(packed, { recursive: true, force: true });
});

/** A package of a project's own, such as its bundler. */
function import_(name, from) {
  const require = createRequire(join(here, from, "package.json"));
  return import(pathToFileURL(require.resolve(name)));
}

/** Serves a folder while pages are visited. */
async function visitAll(folder, headers, pages) {
  const server = await serve(folder, headers);
  try {
    for (const path of pages) await visit(browser, `${server.address}/${path}`, assertVerdicts);
  } finally {
    await server.close();
  }
}

/** The policy of the README, as a header. */
function policy() {
  const [name, ...value] = snippets("page").policy.trim().split(": ");
  return { [name]: value.join(": ") };
}

describe("the package", () => {
  test("holds the files that are listed, no more and no fewer", () => {
    const listed = join(source, "files.txt");
    if (process.env.UPDATE_GENERATED) writeFileSync(listed, `${files.join("\n")}\n`);
    assert.deepEqual(files, readFileSync(listed, "utf8").trim().split("\n"));
  });

  test("is as bundlers and Node.js expect it, says publint", async () => {
    const { publint } = await import(pathToFileURL(createRequire(join(source, "package.json")).resolve("publint")));
    const bytes = readFileSync(tarball);
    const { messages } = await publint({
      pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
      strict: true,
    });
    assert.deepEqual(messages, []);
  });
});

describe("the functions", () => {
  const functionsOf = async (entry) => {
    const exported = await import(pathToFileURL(join(source, "dist", entry)));
    return Object.keys(exported).sort();
  };

  test("are the same in every entry", async () => {
    const [node, browser, inline] = await Promise.all(["node.js", "index.js", "inline.js"].map(functionsOf));
    assert.deepEqual(browser, node);
    assert.deepEqual(inline, node);
    assert.ok(node.includes("check"));
  });

  test("are all named in the README", async () => {
    const readme = readFileSync(join(source, "README.md"), "utf8");
    for (const name of await functionsOf("node.js")) assert.match(readme, new RegExp(`\`(await )?${name}[(\`]`), name);
  });
});

describe("Node.js", () => {
  const folder = join(here, "node/run");

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const programs = { "package.json": '{ "private": true }\n', ...snippets("node") };
    for (const [path, text] of Object.entries(programs)) writeFileSync(join(folder, path), text);
    execFileSync("npm", ["install", "--offline", "--no-save", "--ignore-scripts", "--silent", tarball], {
      cwd: folder,
    });
  });

  for (const program of ["check.mjs", "check.cjs"]) {
    test(`${program} judges files`, () => {
      for (const [name, text, status] of [
        ["good.json", documents.good, 0],
        ["bad.json", documents.bad, 1],
      ]) {
        writeFileSync(join(folder, name), text);
        const run = spawnSync(process.execPath, [program, name], { cwd: folder, encoding: "utf8" });
        assert.equal(run.status, status, run.stderr);
        if (program === "check.mjs") assert.equal(run.stdout.includes(documents.reason), status === 1);
      }
    });
  }

  test("side files are found by their names", () => {
    const require = createRequire(join(folder, "package.json"));
    const rules = require("@preflight/core/rules.json");
    assert.match(rules["contrast/text"], /^# contrast\/text/);
    assert.equal(require("@preflight/core/schema/manifest.schema.json").$schema.includes("2020-12"), true);
    const { rules: known } = require("@preflight/core");
    assert.deepEqual(
      Object.keys(rules).sort(),
      known()
        .map(({ id }) => id)
        .sort(),
    );
  });
});

describe("TypeScript", () => {
  for (const [resolution, module, lib, types] of [
    ["nodenext", "nodenext", ["ES2022"], ["node"]],
    ["bundler", "esnext", ["ES2022", "DOM", "DOM.Iterable"], []],
  ]) {
    test(`strict, with moduleResolution ${resolution}`, () => {
      const { folder } = project("types", tarball);
      const program = resolution === "nodenext" ? "node.ts" : "browser.ts";
      copy(join(here, "types", program), join(folder, program));
      const compilerOptions = {
        ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
        ...{
          target: "ES2022",
          module,
          moduleResolution: resolution,
          lib,
          types,
          typeRoots: ["../node_modules/@types"],
        },
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [program] }));
      const run = spawnSync("../node_modules/.bin/tsc", [], { cwd: folder, encoding: "utf8" });
      assert.equal(run.status, 0, run.stdout);
    });
  }
});

describe("Vite", () => {
  let made;

  before(() => {
    made = project("vite", tarball);
    writeFileSync(join(made.folder, "worker.html"), withScript(made.files["index.html"], "worker.js"));
  });

  test("build", async () => {
    const { build } = await import_("vite", "vite");
    await build({
      root: made.folder,
      logLevel: "warn",
      build: { rollupOptions: { input: ["index.html", "worker.html"].map((page) => join(made.folder, page)) } },
    });
    await visitAll(join(made.folder, "dist"), policy(), ["index.html", "worker.html"]);
  });

  test("dev server", async () => {
    const { createServer } = await import_("vite", "vite");
    const server = await createServer({ root: made.folder, logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
    try {
      await server.listen();
      const [address] = server.resolvedUrls.local;
      for (const path of ["index.html", "worker.html"]) await visit(browser, address + path, assertVerdicts);
    } finally {
      await server.close();
    }
  });
});

test("webpack", async () => {
  const { folder, files: sources } = project("webpack", tarball);
  const { default: webpack } = await import_("webpack", "webpack");
  const compiler = webpack({
    context: folder,
    mode: "production",
    entry: { main: "./main.js", worker: "./worker.js" },
    output: { path: join(folder, "dist"), filename: "[name].js" },
    // The module is large; that is not what is asked here.
    performance: false,
  });
  const stats = await new Promise((done, failed) => {
    compiler.run((error, result) => (error ? failed(error) : done(result)));
  });
  await new Promise((closed) => compiler.close(closed));
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  writeFileSync(join(folder, "dist/index.html"), sources["index.html"]);
  writeFileSync(join(folder, "dist/worker.html"), withScript(sources["index.html"], "worker.js"));
  await visitAll(join(folder, "dist"), policy(), ["index.html", "worker.html"]);
});

test("esbuild, the module inside", async () => {
  const { folder, files: sources } = project("esbuild", tarball);
  const bin = join(here, "esbuild/node_modules/.bin");
  execFileSync("sh", ["-e", "build.sh"], {
    cwd: folder,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    stdio: "pipe",
  });
  writeFileSync(join(folder, "dist/index.html"), sources["index.html"]);
  await visitAll(join(folder, "dist"), policy(), ["index.html"]);
});

describe("a page without a bundler, under the policy of the README", () => {
  let folder;
  let server;
  let integrity;

  before(async () => {
    const made = project("page", tarball);
    folder = made.folder;
    copy(join(made.installed, "dist"), join(folder, "preflight"));
    for (const script of ["worker.js", "preview.js", "integrity.js"]) {
      const page = script.replace(".js", ".html");
      writeFileSync(join(folder, page), withScript(made.files["index.html"], script));
    }
    integrity = JSON.parse(readFileSync(join(folder, "preflight/integrity.json"), "utf8"))["core.wasm"];
    server = await serve(folder, policy());
  });
  after(() => server?.close());

  const page = (name) => `${server.address}/${name}`;

  test("on the page itself", () => visit(browser, page("index.html"), assertVerdicts));

  test("on the page itself, and drawing, where Trusted Types are demanded", async () => {
    const [[name, value]] = Object.entries(policy());
    const strict = await serve(folder, {
      [name]: `${value}; require-trusted-types-for 'script'; trusted-types 'none'`,
    });
    try {
      await visit(browser, `${strict.address}/index.html`, assertVerdicts);
      await visit(browser, `${strict.address}/preview.html`, async (open) => {
        await open.fill("textarea", documents.good);
        await open.getByRole("button", { name: "Track Order" }).waitFor();
      });
    } finally {
      await strict.close();
    }
  });

  test("in a module worker", () => visit(browser, page("worker.html"), assertVerdicts));

  test("the module held to its hash", async () => {
    const script = readFileSync(join(folder, "integrity.js"), "utf8");
    writeFileSync(join(folder, "integrity.js"), script.replace("sha384-…", integrity));
    await visit(browser, page("integrity.html"), assertVerdicts);

    const wrong = integrity.replace(/^(sha384-)./, (_, algorithm) => `${algorithm}${integrity[7] === "A" ? "B" : "A"}`);
    writeFileSync(join(folder, "integrity.js"), script.replace("sha384-…", wrong));
    const complains = (open) => open.waitForEvent("pageerror", { timeout: 20_000 });
    await assert.rejects(visit(browser, page("integrity.html"), complains), /could not be loaded/);
  });

  test("the policy is in force: the page may not do what it forbids", async () => {
    await assert.rejects(
      visit(browser, page("index.html"), (open) =>
        open.evaluate(() => document.body.setAttribute("style", "color: red")),
      ),
      /policy: style-src-attr/,
    );
  });

  test("drawings are shown, selected and corrected in place", () =>
    visit(browser, page("preview.html"), async (open) => {
      await open.fill("textarea", documents.good);
      const button = open.getByRole("button", { name: "Track Order" });
      await button.waitFor();
      const before = await open.evaluate(() => {
        const { shadowRoot } = document.querySelector("body > div");
        globalThis.kept = [...shadowRoot.querySelectorAll("*")];
        const view = shadowRoot.querySelector(".view");
        return { styled: getComputedStyle(view).paddingTop, themed: view.style.length > 0, text: view.textContent };
      });
      assert.equal(before.styled, "24px");
      assert.equal(before.themed, true);

      await button.click();
      assert.match(await open.locator("output").textContent(), /^\/components\/\d+\/buttons\/0/);
      const selected = await open.evaluate(() => {
        const { value, selectionStart, selectionEnd } = document.querySelector("textarea");
        return value.slice(selectionStart, selectionEnd);
      });
      assert.match(selected, /Track Order/);

      await open.fill("textarea", documents.good.replace('"title": "', '"title": "Changed: '));
      const after = await open.evaluate(() => {
        const { shadowRoot } = document.querySelector("body > div");
        return {
          same: [...shadowRoot.querySelectorAll("*")].every((element, index) => element === globalThis.kept[index]),
          text: shadowRoot.querySelector(".view").textContent,
        };
      });
      assert.equal(after.same, true);
      assert.ok(after.text.includes("Changed: "), after.text);
    }));
});
