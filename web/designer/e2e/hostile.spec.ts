import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Designer, example, expect, test } from "./page.ts";

const repository = join(import.meta.dirname, "../../..");

/** Texts of published attacks in each document. */
const AT_ONCE = 24;

/** One in so many of the corpus. */
const EVERY = 41;

const KINDS = ["widget-configuration", "rich-card", "agent-widget", "channel", "participant-variables"] as const;

/** A sample of the published attacks, which are kept out of the repository. */
function published(): string[] {
  const folder = process.env.PREFLIGHT_CORPORA ?? join(repository, "../shared/corpora");
  const path = join(folder, "sanitizer.jsonl");
  if (!existsSync(path)) {
    notRun(`the page and published attacks: there is no ${path}`);
    return [];
  }
  const rows = readFileSync(path, "utf8").trimEnd().split("\n");
  return rows.filter((_, index) => index % EVERY === 0).map((row) => JSON.parse(row).payload);
}

/** Attacks that run or load something in every browser that lets them. */
const OWN = [
  "<script>alert(1)</script>",
  '<img src="https://evil.example/x.png" onerror="alert(1)">',
  '"><svg onload=alert(1)>',
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "![x](https://evil.example/x.png)",
  "[x](javascript:alert(1))",
  "<style>@import url(https://evil.example/x.css);</style>",
  '<div style="background:url(https://evil.example/x.png)">x</div>',
  '<a href="https://evil.example/" ping="https://evil.example/ping">x</a>',
  "</script><script>alert(1)</script>",
  "</title></textarea><img src=x onerror=alert(1)>",
  "#fff;background:url(https://evil.example/x.png)",
  '<link rel="prefetch" href="https://evil.example/">',
  '<form action="https://evil.example/"><button autofocus onfocus="alert(1)">x</button></form>',
  "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>",
  "{{constructor.constructor('alert(1)')()}}",
  "\u202Etxt.exe",
];

/** Tells the summary of the whole test what could not be run. */
function notRun(what: string): void {
  process.stderr.write(`NOT RUN: ${what}\n`);
  const folder = process.env.PREFLIGHT_NOT_RUN;
  if (folder === undefined) return;
  mkdirSync(join(repository, folder), { recursive: true });
  writeFileSync(join(repository, folder, "designer-attacks"), `NOT RUN: ${what}\n`);
}

/** The example of a kind with an attack in place of every text, one after the other. */
function poisoned(kind: string, attacks: string[]): string {
  let next = 0;
  const attack = () => attacks[next++ % attacks.length] ?? "";
  const replace = (value: unknown): unknown => {
    if (typeof value === "string") return attack();
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
  };
  const { kind: name, ...rest } = JSON.parse(example(kind));
  const more = kind === "rich-card" ? { payload: card(attack), spec: undefined } : {};
  return JSON.stringify({ kind: name, ...(replace(rest) as object), ...more }, null, 2);
}

/** A card with a text of each sort, plain and as Markdown. */
function card(attack: () => string): object {
  const body = (markdown: boolean) => ({ type: "body", markdown, text: attack() });
  const button = (action: string) => ({ label: attack(), action, payload: attack(), style: attack() });
  return {
    messageId: attack(),
    templateMatrix: { templateId: attack(), layoutEngine: "flexbox", version: "2.1", fallbackBehavior: "textOnly" },
    dynamicFields: { [attack()]: attack() },
    components: [
      { type: "header", style: "bold", text: attack() },
      ...[true, false, true, false, true, false].map(body),
      { type: "buttonGroup", buttons: ["postback", "webchat", "link"].map(button) },
      { type: "container", components: [body(true), body(false)] },
    ],
  };
}

/** Whatever would run tells so; whatever would load is one of the page's requests, which must not be. */
async function arm(page: Page): Promise<void> {
  page.on("dialog", (dialog) => {
    console.error(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.evaluate(() => {
    for (const name of ["alert", "confirm", "prompt", "open"] as const) {
      Object.defineProperty(window, name, { value: () => console.error(`executed: ${name}`) });
    }
  });
}

/** Shows the document in every way that the page has. */
async function lookEverywhere(designer: Designer): Promise<void> {
  for (const tab of await designer.page.getByRole("tab").all()) {
    if (await tab.isVisible()) await tab.click();
  }
  await designer.page.getByRole("tab", { name: "Text", exact: true }).click();
}

const attacks = [...OWN, ...published()];

for (const kind of KINDS) {
  test(`no attack in any text of ${kind} runs or loads anything`, async ({ designer }) => {
    test.setTimeout(180_000);
    await arm(designer.page);
    for (let start = 0; start < attacks.length; start += AT_ONCE) {
      const text = poisoned(kind, attacks.slice(start, start + AT_ONCE));
      await designer.write(text);
      await lookEverywhere(designer);
    }
    await expect(designer.verdict).toContainText("Blocked");
  });
}
