import type { RenderTree } from "@preflight/core";
import { expect, test } from "vitest";
import { isWrong, onlyErrors } from "../src/preview/form-errors.ts";
import { drawn, widget } from "./drawn.ts";

const empty = { type: "text", required: false, value: "", malformed: false };

test.each([
  ["an empty field", {}, false],
  ["an empty field that is required", { required: true }, true],
  ["a required field with spaces alone", { required: true, value: "  " }, true],
  ["a filled required field", { required: true, value: "Ada" }, false],
  ["half a date", { type: "date", malformed: true }, true],
  ["an address without @", { type: "email", value: "ada", malformed: true }, true],
  ["a telephone number", { type: "tel", value: "+44 (0)20 7946-0000" }, false],
  ["words for a telephone number", { type: "tel", value: "call me" }, true],
  ["brackets without a digit", { type: "tel", value: "()" }, true],
  ["an empty telephone number", { type: "tel" }, false],
])("%s", (_, control, wrong) => {
  expect(isWrong({ ...empty, ...control })).toBe(wrong);
});

const fields = [
  { label: "Name", type: "text", required: true, hint: "As on your card" },
  { label: "Mail", type: "email", required: true },
  { label: "Topic", type: "radio", required: true, options: ["A", "B"] },
];

function element(tree: RenderTree, id: string) {
  const found = tree.nodes.find((node) => node.type === "element" && node.attributes?.id === id);
  if (found?.type !== "element") throw new Error(`there is no ${id}`);
  return found;
}

test("only the errors of the wrong fields are shown, and each is said of its own field alone", () => {
  const tree = onlyErrors(drawn(widget(fields), { form: "invalid" }), ["field-1"]);
  expect(element(tree, "field-0").attributes).not.toHaveProperty("aria-invalid");
  expect(element(tree, "field-0").attributes?.["aria-describedby"]).toBe("field-0-hint");
  expect(element(tree, "field-0").classes).not.toContain("invalid");
  expect(element(tree, "field-0-error").attributes).toHaveProperty("hidden");
  expect(element(tree, "field-1").attributes).toMatchObject({
    "aria-invalid": "true",
    "aria-describedby": "field-1-error",
  });
  expect(element(tree, "field-1-error").attributes).not.toHaveProperty("hidden");
  expect(element(tree, "field-2").attributes).not.toHaveProperty("aria-describedby");
  expect(element(tree, "field-2-error").attributes).toHaveProperty("hidden");
});

test("with every field wrong it is the core's drawing; with none it is that of the untouched form", () => {
  const invalid = drawn(widget(fields), { form: "invalid" });
  expect(onlyErrors(invalid, ["field-0", "field-1", "field-2"])).toEqual(invalid);
  const untouched = drawn(widget(fields));
  const plain = (tree: RenderTree) =>
    tree.nodes.map((node) => {
      if (node.type === "text") return node;
      const { novalidate: _, ...attributes } = node.attributes ?? {};
      return { ...node, attributes, classes: node.classes ?? [] };
    });
  expect(plain(onlyErrors(invalid, []))).toEqual(plain(untouched));
});
