import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromFragment, LinkError, type Shared, toFragment } from "../src/share/link.ts";

const DIGEST = "0123456789abcdef".repeat(4);
const shared = (text: string): Shared => ({ text, policyDigest: DIGEST, coreVersion: "0.1.0" });
const packed = (json: unknown) =>
  `#preflight1=${deflateRawSync(typeof json === "string" ? json : JSON.stringify(json)).toString("base64url")}`;

describe("share links", () => {
  it("hold any document, with whatever characters", async () => {
    const documents = fc.record(
      {
        text: fc.oneof(fc.string({ unit: "binary" }), fc.json()),
        kind: fc.constantFrom("channel" as const, "rich-card" as const),
        policyDigest: fc.constant(DIGEST),
        coreVersion: fc.constant("0.1.0"),
        name: fc.constantFrom("a.json", "Größe 日本.json"),
      },
      { requiredKeys: ["text", "policyDigest", "coreVersion"] },
    );
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const fragment = await toFragment(document);
        expect(fragment).toMatch(/^#preflight1=[\w-]+$/);
        expect(await fromFragment(`https://any.host/any/?path${fragment}`)).toEqual(document);
        // Another implementation reads it too.
        const json = inflateRawSync(Buffer.from(fragment.slice("#preflight1=".length), "base64url")).toString("utf8");
        expect(JSON.parse(json)).toEqual(document);
      }),
    );
  });

  it("are read whatever compressed them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.integer({ min: 0, max: 9 }), async (text, level) => {
        const data = deflateRawSync(JSON.stringify(shared(text)), { level }).toString("base64url");
        expect(await fromFragment(`#preflight1=${data}`)).toEqual(shared(text));
      }),
    );
  });

  it("hold the members in the order that every program writes", async () => {
    const fragment = await toFragment({
      name: "n.json",
      coreVersion: "1",
      policyDigest: DIGEST,
      kind: "channel",
      text: "t",
    });
    const json = inflateRawSync(Buffer.from(fragment.slice(12), "base64url")).toString("utf8");
    expect(Object.keys(JSON.parse(json))).toEqual(["text", "kind", "policyDigest", "coreVersion", "name"]);
  });

  it("hold no half of a character", async () => {
    await expect(toFragment(shared("{\n\ud800"))).rejects.toThrow("Line 2 holds half a character");
    await expect(fromFragment(packed('{"text": "\\udc00"}'))).rejects.toThrow("half a character");
  });

  it("are none where the address is another one", async () => {
    for (const address of ["", "#", "#session=abc", "https://a.example/", "#preflight", "#preflightx=1"]) {
      expect(await fromFragment(address)).toBeNull();
    }
  });

  const bomb = deflateRawSync(Buffer.alloc(200_000_000, 32)).toString("base64url");
  it.each([
    ["of another format", "#preflight2=abc", /format 2/],
    ["empty", "#preflight1=", /cut short/],
    ["with a character too many", `${packed(shared("a"))})`, /Character \d+ of the link's data/],
    ["that stopped early", packed(shared("a".repeat(99))).slice(0, -8), /cut short|no document/],
    ["of noise", "#preflight1=AAAAAAAA", /cut short/],
    ["of no JSON", packed("hello"), /no document that this page made/],
    [
      "of no UTF-8",
      `#preflight1=${deflateRawSync(Buffer.from([0x22, 0xff, 0x22])).toString("base64url")}`,
      /no document/,
    ],
    ["of other JSON", packed({ words: "a" }), /no document in the link/],
    ["of null", packed(null), /no document in the link/],
    ["of a kind that is none", packed({ text: "a", kind: "constructor" }), /"constructor", which does not exist/],
    ["of a document that is too long", packed({ text: "a".repeat(1_048_577) }), /longer than 1 MiB/],
    ["that unpacks to 200 MB", `#preflight1=${bomb}`, /longer than 1 MiB/],
  ])("%s are refused with a reason", async (_, address, message) => {
    const refused = fromFragment(address);
    await expect(refused).rejects.toThrow(LinkError);
    await expect(refused).rejects.toThrow(message);
  });

  it("say nothing untrue about themselves", async () => {
    const lying = { text: "a", name: "../../etc/\u202egnp.exe\n", policyDigest: "<b>", coreVersion: " 1 " };
    expect(await fromFragment(packed(lying))).toEqual({
      text: "a",
      name: "gnp.exe",
      policyDigest: "",
      coreVersion: "",
    });
  });
});
