import { expect, test } from "vitest";
import { at, placeOf, pressed, submitted } from "../src/preview/events.ts";
import { drawn, example, payloadOf, widget } from "./drawn.ts";

const card = {
  kind: "rich-card",
  id: "a",
  target: { conversationId: "c" },
  spec: {
    templateId: "t",
    fields: {
      title: "T",
      description: "See [the terms](https://example.com/terms).",
      actions: [
        { label: "Track", type: "postback", value: "track:1" },
        { label: "Help", type: "webchat", value: "support" },
        { label: "Site", type: "link", value: "https://example.com/" },
      ],
    },
  },
};

test.each([
  [0, { what: "Button “Track”", data: { action: "postback", payload: "track:1" } }],
  [1, { what: "Button “Help”", data: { action: "webchat", payload: "support" } }],
  [2, { what: "Link “Site”", data: { action: "link", payload: "https://example.com/" } }],
])("button %i of a card sends its action and payload", (index, event) => {
  expect(pressed(payloadOf(card), `/components/2/buttons/${index}`, null)).toEqual(event);
});

test("a link in a text tells where it leads; words of a card do nothing", () => {
  expect(pressed(payloadOf(card), "/components/1/text", "https://example.com/terms")).toEqual({
    what: "Link in the text",
    data: { action: "link", payload: "https://example.com/terms" },
  });
  expect(pressed(payloadOf(card), "/components/1/text", null)).toBeUndefined();
  expect(pressed(undefined, "/components/2/buttons/0", null)).toBeUndefined();
});

test("a form sends what was filled in as custom attributes, each a text, by name or else by label", () => {
  const document = widget([
    { label: "Full name", type: "text" },
    { label: "Mail", name: "email", type: "email" },
    { label: "Company", type: "text" },
    { label: "Topics", type: "checkbox", options: ["Bills", "Parcels"] },
  ]);
  const values = { "field-0": "Ada", "field-1": "ada@example.com", "field-2": "", "field-3": "Bills, Parcels" };
  expect(submitted(drawn(document), payloadOf(document), values)).toEqual({
    what: "Pre-chat form",
    data: {
      channel: {
        metadata: { customAttributes: { "Full name": "Ada", email: "ada@example.com", Topics: "Bills, Parcels" } },
      },
    },
  });
});

test("a field may be named like a part of every object", () => {
  const document = widget([{ label: "__proto__", type: "text" }]);
  const { data } = submitted(drawn(document), payloadOf(document), { "field-0": "x" });
  expect(JSON.stringify(data)).toContain('{"__proto__":"x"}');
});

test("a message is sent as a text", () => {
  const tree = drawn(example("rich-card"));
  expect(submitted(tree, payloadOf(example("rich-card")), { message: "Hello" })).toEqual({
    what: "Message",
    data: { action: "onMessage", message: { type: "Text", text: "Hello" } },
  });
});

test("controls are found in the payload by the drawing", () => {
  const tree = drawn(widget([{ label: "A" }, { label: "B", type: "radio", options: ["x"] }]));
  expect(placeOf(tree, "field-0")).toBe("/preChatForm/fields/0");
  expect(placeOf(tree, "field-1")).toBe("/preChatForm/fields/1");
  expect(placeOf(tree, "chat")).toBeUndefined();
  expect(placeOf(tree, "nothing")).toBeUndefined();
});

// RFC 6901, section 5, of the same document.
test.each([
  ["", undefined],
  ["/foo", ["bar", "baz"]],
  ["/foo/0", "bar"],
  ["/", 0],
  ["/a~1b", 1],
  ["/c%d", 2],
  ["/e^f", 3],
  ["/g|h", 4],
  ["/i\\j", 5],
  ['/k"l', 6],
  ["/ ", 7],
  ["/m~0n", 8],
])("the pointer %j of RFC 6901", (pointer, expected) => {
  const document = {
    foo: ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
  };
  expect(at(document, pointer)).toEqual(pointer === "" ? document : expected);
});

test("a pointer reaches nothing that an object inherits", () => {
  expect(at({}, "/constructor")).toBeUndefined();
  expect(at([], "/length/x")).toBeUndefined();
});
