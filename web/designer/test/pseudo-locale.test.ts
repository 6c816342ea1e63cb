import type { RenderTree } from "@preflight/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthened, pseudoLocalised } from "../src/preview/pseudo-locale.ts";

test.each([
  ["Send", "[Šéñđ one two]".replace("Š", "Ŝ")],
  ["  Name ", "  [Ñåṁé one two] "],
  ["", ""],
  [" ", " "],
  ["送信", "[送信 one two]"],
])("%j becomes %j", (text, expected) => {
  expect(lengthened(text)).toBe(expected);
});

test("every text grows by 40 % at least, says where it ends, and changes no character but letters of English", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const words = text.trim();
      fc.pre(words !== "");
      const long = lengthened(text);
      expect(long.length).toBeGreaterThanOrEqual(Math.ceil(text.length * 1.4));
      expect(long.trim()).toMatch(/^\[.* one two.*\]$/s);
      const kept = [...long.trim().slice(1)].slice(0, [...words].length);
      for (const [at, letter] of [...words].entries()) {
        if (/[A-Za-z]/.test(letter)) expect(kept[at]).toMatch(/\p{Letter}/u);
        else expect(kept[at]).toBe(letter);
      }
    }),
  );
});

test("no two letters of English become the same", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
  const accented = letters.map((letter) => [...lengthened(letter)][1]);
  expect(new Set([...accented, ...letters]).size).toBe(2 * letters.length);
});

test("a drawing is lengthened in its texts, labels and placeholders, and in nothing else", () => {
  const tree: RenderTree = {
    kind: "widget-configuration",
    title: "A",
    language: "en",
    direction: "ltr",
    scheme: "light",
    form: "untouched",
    complete: true,
    theme: { brand: "red" },
    tokens: [],
    nodes: [
      { type: "element", id: 0, parent: null, name: "div", namespace: "html", classes: ["view"] },
      {
        type: "element",
        id: 1,
        parent: 0,
        name: "input",
        namespace: "html",
        attributes: { "aria-label": "Name", placeholder: "Ada", id: "field-0", value: "x", "aria-describedby": "hint" },
        pointer: "/a",
      },
      { type: "text", id: 2, parent: 0, text: "Name" },
    ],
  };
  const [root, input, text] = pseudoLocalised(tree).nodes;
  expect(root).toBe(tree.nodes[0]);
  expect(text).toMatchObject({ text: "[Ñåṁé one two]" });
  expect(input).toMatchObject({
    pointer: "/a",
    attributes: {
      "aria-label": "[Ñåṁé one two]",
      placeholder: "[Åđå one two]",
      id: "field-0",
      value: "x",
      "aria-describedby": "hint",
    },
  });
});
