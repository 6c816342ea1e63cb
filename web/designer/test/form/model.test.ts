import fc from "fast-check";
import { parseTree } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { put, replace } from "../../src/form/edits.ts";
import { at, children, deepest, type Place, parse } from "../../src/form/model.ts";
import { join, split, tokens, within } from "../../src/form/pointers.ts";
import { apply, json, setting } from "./documents.ts";

function all(place: Place): Place[] {
  return [place, ...children(place).flatMap(all)];
}

/** A text in which something may be missing, or too much. */
const damaged = json.chain((value) =>
  setting(value).chain((text) =>
    fc
      .tuple(
        fc.nat({ max: text.length }),
        fc.nat({ max: 3 }),
        fc.constantFrom("", "{", "]", ",", '"', "x", "//", ":", "\\"),
      )
      .map(([from, count, insert]) => text.slice(0, from) + insert + text.slice(from + count)),
  ),
);

describe("a text that is JSON", { timeout: 60_000 }, () => {
  test("every place is where its value is written", () => {
    fc.assert(
      fc.property(json.chain(setting), (text) => {
        const { root, faults } = parse(text);
        expect(faults).toEqual([]);
        for (const place of all(root as Place)) {
          const written: unknown = JSON.parse(text.slice(place.from, place.to));
          if (place.type === "array") expect(written).toHaveLength(place.items.length);
          else if (place.type === "object")
            expect(Object.keys(written as object).sort()).toEqual(place.members.map(({ key }) => key).sort());
          else expect(written).toBe(place.value);
          expect(at(root, place.pointer)).toBe(place);
          expect(deepest(root as Place, place.from, place.to)).toBe(place);
        }
      }),
    );
  });

  test("of a key that stands twice the last counts, and the first is told", () => {
    const { root } = parse('{ "a": 1, "b": 2, "a": 3 }');
    expect(at(root, "/a")?.value).toBe(3);
    expect(root?.members.map(({ repeated }) => repeated)).toEqual([true, false, false]);
  });
});

describe("a text that is no JSON", { timeout: 60_000 }, () => {
  // Looked for one by one, the places of so many faults take minutes, and the page stands still.
  test("as many faults as a document can have are each put in their place", { timeout: 20_000 }, () => {
    const count = 100_000;
    const { root, faults } = parse(`[${"1 x,".repeat(count)}]`);
    expect(root?.items.length).toBe(count);
    expect(root?.faults).toEqual(faults);
  });

  test("it is read without end or error, and what is whole in it says what is written", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { root, faults } = parse(text);
        for (const { from, to } of faults) expect(0 <= from && from <= to && to <= text.length).toBe(true);
        if (root === null) return;
        for (const place of all(root)) {
          if (place.faults.length > 0 || place.type === "object" || place.type === "array") continue;
          expect(JSON.parse(text.slice(place.from, place.to))).toBe(place.value);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("an edit of a whole value leaves everything else to the letter", () => {
    fc.assert(
      fc.property(damaged, fc.nat(), fc.constantFrom("new", 5, true, null), (text, choice, value) => {
        const { root } = parse(text);
        fc.pre(root !== null);
        const whole = all(root as Place).filter(
          ({ faults, type }) => faults.length === 0 && type !== "object" && type !== "array",
        );
        fc.pre(whole.length > 0);
        const place = whole[choice % whole.length] as Place;
        const after = apply(text, replace(text, place, value));
        expect(after).toBe(
          text.slice(0, place.from) +
            after.slice(place.from, after.length - (text.length - place.to)) +
            text.slice(place.to),
        );
        expect(JSON.parse(after.slice(place.from, after.length - (text.length - place.to)))).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["a brace is missing", '{ "a": 1, "b": { "c": 2 }', '{ "a": 1, "b": { "c": 2 }, "new": 7'],
    ["all is missing", "{", '{\n  "new": 7\n'],
    ["a comma is left over", '{ "a": 1, }', '{ "a": 1, "new": 7, }'],
    ["a value is missing", '{ "a": , "b": 2 }', '{ "a": , "b": 2, "new": 7 }'],
    ["a comment stands alone", "{ // nothing\n}", '{ // nothing\n  "new": 7\n}'],
    ["its own value is missing", '{ "new": , "b": 2 }', '{ "new": 7 , "b": 2 }'],
    ["its colon is missing", '{ "new", "b": 2 }', '{ "new": 7, "b": 2 }'],
  ])("%s: a key is put where it can be read", (_, text, wanted) => {
    const { root } = parse(text);
    expect(apply(text, put(text, root as Place, "new", 7, []))).toBe(wanted);
  });

  test.each(["tru", "'single'", "01", "+5", "undefined, "])(
    "where %s stands for a value, nothing is put in its place",
    (value) => {
      const text = `{ "new": ${value}\n }`;
      const { root } = parse(text);
      expect(apply(text, put(text, root as Place, "new", 7, []))).toSatisfy(
        (after: string) => after === text || after === text.replace("0", "7"),
      );
    },
  );

  test("nothing ends sooner than the reader of JSON, which calls itself for every level", () => {
    const nested = (levels: number) => '{"components":['.repeat(levels) + "]}".repeat(levels);
    const isRead = (levels: number) => {
      try {
        return parseTree(nested(levels)) !== undefined;
      } catch {
        return false;
      }
    };
    let levels = 1000;
    while (isRead(levels)) levels += 200;
    // A little less, since the machine's end to calls counts also those that come before.
    const { root } = parse(nested(levels - 400));
    let depth = 0;
    for (let at = root; at !== null; at = children(at)[0] ?? null) depth++;
    expect(depth).toBe(2 * (levels - 400));
  });

  test("levels without end are no error", () => {
    const { root, faults } = parse("[".repeat(200_000));
    expect(root).toBeNull();
    expect(faults).toHaveLength(1);
  });
});

test("pointers are taken apart and put together again", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("/", "~", "~1", "", "a/b"))), (keys) => {
      const pointer = keys.reduce(join, "");
      expect(tokens(pointer)).toEqual(keys);
      if (keys.length === 0) return;
      expect(split(pointer)).toEqual({ parent: keys.slice(0, -1).reduce(join, ""), token: keys.at(-1) });
      expect(within(pointer, split(pointer).parent)).toBe(true);
    }),
  );
});
