// Reads cases, loads each into one page of Chromium, and writes what axe-core and Chromium say about it: facts only.
// What they mean is decided in Rust (tests/src/browser).
//
//   node facts.mjs CHROMIUM CASES FACTS
//
// CASES and FACTS are lines of JSON. The first line of CASES is `{"rules": [...]}`, the axe rules to run; where it is null
// all are. Each other is `{"id", "html", "scheme"}`; the elements of `html` have a `data-node-id`.

import { readFile, writeFile } from 'node:fs/promises';

import { judge, source } from './axe.mjs';
import { open } from './browser.mjs';
import { tree } from './tree.mjs';

const [executable, casesPath, factsPath] = process.argv.slice(2);
const [settings, ...cases] = (await readFile(casesPath, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
const { browser, page, protocol } = await open(executable);
const lines = [];
try {
  await page.evaluate(source);
  const known = await page.evaluate(() => window.axe.getRules().map((rule) => rule.ruleId));
  const version = await page.evaluate(() => window.axe.version);
  lines.push({ chromium: browser.version(), axe: version, unknown: (settings.rules ?? []).filter((rule) => !known.includes(rule)) });
  const rules = (settings.rules ?? known).filter((rule) => known.includes(rule));
  for (const { id, html, scheme = 'light' } of cases) {
    const start = performance.now();
    await page.emulateMedia({ colorScheme: scheme });
    await page.setContent(html);
    const loaded = performance.now();
    const elements = await tree(protocol);
    const seen = performance.now();
    const judged = await page.evaluate(judge, rules);
    const times = [loaded - start, seen - loaded, performance.now() - seen].map(Math.round);
    lines.push({ id, ...judged, tree: elements, times });
  }
} finally {
  await browser.close();
}
await writeFile(factsPath, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
