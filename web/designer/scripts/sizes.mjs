// What the page weighs as servers send it (gzip).

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * The JavaScript that the first verdict needs (what the page names, and the worker), all of it, all of CSS, and the
 * module, in bytes.
 */
export function sizes(dist) {
  const size = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
  const sum = (names) => names.reduce((all, name) => all + size(name), 0);
  const files = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);
  const named = readFileSync(join(dist, "index.html"), "utf8").matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g);
  const initial = new Set([...named].map(([, name]) => name));
  for (const name of files) if (/worker-entry.*\.js$/.test(name)) initial.add(name);
  return {
    initialJavaScript: sum([...initial]),
    javaScript: sum(files.filter((name) => name.endsWith(".js"))),
    css: sum(files.filter((name) => name.endsWith(".css"))),
    module: sum(files.filter((name) => name.endsWith(".wasm"))),
  };
}
