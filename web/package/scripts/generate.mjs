// Sources that follow from the binding and from generated docs.

const FUNCTION = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\nexport function (\w+)\((.*)\): (.*);\n/g;

/** What the package does by itself: starting the module, and starting it again. */
const INSIDE = new Set(["start", "initSync", "restart"]);

/** The functions of the binding that are the package's. */
function exported(declared) {
  const found = [...declared.matchAll(FUNCTION)].map(([, docs, name, parameters, result]) => {
    return { docs, name, parameters, result };
  });
  const own = found.filter(({ name }) => !INSIDE.has(name));
  if (own.length === 0) throw new Error("the declarations of the binding name no functions");
  return own;
}

/** The types that the binding has from Rust. */
export function declarations(declared) {
  const [types] = declared.split("declare function");
  if (!types.includes("export interface Report ")) throw new Error("the declarations of the binding hold no types");
  return types.slice(types.indexOf("// Generated"));
}

/** The functions, each of which refuses to be called before the module is there, and outlives a trap. */
export function functions(declared) {
  const own = exported(declared);
  const types = [...declarations(declared).matchAll(/export (?:interface|type) (\w+)/g)].map(([, name]) => name);
  const used = types.filter((type) => own.some(({ parameters, result }) => mentions(`${parameters} ${result}`, type)));
  const imports = `import * as glue from "./glue.js";\nimport { answered } from "../instance.js";\n`;
  const bodies = own.map(({ docs, name, parameters, result }) => {
    const passed = [...parameters.matchAll(/(\w+)\??: /g)].map(([, parameter]) => parameter);
    const body = `  return answered(() => glue.${name}(${passed.join(", ")}));\n`;
    return `${docs}\nexport function ${name}(${parameters}): ${result} {\n${body}}\n`;
  });
  return `${imports}import type { ${used.sort().join(", ")} } from "./types.js";\n\n${bodies.join("\n")}`;
}

function mentions(text, type) {
  return new RegExp(`\\b${type}\\b`).test(text);
}

/** The names of the functions. */
export function names(declared) {
  return `export const names = ${JSON.stringify(exported(declared).map(({ name }) => name))} as const;\n`;
}

/** What drawings may hold, from the tables of docs/drawing.md. */
export function vocabulary(page) {
  const [, elementRows, attributeRows, styleLines] = page.split(/^## .*$/m);
  const elements = rows(elementRows).map(([name, namespace, own]) => [
    quoted(name)[0],
    { namespace, attributes: quoted(own) },
  ]);
  const attributes = rows(attributeRows).map(([name, , value]) => [quoted(name)[0], fixedValues(value)]);
  const everywhere = rows(attributeRows)
    .filter(([, on]) => on === "every element")
    .map(([name]) => quoted(name)[0]);
  const styles = [...styleLines.matchAll(/^- `(.+)`$/gm)].map(([, name]) => name);
  for (const table of [elements, attributes, everywhere, styles]) {
    if (table.length === 0) throw new Error("docs/drawing.md does not hold its tables where they are looked for");
  }
  return [
    "/** Elements, with the attributes of their own. */",
    'export const elements: Record<string, { namespace: "html" | "svg"; attributes: readonly string[] } | undefined> =',
    `  ${record(elements)};\n`,
    "/** The values that an attribute may have; none where any text will do. */",
    "export const attributes: Record<string, readonly string[] | undefined> =",
    `  ${record(attributes)};\n`,
    "/** Attributes of every element. */",
    `export const everywhere: readonly string[] = ${JSON.stringify(everywhere)};\n`,
    "/** Properties that elements may have as styles of their own. */",
    `export const styles: readonly string[] = ${JSON.stringify(styles)};\n`,
  ].join("\n");
}

/** Without a prototype, whose members would pass for entries. */
function record(entries) {
  return `Object.assign(Object.create(null), ${JSON.stringify(Object.fromEntries(entries))})`;
}

/** The rows of a table, without its head. */
function rows(section) {
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands in backticks. */
function quoted(cell) {
  return [...cell.matchAll(/`([^`]*)`/g)].map(([, text]) => text);
}

/** `"a"`, `"b"` are all the values there are; `none` is the empty one; anything else describes them. */
function fixedValues(cell) {
  if (cell === "none") return [""];
  const texts = quoted(cell);
  return texts.length > 0 && texts.every((text) => /^".*"$/.test(text)) ? texts.map((text) => text.slice(1, -1)) : [];
}
