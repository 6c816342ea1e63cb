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

/** Whether a text has no half of a character. */
function isWhole(text: string): boolean {
  return new TextDecoder().decode(new TextEncoder().encode(text)) === text;
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
    const faces = fc.string({ unit: fc.constantFrom("\u{1f600}", "\u{1f601}", "\u{1f9d1}", "a"), maxLength: 3 });
    const part = fc.oneof(faces, fc.string({ unit: "binary", maxLength: 12 }));
    const typed = fc
      .tuple(part, part, part, fc.boolean())
      .chain(([a, b, c, removed]) =>
        fc.record({ text: setting(a + b + c), wanted: fc.constant(removed ? a + c : a + c + b) }),
      );
    fc.assert(
      fc.property(typed, ({ text, wanted }) => {
        const root = parse(text).root as Place;
        const after = apply(text, replace(text, root, wanted));
        expect(JSON.parse(after)).toBe(wanted);
        // No half of a character is left alone, which no file could hold.
        if (isWhole(text) && isWhole(wanted)) expect(isWhole(after)).toBe(true);
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
});

/** A document as a serialiser sets it, in one of its settings, with lists at several levels. */
const serialised = fc.tuple(json, fc.constantFrom(undefined, 2, 4, "\t")).map(([held, indent]) => {
  const value = {
    first: 1,
    one: [held, 1, { a: [true] }],
    inner: { deep: { two: [["x"], {}, { b: held }] }, three: [] },
  };
  return { text: JSON.stringify(value, null, indent), indent };
});

const LISTS = ["/one", "/inner/deep/two", "/inner/three"];

describe("where a serialiser set the text, an edit gives what the serialiser writes", { timeout: 60_000 }, () => {
  test("put, replace and remove", () => {
    fc.assert(
      fc.property(serialised, pick, pick, ({ text, indent }, choice, number) => {
        const value: unknown = JSON.parse(text);
        const root = parse(text).root as Place;
        const objects = all(root).filter(({ type }) => type === "object");
        const object = objects[choice % objects.length] as Place;
        const wanted = VALUES[number % VALUES.length] as Json;
        const there = held(value, object) as Record<string, unknown>;
        there.new = wanted;
        const added = apply(text, put(text, object, "new", wanted, []));
        expect(added).toBe(JSON.stringify(value, null, indent));
        const again = at(parse(added).root, object.pointer) as Place;
        expect(apply(added, remove(added, again, again.members.length - 1))).toBe(text);
        there.new = { other: [wanted] };
        const member = again.members.at(-1)?.place as Place;
        // A scalar tells nothing of how a container in its place should stand: it stands in one line.
        if (typeof wanted === "object" && wanted !== null && Object.keys(wanted).length > 0) {
          const replaced = apply(added, replace(added, member, { other: [wanted] }));
          expect(replaced).toBe(JSON.stringify(value, null, indent));
        }
      }),
      { numRuns: 400 },
    );
  });

  test("insert and move", () => {
    fc.assert(
      fc.property(serialised, pick, pick, ({ text, indent }, choice, number) => {
        const value: unknown = JSON.parse(text);
        const root = parse(text).root as Place;
        const list = at(root, LISTS[choice % LISTS.length] ?? "") as Place;
        const array = held(value, list) as unknown[];
        const wanted = VALUES[number % VALUES.length] as Json;
        const index = number % (array.length + 1);
        const [from, to] = [choice % (array.length + 1), number % (array.length + 1)];
        array.splice(index, 0, wanted);
        const inserted = apply(text, insertItem(text, list, index, wanted));
        expect(inserted).toBe(JSON.stringify(value, null, indent));
        const again = at(parse(inserted).root, list.pointer) as Place;
        array.splice(to, 0, ...array.splice(from, 1));
        expect(apply(inserted, move(inserted, again, from, to))).toBe(JSON.stringify(value, null, indent));
      }),
      { numRuns: 400 },
    );
  });

  test("to another list at another level, and back again", () => {
    fc.assert(
      fc.property(serialised, pick, pick, pick, ({ text, indent }, a, b, c) => {
        const value: unknown = JSON.parse(text);
        const root = parse(text).root as Place;
        const source = at(root, LISTS[a % 2] ?? "") as Place;
        const target = at(root, LISTS[((a % 2) + 1 + (b % 2)) % 3] ?? "") as Place;
        const from = b % source.items.length;
        const to = c % (target.items.length + 1);
        const there = apply(text, transfer(text, source, from, target, to));
        (held(value, target) as unknown[]).splice(to, 0, ...(held(value, source) as unknown[]).splice(from, 1));
        expect(there).toBe(JSON.stringify(value, null, indent));
        const back = parse(there).root;
        const home = transfer(there, at(back, target.pointer) as Place, to, at(back, source.pointer) as Place, from);
        expect(apply(there, home)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
