import { deflateRawSync } from "node:zlib";
import { command, everywhere, press } from "./everywhere.ts";
import { Designer, example, expect, test } from "./page.ts";

const fragment = (contents: unknown) => `#preflight1=${deflateRawSync(JSON.stringify(contents)).toString("base64url")}`;

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a link that was copied holds the document for whoever opens it", async ({ designer, page, address, browser }) => {
  await designer.write(example("rich-card"));
  await page.getByLabel("Name of the document").fill("my card.json");
  await page.keyboard.press("Enter");
  await command(page, "share link");
  const dialog = page.getByRole("dialog", { name: "Share link" });
  await expect(dialog).toContainText("Anyone who has the link can read the document");
  await press(dialog.getByRole("button", { name: "Copy link" }));
  await expect(designer.announcement).toContainText("Copied the link");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.startsWith(`${address}/#preflight1=`)).toBe(true);
  await expect(dialog.locator("[data-length]")).toHaveText(`${link.length.toLocaleString("en")} characters`);
  expect(await everywhere(designer)).toEqual([]);

  const other = new Designer(await (await browser.newContext()).newPage());
  await other.open(address, new URL(link).hash);
  expect(await other.text()).toBe(example("rich-card"));
  await expect(other.page.getByLabel("Name of the document")).toHaveValue("my card.json");
  await expect(other.verdict).toHaveText("May be published");
  await expect(other.page.locator(".notice")).toBeHidden();
  // The address is the page's again.
  expect(other.page.url()).toBe(`${address}/`);
  expect([...other.complaints, ...other.requests]).toEqual([]);
  await other.page.context().close();
});

test("what looks like a secret or a person is told, with its place", async ({ designer, page }) => {
  await designer.write('{\n  "client_secret": "9f8a7b6c5d4e",\n  "hint": "ann@acme.io"\n}');
  await designer.choose("Share", "Share link…");
  const warning = page.getByRole("region", { name: "Look at this before you share it" });
  await expect(warning.getByRole("listitem")).toHaveText([
    "line 2: a value under a telling key, 9f8a…",
    "line 3: an e-mail address, ann@acme.io",
  ]);
  expect(await everywhere(designer)).toEqual([]);
  await warning.getByRole("button", { name: "line 3" }).press("Enter");
  await expect(designer.editor).toBeFocused();
  await page.keyboard.type("x");
  expect(await designer.text()).toContain('"hint": "x"');
});

test("links that programs would cut are warned about", async ({ designer, page }) => {
  // Digits of a linear congruential generator (Numerical Recipes), which hardly compress.
  let state = 1;
  const noise = (length: number) =>
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return String.fromCharCode(97 + (state >>> 28));
    }).join("");
  for (const [length, words] of [
    [4_000, "some chat and mail programs cut links above 2,000"],
    [14_000, "most chat and mail programs cut links of this length"],
  ] as const) {
    await designer.choose("File", "New, empty");
    await designer.write(JSON.stringify(noise(length)));
    await designer.choose("Share", "Share link…");
    await expect(page.locator("[data-length]")).toContainText(words);
    await page.keyboard.press("Escape");
  }
});

test("an empty page and half a character have no link", async ({ designer, page }) => {
  await designer.choose("Share", "Share link…");
  const dialog = page.getByRole("dialog", { name: "Share link" });
  await expect(dialog).toContainText("There is nothing to share yet");
  await expect(dialog.getByRole("button", { name: "Copy link" })).toBeDisabled();
});

test("a link says where its sender judged by something else", async ({ page, address }) => {
  const designer = new Designer(page);
  const shared = { text: "{}", policyDigest: "0".repeat(64), coreVersion: "9.9.9" };
  await designer.open(address, fragment(shared));
  const notice = page.locator("[data-notice=link]");
  await expect(notice).toContainText("by another policy (digest 000000000000; here ");
  await expect(notice).toContainText("with core 9.9.9 (here ");
  expect(designer.complaints).toEqual([]);
});

test("a link of a bare payload is read as one", async ({ page, address }) => {
  const designer = new Designer(page);
  const text = JSON.stringify(JSON.parse(example("agent-widget")).payload);
  await designer.open(address, fragment({ text, kind: "agent-widget", policyDigest: "", coreVersion: "" }));
  await expect(page.getByLabel("Read as")).toHaveValue("agent-widget");
  await expect(designer.verdict).toHaveText("May be published");
});

test("a link that holds several documents changes nothing before one is chosen", async ({ page, address }) => {
  const designer = new Designer(page);
  await designer.open(address);
  const payload = JSON.stringify(JSON.parse(example("agent-widget")).payload);
  await designer.write(payload);
  await page.getByLabel("Read as").selectOption("agent-widget");
  const text = '{ "kind": "channel" }\n{ "kind": "rich-card" }';
  await page.evaluate(
    (link) => {
      location.hash = link;
    },
    fragment({ text, policyDigest: "", coreVersion: "" }),
  );
  await expect(page.getByRole("dialog", { name: "shared.json holds 2 documents" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Read as")).toHaveValue("agent-widget");
  expect(await designer.text()).toBe(payload);
});

test("a link takes nothing away that was written here", async ({ designer, page, address }) => {
  await designer.write('{ "mine": true }');
  await designer.kept();
  const second = new Designer(await page.context().newPage());
  await second.open(address, fragment({ text: '{ "theirs": true }', policyDigest: "", coreVersion: "" }));
  expect(await second.text()).toBe('{ "theirs": true }');
  await second.choose("File", "Drafts…");
  const drafts = second.page.getByRole("dialog", { name: "Drafts" });
  await expect(drafts).toContainText("Before a share link was opened");
  await drafts.getByRole("button", { name: /^Restore/ }).click();
  expect(await second.text()).toBe('{ "mine": true }');
  expect(second.complaints).toEqual([]);
});

test("what came by a link is there after a reload, though the address has forgotten it", async ({ page, address }) => {
  const designer = new Designer(page);
  await designer.open(address, fragment({ text: '{ "theirs": true }', policyDigest: "", coreVersion: "" }));
  await designer.kept();
  await page.reload();
  await page.locator("html[data-loaded]").waitFor();
  expect(await designer.text()).toBe('{ "theirs": true }');
  await expect(page.getByText("(not saved)")).toBeAttached();
});

test("a link that is followed while the page is open is opened, too", async ({ designer, page }) => {
  await designer.write('{ "mine": true }');
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    fragment({ text: '{ "theirs": true }', policyDigest: "", coreVersion: "" }),
  );
  await expect.poll(() => designer.text()).toBe('{ "theirs": true }');
  await designer.choose("Edit", /^Undo/);
  expect(await designer.text()).toBe('{ "mine": true }');
  // Chromium looks for a page's icon again when its address changes.
  designer.requests.splice(
    0,
    designer.requests.length,
    ...designer.requests.filter((url) => !url.endsWith("icon.svg")),
  );
});

const bomb = `#preflight1=${deflateRawSync(Buffer.alloc(100_000_000, 32)).toString("base64url")}`;
for (const [what, link, message] of [
  ["cut short", fragment({ text: "a".repeat(99) }).slice(0, -9), "cut short or damaged"],
  ["of characters that do not belong there", "#preflight1=a%20b", "does not belong there"],
  ["of another format", "#preflight7=AAAA", "of format 7"],
  ["of 100 MB", bomb, "longer than 1 MiB"],
] as const) {
  test(`a link ${what} is refused with what is wrong`, async ({ page, address }) => {
    const designer = new Designer(page);
    await designer.open(address, link);
    await expect(page.getByRole("dialog", { name: "The link was not opened" })).toContainText(message);
    expect(await designer.text()).toBe("");
    expect(await designer.axe()).toEqual([]);
    expect(designer.complaints).toEqual([]);
  });
}
