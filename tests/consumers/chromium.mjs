// Pages in Debian's Chromium, and what they complain about.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { documents } from "./package.mjs";

const { chromium } = createRequire(new URL("../browser/", import.meta.url))("playwright-core");

/** Without these a fresh Chromium calls home. Root has no sandbox of Chromium's. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--no-first-run",
];

/** A browser, for many pages. */
export function launch(more = []) {
  const executablePath = process.env.PATH.split(delimiter)
    .map((folder) => join(folder, "chromium"))
    .find((path) => existsSync(path));
  assert.ok(executablePath, "there is no chromium on PATH");
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...more] });
}

/** Opens a page, and fails unless it works without an error, a refused request or a breach of its policy. */
export async function visit(browser, address, work) {
  const context = await browser.newContext();
  const complaints = [];
  await context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("requestfailed", (request) => complaints.push(`not loaded: ${request.url()}`));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      console.error(`policy: ${effectiveDirective} ${blockedURI}`);
    });
  });
  try {
    await page.goto(address);
    await work(page);
    // Reports of breaches come as tasks of their own, which may wait on a busy machine.
    await page.waitForTimeout(200);
  } catch (error) {
    throw new Error(`${error.message}\n${complaints.join("\n")}`);
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, []);
}

/** The verdicts on a good and a bad document, as a page's `output` says them. */
export async function assertVerdicts(page) {
  const verdict = page.locator("output");
  for (const [text, expected] of [
    [documents.good, "May be published."],
    [documents.bad, documents.reason],
    [documents.good, "May be published."],
  ]) {
    await page.fill("textarea", text);
    await verdict.filter({ hasText: expected }).waitFor({ timeout: 20_000 });
  }
}
