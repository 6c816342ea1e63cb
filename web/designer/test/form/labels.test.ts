import { form, version } from "@preflight/core";
import { describe, expect, test } from "vitest";
import { counted, labelOf, titleOf } from "../../src/form/labels.ts";
import { parse } from "../../src/form/model.ts";

test.each([
  ["primaryColor", "Primary colour"],
  ["widgetId", "Widget ID"],
  ["manifestUrl", "Manifest URL"],
  ["refresh_interval_ms", "Refresh interval (milliseconds)"],
  ["ariaLabel", "ARIA label"],
  ["buttonGroup", "Button group"],
  ["participant-variables", "Participant variables"],
  ["constructor", "Constructor"],
  ["", "(no name)"],
  ["___", "___"],
])("the key %j is called %j", (key, label) => {
  expect(labelOf(key)).toBe(label);
});

test("no two fields of an object have one label", () => {
  for (const kind of version().kinds) {
    for (const { name, fields } of form(kind).objects) {
      const labels = fields.map((field) => labelOf(field.name));
      expect(new Set(labels).size, name).toBe(labels.length);
    }
  }
});

test.each([
  [0, "field", "0 fields"],
  [1, "key", "1 key"],
  [2, "key", "2 keys"],
  [2, "entry", "2 entries"],
])("%i × %s is %j", (count, noun, words) => {
  expect(counted(count, noun)).toBe(words);
});

describe("an item is called by what tells it from others", () => {
  test.each([
    ['{ "type": "text", "label": "Full name" }', "Full name"],
    ['{ "label": " ", "name": "email" }', "email"],
    ['{ "text": "<b>Hello</b>\\n there" }', "Hello there"],
    ['"Sales"', "Sales"],
    ["{}", "Field 3"],
    ['""', "Field 3"],
    [`{ "label": "${"long ".repeat(20)}" }`, `${"long ".repeat(8).trim()}…`.slice(0, 40)],
  ])("%s is %j", (text, title) => {
    expect(titleOf(parse(text).root, "field", 3)).toBe(title);
  });
});

test("what an item is called is cut between characters", () => {
  const { root } = parse(JSON.stringify({ label: `${"x".repeat(38)}😀😀😀` }));
  expect(titleOf(root, "field", 1)).toBe(`${"x".repeat(38)}😀…`);
});
