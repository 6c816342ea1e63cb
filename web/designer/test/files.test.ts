import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, tooLarge } from "../src/files/decode.ts";
import { lineEnds, withLineEnds } from "../src/files/line-ends.ts";
import { documentLines, looksLike } from "../src/files/recognise.ts";

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : part)));

describe("decoding", () => {
  it("keeps a byte order mark as part of the text", () => {
    expect(decode(bytes([0xef, 0xbb, 0xbf], "{}"))).toEqual({ text: "\ufeff{}" });
  });

  it.each([
    ["a byte of Latin-1", bytes('{\n "a": "caf', [0xe9], '"}'), /byte 13 \(E9, line 2, column 11\)/],
    ["a character cut off at the end", bytes("ab", [0xe2, 0x82]), /byte 3 \(E2, line 1, column 3\)/],
    ["a character cut off by the next", bytes("é", [0xf0, 0x9f, 0x98], "x"), /byte 3 \(F0, line 1, column 2\)/],
    ["an overlong form", bytes("a", [0xc0, 0xaf]), /byte 2 \(C0/],
    ["a surrogate", bytes("\r\n", [0xed, 0xa0, 0x80]), /byte 3 \(ED, line 2, column 1\)/],
    ["UTF-16", bytes([0xff, 0xfe], "{\0}\0"), /UTF-16/],
  ])("says where %s is", (_, file, message) => {
    expect(decode(file)).toMatchObject({ refusal: { message: expect.stringMatching(message) } });
  });

  it("finds the same first fault as a decoder that goes byte by byte", () => {
    const soup = fc.array(
      fc.constantFrom(0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x0a),
    );
    fc.assert(
      fc.property(soup, (parts) => {
        const file = new Uint8Array(parts);
        const decoded = decode(file);
        const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(file);
        const at = lenient.indexOf("\ufffd");
        if (at < 0) expect(decoded).toEqual({ text: lenient });
        else {
          const offset = Buffer.byteLength(lenient.slice(0, at)) + 1;
          expect(decoded).toMatchObject({ refusal: { message: expect.stringContaining(`byte ${offset} (`) } });
        }
      }),
    );
  });

  it("refuses what is over 1 MiB, and not what is just that long", () => {
    expect(tooLarge(1_048_576)).toBeNull();
    expect(tooLarge(1_048_577)?.message).toContain("1,048,577 bytes");
  });
});

describe("line ends", () => {
  it.each([
    ["{}", "\n", false],
    ["{\n}\n", "\n", false],
    ["{\r\n}\r\n", "\r\n", false],
    ["{\r}\r", "\r", false],
    ["{\r\n\r\n}\n", "\r\n", true],
  ] as const)("of %j are %j, mixed: %s", (text, most, mixed) => {
    expect(lineEnds(text)).toEqual({ most, mixed });
  });

  it("come back as they were, unless they were mixed", () => {
    const line = fc.string({ unit: "binary" }).map((text) => text.replace(/[\r\n]/g, ""));
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("\n", "\r\n", "\r"), (lines, end) => {
        const file = lines.join(end);
        const held = file.split(/\r\n|\n|\r/).join("\n");
        expect(withLineEnds(held, lineEnds(file).most)).toBe(file);
      }),
    );
  });
});

describe("what a text looks like", () => {
  it.each([
    ['{ "kind": "channel", "id": "a", "payload": {} }', "manifest"],
    ['{ "kind": "none of ours" }', "manifest"],
    ['{ "name": "A", "uiTheme": {} }', "widget-configuration"],
    ['\ufeff{ "messageId": "1", "components": [] }', "rich-card"],
    ['{ "name": "A", "manifestUrl": "https://a" }', "agent-widget"],
    ['{ "securityPolicy": {} }', "channel"],
    ['{ "attributes": {} }', "participant-variables"],
    ['{ "attributes": {}, "components": [] }', null],
    ['{ "name": "A" }', null],
    ["[]", null],
    ["{", null],
    ["", null],
  ])("%s", (text, expected) => {
    expect(looksLike(text)).toBe(expected);
  });
});

describe("documents on lines of their own", () => {
  it("are listed with their lines and what they are", () => {
    const lines = documentLines('{"kind":"channel","id":"a"}\r\n\r\n{"attributes":{}}\n');
    expect(lines.map(({ number, kind, id }) => [number, kind, id])).toEqual([
      [1, "channel", "a"],
      [3, null, null],
    ]);
  });

  it.each([
    ["one document", '{\n"a": 1\n}'],
    ["one document on one line", '{"a": 1}\n'],
    ["a faulty document", '{\n"a": 1,\n}\n'],
    ["lines that are no objects", "1\n2\n"],
  ])("are none in %s", (_, text) => {
    expect(documentLines(text)).toEqual([]);
  });
});
