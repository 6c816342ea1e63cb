import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  duplicate,
  insertItem,
  type Json,
  move,
  put,
  remove,
  rename,
  replace,
  transfer,
} from "../../src/form/edits.ts";
import { at, children, type Place, parse } from "../../src/form/model.ts";
import { apply, json, setting } from "./documents.ts";

/** A document, its text, and its places in the order of the text. */
const documents = json.chain((value) =>
  setting(value).map((text) => {
    const { root, faults } = parse(text);
    if (root === null || faults.length > 0) throw new Error(`not read: ${text}`);
    return { text, value: JSON.parse(text) as unknown, root, places: all(root) };
  }),
);

function all(place: Place): Place[] {
  return [place, ...children(place).flatMap(all)];
}

/** The texts of the scalars and keys, which no edit of another place may touch. */
function tokens(text: string): string[] {
  return all(parse(text).root as Place).flatMap((place) => [
    ...place.members.map(({ keyFrom, keyTo }) => text.slice(keyFrom, keyTo)),
    ...(place.type === "object" || place.type === "array" ? [] : [text.slice(place.from, place.to)]),
  ]);
}

/** What is left of `all` without one of each of `some`. */
function without(all: string[], some: string[]): string[] {
  const rest = [...all];
  for (const one of some) {
    const index = rest.indexOf(one);
    if (index >= 0) rest.splice(index, 1);
  }
  return rest;
}

/** The same place of the parsed value. */
function held(value: unknown, { pointer }: Place): unknown {
  let now = value;
  for (const token of pointer.split("/").slice(1)) {
    now = (now as Record<string, unknown>)[token.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return now;
}

const pick = fc.nat({ max: 10_000 });

/** Runs a law on documents and on one place of each that it is about; documents without one pass. */
function law(fits: (place: Place) => boolean, holds: (document: Sample, place: Place, number: number) => void) {
  fc.assert(
    fc.property(documents, pick, pick, (document, choice, number) => {
      const places = document.places.filter(fits);
      fc.pre(places.length > 0);
      holds(document, places[choice % places.length] as Place, number);
    }),
    { numRuns: 400 },
  );
}

type Sample = { text: string; value: unknown; root: Place; places: Place[] };

const VALUES: Json[] = ["text", "", 'q"\n', 7, -1.5, true, null, [], {}, { a: [1, { b: "c" }], d: {} }, ["x", "y"]];

describe("an edit says the same as the change of the value", { timeout: 60_000 }, () => {
  test("a value is replaced", () => {
    law(
      () => true,
      ({ text, value }, place, number) => {
        const wanted = VALUES[number % VALUES.length] as Json;
        const after = apply(text, replace(text, place, wanted));
        if (place.parent === null) expect(JSON.parse(after)).toEqual(wanted);
        else {
          const parent = held(value, place.parent) as Record<string, unknown>;
          parent[place.pointer.split("/").at(-1)?.replaceAll("~1", "/").replaceAll("~0", "~") ?? ""] = wanted;
          expect(JSON.parse(after)).toEqual(value);
        }
        expect(after.startsWith(text.slice(0, place.from))).toBe(true);
        expect(after.endsWith(text.slice(place.to))).toBe(true);
      },
    );
  });

  test("a string is typed into", () => {
    const part = fc.string({ unit: "binary", maxLength: 12 });
    const typed = fc
      .tuple(part, part, part, fc.boolean())
      .chain(([a, b, c, removed]) =>
        fc.record({ text: setting(a + b + c), wanted: fc.constant(removed ? a + c : a + c + b) }),
      );
    fc.assert(
      fc.property(typed, ({ text, wanted }) => {
        const root = parse(text).root as Place;
        expect(JSON.parse(apply(text, replace(text, root, wanted)))).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });

  test("a key is put, in the order of the table", () => {
    const order = ["a", "label", "new", "b"];
    law(
      ({ type }) => type === "object",
      ({ text, value }, place, number) => {
        const wanted = VALUES[number % VALUES.length] as Json;
        const after = apply(text, put(text, place, "new", wanted, order));
        const object = held(value, place) as Record<string, unknown>;
        object.new = wanted;
        expect(JSON.parse(after)).toEqual(value);
        expect(without(tokens(text), tokens(after))).toEqual([]);
        const keys = (at(parse(after).root, place.pointer) as Place).members.map(({ key }) => key);
        const before = keys.slice(0, keys.indexOf("new"));
        const known = place.members.map(({ key }) => key).filter((key) => order.includes(key));
        if (known.length > 0 && known.every((key) => order.indexOf(key) < 2)) expect(before).toContain(known.at(-1));
      },
    );
  });

  test("a member or an item is removed", () => {
    law(
      (place) => place.items.length + place.members.length > 0,
      ({ text, value }, place, number) => {
        const object = held(value, place) as unknown[] & Record<string, unknown>;
        const index = number % (place.items.length + place.members.length);
        const key = place.members[index]?.key ?? "";
        if (place.type === "array") object.splice(index, 1);
        else delete object[key];
        const after = apply(text, remove(text, place, index));
        expect(JSON.parse(after)).toEqual(value);
        expect(without(tokens(after), tokens(text))).toEqual([]);
      },
    );
  });

  test("an item is inserted, and one is doubled", () => {
    law(
      ({ type }) => type === "array",
      ({ text, value }, place, number) => {
        const array = held(value, place) as unknown[];
        const index = number % (array.length + 1);
        const wanted = VALUES[number % VALUES.length] as Json;
        const inserted = apply(text, insertItem(text, place, index, wanted));
        if (index < array.length) {
          const twice = JSON.parse(apply(text, duplicate(text, place, index)));
          expect(held(twice, place)).toEqual(array.toSpliced(index, 0, array[index]));
        }
        array.splice(index, 0, wanted);
        expect(JSON.parse(inserted)).toEqual(value);
        expect(without(tokens(text), tokens(inserted))).toEqual([]);
      },
    );
  });

  test("a key is renamed", () => {
    law(
      ({ members }) => members.length > 0,
      ({ text, value }, place, number) => {
        const member = place.members[number % place.members.length];
        if (member === undefined) throw new Error("no member");
        const object = held(value, place) as Record<string, unknown>;
        object["new name"] = object[member.key];
        delete object[member.key];
        const after = apply(text, rename(text, member, "new name"));
        expect(JSON.parse(after)).toEqual(value);
        expect(after.length - text.length).toBe('"new name"'.length - (member.keyTo - member.keyFrom));
      },
    );
  });
});

describe("moves", { timeout: 60_000 }, () => {
  test("within a list, there and back again gives the text again, to the letter", () => {
    law(
      ({ items }) => items.length > 1,
      ({ text, value }, place, number) => {
        const array = held(value, place) as unknown[];
        const [from, to] = [number % array.length, Math.floor(number / 7) % array.length];
        const there = apply(text, move(text, place, from, to));
        array.splice(to, 0, ...array.splice(from, 1));
        expect(JSON.parse(there)).toEqual(value);
        expect(tokens(there).sort()).toEqual(tokens(text).sort());
        const back = at(parse(there).root, place.pointer) as Place;
        expect(apply(there, move(there, back, to, from))).toBe(text);
      },
    );
  });

  /** Two lists, neither in the other's moving item. */
  const pairs = documents.chain((document) => {
    const lists = document.places.filter(({ type }) => type === "array");
    return fc
      .record({ document: fc.constant(document), from: pick, to: pick, first: pick, second: pick })
      .map((made) => {
        const full = lists.filter(({ items }) => items.length > 0);
        const source = full[made.first % Math.max(full.length, 1)];
        const from = source === undefined ? 0 : made.from % source.items.length;
        const others = lists.filter(
          (list) => list !== source && !list.pointer.startsWith(`${source?.pointer}/${from}`),
        );
        const target = others[made.second % Math.max(others.length, 1)];
        return { document, source, from, target, to: target === undefined ? 0 : made.to % (target.items.length + 1) };
      });
  });

  test("to another list, and the value is where it should be", () => {
    fc.assert(
      fc.property(pairs, ({ document: { text, value }, source, from, target, to }) => {
        fc.pre(source !== undefined && target !== undefined);
        if (source === undefined || target === undefined) return;
        const [one, other] = [held(value, source) as unknown[], held(value, target) as unknown[]];
        const moved = one[from];
        other.splice(to, 0, moved);
        one.splice(from, 1);
        const after = apply(text, transfer(text, source, from, target, to));
        expect(JSON.parse(after)).toEqual(value);
        expect(tokens(after).sort()).toEqual(tokens(text).sort());
      }),
      { numRuns: 600 },
    );
  });

  test("to another list and back gives the text again, where a serialiser set it", () => {
    fc.assert(
      fc.property(
        json.filter((value) => typeof value === "object" && value !== null),
        fc.constantFrom(undefined, 2, 4, "\t"),
        pick,
        pick,
        (held, indent, a, b) => {
          const value = { lists: { one: [held, 1, { a: [true] }], two: [["x"], {}], three: [] } };
          const text = JSON.stringify(value, null, indent);
          const lists = ["one", "two", "three"];
          const source = at(parse(text).root, `/lists/${lists[a % 2]}`) as Place;
          const target = at(parse(text).root, `/lists/${lists[(a % 2) + 1]}`) as Place;
          const from = b % source.items.length;
          const to = Math.floor(b / 5) % (target.items.length + 1);
          const there = apply(text, transfer(text, source, from, target, to));
          const back = parse(there).root;
          const restored = transfer(
            there,
            at(back, target.pointer) as Place,
            to,
            at(back, source.pointer) as Place,
            from,
          );
          expect(apply(there, restored)).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });
});
