// JSON beside the module.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What `integrity` of fetch, links and import maps takes, by file. */
export function integrity(files) {
  const entries = Object.entries(files).map(([name, bytes]) => {
    return [name, `sha384-${createHash("sha384").update(bytes).digest("base64")}`];
  });
  return json(Object.fromEntries(entries));
}

/** The page of every rule, as Markdown by the rule's id. */
export function rules(folder, known) {
  const pages = known.map(({ id }) => [id, readFileSync(join(folder, `${id}.md`), "utf8")]);
  return json(Object.fromEntries(pages));
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
