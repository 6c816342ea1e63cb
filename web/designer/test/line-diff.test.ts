import fc from "fast-check";
import { expect, test } from "vitest";
import { compared, lineDiff } from "../src/problems/line-diff.ts";

const text = fc.array(fc.constantFrom("", "a", "b", "{", "  x"), { maxLength: 12 }).map((lines) => lines.join("\n"));

test("what is the same with what went is the old text, and with what came the new one", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = compared(before, after);
      const but = (left: string) => lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
      expect(but("added").join("\n")).toBe(before);
      expect(but("removed").join("\n")).toBe(after);
    }),
    { numRuns: 2000 },
  );
});

test("far from a change equal lines are one line", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const shown = lineDiff(lines.join("\n"), lines.with(10, "another").join("\n"));
  expect(shown.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "skipped …",
    "same line 8",
    "same line 9",
    "removed line 10",
    "added another",
    "same line 11",
    "same line 12",
    "skipped …",
  ]);
});

test("equal texts have no differences", () => {
  expect(lineDiff("a\nb", "a\nb").filter(({ kind }) => kind !== "skipped")).toEqual([]);
});
