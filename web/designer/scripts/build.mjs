// Builds the page into dist/: `cargo xtask wasm` has made the npm package it runs on.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");

await build({ configFile: join(here, "vite.config.ts"), logLevel: "warn" });
// Last, so that a folder with this file holds a whole page.
const { version } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
writeFileSync(join(here, "dist/designer.json"), `${JSON.stringify({ version })}\n`);
