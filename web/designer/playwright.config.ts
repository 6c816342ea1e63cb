import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

/** Playwright's own browser is not downloaded: the system's is what people have. */
const executablePath = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "chromium"))
  .find((path) => existsSync(path));
if (executablePath === undefined) throw new Error("there is no chromium on PATH");

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "../../target/designer-e2e",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // On a machine that does much else an answer may come too late; what needs another try is listed as flaky.
  retries: process.env.CI === undefined ? 0 : 2,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  reporter: [["list"]],
  use: {
    // Root has no sandbox of Chromium's; without the others a fresh Chromium calls home.
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
      ],
    },
    viewport: { width: 1280, height: 800 },
    // Colours that fade into each other are neither when axe looks.
    contextOptions: { reducedMotion: "reduce" },
  },
});
