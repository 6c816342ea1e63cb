import fc from "fast-check";
import { expect, test } from "vitest";
import { isFromFrame, isPageKey, isToFrame } from "../src/preview/protocol.ts";
import { drawn, example } from "./drawn.ts";

const look = { forcedColors: false, vision: "full", textScale: 1, reducedMotion: false, tabStops: false };
const key = { key: "a", code: "KeyA", shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
const tree = drawn(example("widget-configuration"));
const draw = { type: "draw", tree, focus: null, attempted: false };

test.each(["widget-configuration", "rich-card", "agent-widget", "channel", "participant-variables"])(
  "the core's drawing of a %s is a message",
  (kind) => {
    for (const form of ["untouched", "invalid"] as const) {
      expect(isToFrame({ ...draw, tree: drawn(example(kind), { form }) })).toBe(true);
    }
  },
);

test.each([
  { type: "hello" },
  { type: "look", look },
  draw,
  { ...draw, focus: "field-0" },
  { type: "mark", target: "/a", scroll: true },
  { type: "mark", target: 3, scroll: false },
  { type: "mark", target: null, scroll: false },
  { type: "picture", number: 1 },
])("the frame listens to $type", (message) => {
  expect(isToFrame(message)).toBe(true);
  expect(isFromFrame({ ...message, type: "hello" })).toBe(false);
});

test.each([
  { type: "ready" },
  { type: "selected", pointer: "/a" },
  { type: "pressed", pointer: "/a", link: null },
  { type: "submitted", values: { "field-0": "Ada" } },
  { type: "refused", wrong: ["field-0"], corrected: false },
  { type: "key", ...key, key: "F6", code: "F6" },
  { type: "picture", number: 1, svg: "<svg/>", width: 1, height: 1 },
])("the page listens to $type", (message) => {
  expect(isFromFrame(message)).toBe(true);
});

const node = { type: "element", id: 0, parent: null, name: "div", namespace: "html" };

test.each([
  ["nothing", null],
  ["a text", "hello"],
  ["a list", [{ type: "hello" }]],
  ["no type", { look }],
  ["a type that there is not", { type: "run", code: "alert(1)" }],
  ["a type that objects inherit", { type: "constructor" }],
  ["a type that is no text", { type: ["hello"] }],
  ["a look without all its parts", { type: "look", look: { ...look, tabStops: undefined } }],
  ["a vision that there is not", { type: "look", look: { ...look, vision: "none); }" } }],
  ["a mark below nought", { type: "mark", target: -1, scroll: true }],
  ["a mark by half a node", { type: "mark", target: 0.5, scroll: true }],
  ["a drawing without nodes", { ...draw, tree: { ...tree, nodes: undefined } }],
  ["a drawing of something else", { ...draw, tree: { ...tree, nodes: [{ ...node, type: "script" }] } }],
  ["a node without a number", { ...draw, tree: { ...tree, nodes: [{ ...node, id: "0" }] } }],
  ["attributes that are no texts", { ...draw, tree: { ...tree, nodes: [{ ...node, attributes: { id: {} } }] } }],
  ["a theme that is no record", { ...draw, tree: { ...tree, theme: "red" } }],
])("neither side listens to %s", (_, message) => {
  expect(isToFrame(message)).toBe(false);
  expect(isFromFrame(message)).toBe(false);
});

test.each([
  ["a place that is no text", { type: "selected", pointer: 1 }],
  ["a link that is no text", { type: "pressed", pointer: "/a", link: {} }],
  ["values that are no texts", { type: "submitted", values: { a: 1 } }],
  ["wrong controls that are no texts", { type: "refused", wrong: [1], corrected: false }],
  ["a picture of no size", { type: "picture", number: 1, svg: "", width: Number.NaN, height: 1 }],
])("the page does not listen to %s", (_, message) => {
  expect(isFromFrame(message)).toBe(false);
});

test("no value at all makes either side throw", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (message) => {
      expect(isToFrame(message)).toBe(false);
      expect(isFromFrame(message)).toBe(false);
    }),
  );
});

test.each([
  ["F6", { key: "F6" }, true],
  ["Shift+F8", { key: "F8", shiftKey: true }, true],
  ["Alt+2", { key: "2", code: "Digit2", altKey: true }, true],
  ["Ctrl+S", { key: "s", ctrlKey: true }, true],
  ["Shift+Command+S", { key: "S", metaKey: true, shiftKey: true }, true],
  ["a letter", {}, false],
  ["Tab", { key: "Tab" }, false],
  ["Enter", { key: "Enter" }, false],
  ["Ctrl+Z, which a field has itself", { key: "z", ctrlKey: true }, false],
  ["Ctrl+F6, which the browser has", { key: "F6", ctrlKey: true }, false],
])("%s", (_, pressed, ours) => {
  expect(isPageKey({ ...key, ...pressed })).toBe(ours);
});
