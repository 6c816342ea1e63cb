// Builds the page into dist/, and holds it to its budget: `cargo xtask wasm` has made the npm package it runs on.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { sizes } from "./sizes.mjs";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(here, "dist");
const json = (path) => JSON.parse(readFileSync(join(here, path), "utf8"));

await build({ configFile: join(here, "vite.config.ts"), logLevel: "warn" });

const budget = json("budget.json");
const measured = sizes(dist);
console.log(
  `the page as gzip: ${Object.entries(measured)
    .map(([name, bytes]) => `${name} ${bytes}`)
    .join(", ")} bytes`,
);
for (const [name, most] of Object.entries(budget)) {
  if (measured[name] > most) {
    throw new Error(
      `${name} is ${measured[name]} bytes, and budget.json allows ${most}. What the first sight does not need can be loaded later (src/app/loading.tsx).`,
    );
  }
}
// Last, so that a folder with this file holds a whole page.
writeFileSync(join(dist, "designer.json"), `${JSON.stringify({ version: json("package.json").version })}\n`);
