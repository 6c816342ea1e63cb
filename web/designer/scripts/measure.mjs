// Prints what the page costs in Chromium, as the tables of docs/benchmarks.md. The page must be built.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/consumers/chromium.mjs";
import { serve } from "../../../tests/consumers/server.mjs";
import { sizes } from "./sizes.mjs";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const document = readFileSync(join(here, "../../crates/core/benches/documents/card-13kb.json"), "utf8");

/** Cold loads, each in a browser without a cache. */
const LOADS = 7;
/** Keys pressed before any counts, and those that do. */
const WARM_UP = 100;
const KEYS = 300;
/** Between two keys, as of a fast typist. Milliseconds. */
const PAUSE = 60;

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const quantile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const ms = (time) => `${time.toFixed(time < 10 ? 1 : 0)} ms`;

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  process.stdout.write(`\n${line(head)}${line(head.map(() => "---"))}${rows.map(line).join("")}`);
}

const server = await serve(join(here, "dist"));
const browser = await launch();
try {
  weights();
  await firstVerdict();
  await keys();
} finally {
  await browser.close();
  await server.close();
}

function weights() {
  const { initialJavaScript, javaScript, css, module } = sizes(join(here, "dist"));
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  table(
    ["gzip", "size", "budget"],
    [
      ["JavaScript before the first verdict", kb(initialJavaScript), "175 KB"],
      ["JavaScript in all", kb(javaScript), ""],
      ["CSS", kb(css), "12 KB"],
      ["the module", kb(module), ""],
    ],
  );
}

/** From the navigation to the verdict on the page, in a context without a cache. */
async function firstVerdict() {
  const times = [];
  for (let load = 0; load < LOADS; load++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.address);
    times.push(
      await page.evaluate(
        () =>
          new Promise((seen) => {
            const look = () => {
              if (globalThis.preflight?.judged() !== true) requestAnimationFrame(look);
              else seen(performance.now());
            };
            look();
          }),
      ),
    );
    await context.close();
  }
  table(
    ["cold load", "middle", "slowest", "budget"],
    [["to the first verdict", ms(quantile(times, 0.5)), ms(Math.max(...times)), "1,500 ms"]],
  );
}

/** A person types into the middle of a text of the document. */
async function keys() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await page.goto(server.address);
  await page.locator("html[data-loaded]").waitFor();
  await page.getByRole("textbox", { name: "Document as JSON" }).focus();
  await page.keyboard.insertText(document);
  await page.waitForFunction(() => globalThis.preflight.judged());
  await page.keyboard.press("ControlOrMeta+Home");
  const line = document.split("\n").findIndex((text) => text.includes('"text": "')) + 1;
  for (let down = 1; down < line; down++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => {
    globalThis.painted = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === "keydown") globalThis.painted.push(duration);
    }).observe({ type: "event", durationThreshold: 16 });
  });
  await client.send("Performance.enable");
  /** What the main thread has done so far: scripts, styles and layout; and all of its tasks. */
  const busy = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    const of = (wanted) => metrics.find(({ name }) => name === wanted).value * 1000;
    return [of("ScriptDuration") + of("RecalcStyleDuration") + of("LayoutDuration"), of("TaskDuration")];
  };
  const work = [];
  const tasks = [];
  const words = "the quick brown fox jumps over the lazy dog ";
  for (let key = 0; key < WARM_UP + KEYS; key++) {
    const before = await busy();
    const letter = words[key % words.length];
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(PAUSE);
    const after = await busy();
    if (key < WARM_UP) continue;
    work.push(after[0] - before[0]);
    tasks.push(after[1] - before[1]);
  }
  const painted = await page.evaluate(() => globalThis.painted);
  const row = (what, times, budget) => [what, ms(quantile(times, 0.5)), ms(quantile(times, 0.95)), budget];
  table(
    ["a key in a document of 13 KB", "p50", "p95", "budget"],
    [
      row("main thread: scripts, styles and layout until the next key", work, "4 / 8 ms"),
      row("main thread: all tasks, those of the browser and of this measurement among them", tasks, ""),
      row("key to paint (events of 16 ms and more, in steps of 8)", painted, "33 ms"),
    ],
  );
  await context.close();
}
