import { preview } from "@preflight/core";
import { expect, test } from "vitest";
import { rightToLeft } from "../src/preview/direction.ts";
import { innermost } from "../src/preview/innermost.ts";
import { drawn, widget } from "./drawn.ts";

const text = `{"kind": "widget-configuration", "id": "a", "spec": {
  "widgetId": "a", "theme": {"primaryColor": "#0056B3"},
  "fields": [{"label": "Name", "type": "text", "required": true}, {"label": "Mail", "type": "email"}]}}`;
const tree = preview(text);
if (tree === null) throw new Error("the document cannot be drawn");

test.each([
  ["in a label", "Name", "/preChatForm/fields/0/label"],
  ["in a field, beside what is drawn by itself", '"type": "text"', "/preChatForm/fields/0"],
  ["in the second field", '"email"', "/preChatForm/fields/1"],
  ["over two fields", 'true}, {"label"', "/preChatForm/fields"],
  ["in a colour", "#0056B3", "/uiTheme/primaryColor"],
  ["in what is not drawn", '"id": "a"', null],
])("what is selected %s", (_, selected, pointer) => {
  const from = text.indexOf(selected);
  expect(innermost(tree, { from, to: from + selected.length })).toBe(pointer);
});

test("a mirrored drawing runs from right to left, and nothing else of it changes", () => {
  const before = drawn(widget([{ label: "Name" }]));
  const after = rightToLeft(before);
  expect(after.direction).toBe("rtl");
  expect(after.nodes[0]).toMatchObject({ attributes: { dir: "rtl" } });
  expect(after.nodes.slice(1)).toEqual(before.nodes.slice(1));
  // The core draws a language that runs so in the same way.
  const arabic = drawn(widget([{ label: "Name" }]), { language: "ar" });
  expect(after.theme).toEqual(arabic.theme);
});
