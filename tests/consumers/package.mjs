// The package as npm would publish it, and projects that have it installed.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The root of the repository. */
export const repository = join(here, "../..");

/** The package's sources, its `dist` built. */
export const source = join(repository, "web/package");

/** What npm says of the package: `filename`, and `files` with a `path` each. */
export function pack(folder) {
  mkdirSync(folder, { recursive: true });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: source, stdio: ["ignore", "pipe", "ignore"] }));
  return packed;
}

const README = readFileSync(join(source, "README.md"), "utf8");
const SNIPPET = /<!-- file: (.+) -->\n```\w+\n([\s\S]*?)```/g;

/** The snippets of the package's README that are a project's, by file. */
export function snippets(project) {
  const files = {};
  for (const [, paths, text] of README.matchAll(SNIPPET)) {
    for (const path of paths.split(", ")) {
      if (dirname(path) === project) files[path.slice(project.length + 1)] = text;
    }
  }
  return files;
}

/** A fresh folder in a project, with the snippets for it and the packed package unpacked as npm does. */
export function project(name, tarball, more = {}) {
  const folder = join(here, name, "run");
  rmSync(folder, { recursive: true, force: true });
  const installed = join(folder, "node_modules/@preflight/core");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed]);
  const files = { "package.json": '{ "type": "module", "private": true }\n', ...snippets(name), ...more };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return { folder, installed, files };
}

/** The same page with another script. */
export function withScript(html, script) {
  const other = html.replace("main.js", script);
  if (other === html) throw new Error("the page has no main.js");
  return other;
}

/** A document that may be published, and one that may not, with words of what is said about it. */
export const documents = {
  good: read("examples/rich-card.json"),
  bad: read("examples/blocked/rich-card_depth.json"),
  reason: "cards may nest 4 levels",
};

/** Text of a file of the repository. */
export function read(path) {
  return readFileSync(join(repository, path), "utf8");
}

/** Copies a folder. */
export function copy(from, to) {
  cpSync(from, to, { recursive: true });
}
