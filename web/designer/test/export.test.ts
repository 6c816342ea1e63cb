import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, check, rules } from "@preflight/core";
import Ajv from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curl, publishCommand } from "../src/export/curl.ts";
import { markdown } from "../src/export/markdown.ts";
import { sarif } from "../src/export/sarif.ts";
import { quoted } from "../src/export/shell.ts";

const repository = join(import.meta.dirname, "../../..");
const file = (path: string) => readFileSync(join(repository, path), "utf8");
const pages = JSON.parse(file("web/package/dist/rules.json"));

/** Documents that are refused, one for each of several rules, and those that are not. */
const documents = ["examples", "examples/blocked"].flatMap((folder) =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, file(`${folder}/${name}`)] as const),
);

describe("words of a shell", () => {
  it("are what they were, in a real one", () => {
    const text = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0") && !/\p{Cs}/u.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, fc.constantFrom("'", "\\", "$(id)", "`id`", "!!", "\n", "-n", "~"))),
        (parts) => {
          const word = parts.join("");
          const said = execFileSync("sh", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" });
          expect(said).toBe(word);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("hold no NUL", () => {
    expect(() => quoted("a\0b")).toThrow("NUL");
  });
});

/** What a shell would call `curl` with. */
function asked(command: string): string[] {
  const shell = `curl() { for word; do printf '%s\\0' "$word"; done; }\nGENESYS_TOKEN=secret\n${command}`;
  return execFileSync("sh", ["-c", shell], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("the command for curl", () => {
  it("asks for what publishing a card asks for", () => {
    const body = build(file("examples/rich-card.json")).body ?? "";
    const message = JSON.parse(body).message.card.messageId;
    expect(asked(curl({ kind: "rich-card", body, participant: null, message }))).toEqual([
      "--fail-with-body",
      "--request",
      "POST",
      "https://api.mypurecloud.com/api/v2/guest/conversations/webchat/messages",
      "--header",
      "authorization: Bearer secret",
      "--header",
      "content-type: application/json",
      "--header",
      "cache-control: no-cache, no-store, must-revalidate",
      "--header",
      "pragma: no-cache",
      "--header",
      `idempotency-key: ${message}`,
      "--data-raw",
      body,
    ]);
  });

  it.each([
    ["widget-configuration", "POST", "webmessaging/configurations"],
    ["agent-widget", "POST", "integrations"],
    ["channel", "POST", "webmessaging/channels"],
    ["participant-variables", "PATCH", "conversations/messaging/participants/{id}"],
  ] as const)("of a %s is a call of the table of endpoints", (kind, method, path) => {
    expect(file("docs/endpoints.md")).toContain(`| ${method} | \`/api/v2/${path}\` |`);
    const body = build(file(`examples/${kind}.json`)).body ?? "";
    const words = asked(curl({ kind, body, participant: "a/b c'", message: null }));
    expect(words[2]).toBe(method);
    expect(words[3]).toBe(`https://api.mypurecloud.com/api/v2/${path.replace("{id}", "a%2Fb%20c%27")}`);
    expect(words.at(-1)).toBe(body);
  });

  it("has any body whole", () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        const words = asked(curl({ kind: "channel", body, participant: null, message: null }));
        expect(words.at(-1)).toBe(body);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the command that publishes", () => {
  it.each([
    ["card.json", "preflight publish card.json"],
    ["my card.json", "preflight publish 'my card.json'"],
    ["-y", "preflight publish ./-y"],
  ])("%s", (name, command) => {
    expect(publishCommand(name)).toBe(command);
  });
});

describe("SARIF", () => {
  // The standard's pattern for languages is no regular expression by the Unicode rules; no log has a language.
  const schema = JSON.parse(file("crates/publisher/tests/fixtures/sarif-schema-2.1.0.json"));
  for (const component of ["run", "toolComponent"]) {
    delete schema.definitions[component].properties.language.pattern;
  }
  const valid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const log = (name: string, text: string) => sarif({ name, text, report: check(text), rules: rules(), pages });

  it.each(documents)("of %s follows the schema of the standard", async (name, text) => {
    expect([valid(await log(name, text)), valid.errors]).toEqual([true, null]);
  });

  it("would not if it were another thing", () => {
    expect(valid({ version: "2.1.0", runs: [{ results: "none" }] })).toBe(false);
  });

  it("has places that are right in UTF-16, without the byte order mark", async () => {
    const text = '\ufeff{\r\n  "😀": BAD\r\n}';
    // biome-ignore lint/suspicious/noExplicitAny: what is looked at is in the schema
    const { runs } = (await log("a.json", text)) as any;
    const found = runs[0].results.map(
      // biome-ignore lint/suspicious/noExplicitAny: as above
      (result: any) => result.locations[0].physicalLocation.region,
    );
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const bad = found.find((region: any) => region.startLine === 2);
    expect(bad).toMatchObject({ startColumn: 9, charOffset: 11, charLength: 3 });
    expect(text.slice(1).slice(bad.charOffset, bad.charOffset + bad.charLength)).toBe("BAD");
  });

  it("gives no two findings one fingerprint", async () => {
    const text = '{ "kind": "channel", "id": "a", "payload": { "a": 1, "a": 1, "a": 1 } }';
    // biome-ignore lint/suspicious/noExplicitAny: what is looked at is in the schema
    const { runs } = (await log("a.json", text)) as any;
    const prints = runs[0].results.map(
      // biome-ignore lint/suspicious/noExplicitAny: as above
      (result: any) => result.partialFingerprints["preflightFinding/v1"],
    );
    expect(prints.length).toBeGreaterThan(2);
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe("Markdown", () => {
  it("says the verdict, each finding with its place, and what was measured", () => {
    const text = file("examples/blocked/schema_required.json");
    const report = check(text);
    const words = markdown("a_b.json", report);
    expect(words).toContain("# a\\_b\\.json\n\n**Blocked by ");
    for (const { rule, span } of report.findings) {
      expect(words).toContain(`- line ${span.start.line}, column ${span.start.column}`);
      expect(words).toContain(`(\`${rule}\``);
    }
    expect(markdown("a.json", check(file("examples/channel.json")))).toContain("**May be published\\.**");
  });

  it("lets nothing of the document be more than text", () => {
    const hostile = "](https://evil.example) <img src=x onerror=alert(1)> | ``` ` @all ~~x~~ # h\n- [x](y) **b**";
    const text = JSON.stringify({ kind: hostile, id: hostile, [hostile]: 1, spec: {} });
    const words = markdown(`${hostile}.json`, check(text));
    const outside = words.replace(/(?<!\\)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "").replace(/\\[!-/:-@[-`{-~]/g, "");
    expect(outside).not.toMatch(/[<>[\]@~`]|https:/);
    expect(outside.match(/\|/g) ?? []).toEqual((outside.match(/^\|.*\|$/gm) ?? []).join("").match(/\|/g) ?? []);
  });
});
