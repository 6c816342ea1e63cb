import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, children, type Place, parse } from "../../src/form/model.ts";
import { type Read, reusing } from "../../src/form/reuse.ts";
import { json, setting } from "./documents.ts";

const read = (text: string): Read => ({ text, ...parse(text) });

/** What stands where, without what holds what. */
function plain(place: Place | null): unknown {
  if (place === null) return null;
  const { parent: _, items, members, ...own } = place;
  return { ...own, items: items.map(plain), members: members.map(({ place, ...member }) => [member, plain(place)]) };
}

function all(place: Place): Place[] {
  return [place, ...children(place).flatMap(all)];
}

/** A text, and the same with something put in the place of a part of it. */
const edited = json
  .chain(setting)
  .chain((text) =>
    fc
      .tuple(
        fc.nat({ max: text.length }),
        fc.nat({ max: 5 }),
        fc.constantFrom("", "x", '"', "{", ",", "1", " ", '"a":1,'),
      )
      .map(([from, count, insert]) => [text, text.slice(0, from) + insert + text.slice(from + count)] as const),
  );

describe("places that are used again", { timeout: 60_000 }, () => {
  test("they are what is read anew, whatever was edited", () => {
    fc.assert(
      fc.property(edited, ([before, after]) => {
        const { root } = reusing(read(before), read(after));
        expect(plain(root)).toEqual(plain(parse(after).root));
        for (const place of root === null ? [] : all(root)) {
          for (const child of children(place)) expect(child.parent).toBe(place);
        }
      }),
    );
  });

  test("a text that says the same is the same places", () => {
    fc.assert(
      fc.property(json.chain(setting), (text) => {
        const last = read(text);
        expect(reusing(last, read(text)).root).toBe(last.root);
      }),
    );
  });

  test("what an edit did not touch is the same place, further on", () => {
    const before = read('{ "a": "x", "list": [{ "b": 1.50 }, { "c": [2] }] }');
    const [list, first] = [at(before.root, "/list"), at(before.root, "/list/0")];
    const after = reusing(before, read('{ "a": "xyz", "list": [{ "b": 1.50 }, { "c": [2] }] }'));
    expect(at(after.root, "/list")).toBe(list);
    expect(at(after.root, "/list/0")).toBe(first);
    expect(first?.from).toBe(23);
    const other = reusing(after, read('{ "a": "xyz", "list": [{ "b": 1.5 }, { "c": [2] }] }'));
    expect(at(other.root, "/list/0")).not.toBe(first);
    expect(at(other.root, "/list/1/c")).toBe(at(after.root, "/list/1/c"));
  });
});
