/**
 * Random documents in random settings of the text.
 *
 * @module
 */

import fc from "fast-check";
import type { Change } from "../../src/state/document.ts";

/** JSON of any shape, with keys and numbers that serialisers are known to trip over. */
export const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthSize: "small" }, tie("scalar"), tie("array"), tie("object")),
  scalar: fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom("", 'a"b', "back\\slash", "line\nend", "\u{1f600}x\u{1f601}", "// no comment", "[1, 2]"),
    fc.integer(),
    fc.constantFrom(0.5, 1e21, -7.25),
    fc.boolean(),
    fc.constant(null),
  ),
  array: fc.array(tie("value"), { maxLength: 5 }),
  object: fc.dictionary(fc.constantFrom("a", "b", "key", "a/b", "~", "", "label", 'q"'), tie("value"), {
    maxKeys: 5,
    noNullPrototype: true,
  }),
})).value;

/** Blanks as careless authors write them. */
const blanks = fc.constantFrom("", "", " ", "\n", "\n  ", "  ", "\t", " \n\n ");

/** A value as a text in some setting: random blanks, or as serialisers write it. */
export function setting(value: unknown): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(JSON.stringify(value), JSON.stringify(value, null, 2), JSON.stringify(value, null, "\t")),
    fc.infiniteStream(blanks).map((stream) => write(value, () => String(stream.next().value))),
    fc.tuple(fc.infiniteStream(blanks), fc.infiniteStream(fc.boolean())).map(([stream, escapes]) =>
      write(
        value,
        () => String(stream.next().value),
        () => escapes.next().value === true,
      ),
    ),
  );
}

function write(value: unknown, blank: () => string, escaping: () => boolean = () => false): string {
  const inner = (): string => {
    if (typeof value === "string") return literal(value, escaping);
    if (Array.isArray(value)) {
      const items = value.map((item) => write(item, blank, escaping));
      return items.length === 0 ? `[${blank()}]` : `[${items.join(",")}]`;
    }
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const members = Object.entries(value).map(
      ([key, held]) => `${blank()}${literal(key, escaping)}${blank()}:${write(held, blank, escaping)}`,
    );
    return members.length === 0 ? `{${blank()}}` : `{${members.join(",")}}`;
  };
  return `${blank()}${inner()}${blank()}`;
}

/** A string literal, any unit of which may be written as an escaping. */
function literal(text: string, escaping: () => boolean): string {
  const units = text.split("").map((unit) => {
    if (escaping()) return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
    const written = JSON.stringify(unit).slice(1, -1);
    return written.startsWith("\\ud") ? unit : written;
  });
  return `"${units.join("")}"`;
}

/** Makes changes, which count in the text as it is before any of them. */
export function apply(text: string, changes: Change[]): string {
  let last = text.length;
  let made = text;
  for (const { from, to, insert } of [...changes].sort((a, b) => b.from - a.from || b.to - a.to)) {
    if (to > last) throw new Error("the changes overlap");
    made = made.slice(0, from) + insert + made.slice(to);
    last = from;
  }
  return made;
}
