import fc from "fast-check";
import { expect, test } from "vitest";
import { transfer } from "../../src/form/edits.ts";
import { at, type Place, parse } from "../../src/form/model.ts";
import { afterInsertion, afterRemoval, join, landing } from "../../src/form/pointers.ts";
import { apply } from "./documents.ts";

/** A tree in which every leaf says where it was. */
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constant(0),
    fc.array(tie("node"), { minLength: 1, maxLength: 4 }),
  ),
})).node;

function lists(place: Place): Place[] {
  return place.type === "array" ? [place, ...place.items.flatMap(lists)] : [];
}

function leaves(place: Place): Place[] {
  return place.type === "array" ? place.items.flatMap(leaves) : [place];
}

test("pointers follow their items wherever those go", () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 2, maxLength: 4 }), fc.nat(), fc.nat(), fc.nat(), (shape, a, b, c) => {
      // Every leaf gets a number of its own, by which it is found again.
      let count = 0;
      const text = JSON.stringify(shape, (_, value) => (value === 0 ? ++count : value));
      const root = parse(text).root as Place;
      const sources = lists(root).filter(({ items }) => items.length > 0);
      const source = sources[a % sources.length] as Place;
      const index = b % source.items.length;
      const moved = join(source.pointer, index);
      const targets = lists(root).filter(
        (list) => list !== source && `${list.pointer}/`.startsWith(`${moved}/`) === false,
      );
      fc.pre(targets.length > 0);
      const target = targets[c % targets.length] as Place;
      const to = c % (target.items.length + 1);
      const after = parse(apply(text, transfer(text, source, index, target, to))).root as Place;
      const list = afterRemoval(source.pointer, index, target.pointer);
      for (const leaf of leaves(root)) {
        const inside = leaf.pointer === moved || leaf.pointer.startsWith(`${moved}/`);
        const follows = inside
          ? landing(source.pointer, index, { list: target.pointer, index: to }) + leaf.pointer.slice(moved.length)
          : afterInsertion(list, to, afterRemoval(source.pointer, index, leaf.pointer));
        expect(at(after, follows)?.value).toBe(leaf.value);
      }
    }),
  );
});
