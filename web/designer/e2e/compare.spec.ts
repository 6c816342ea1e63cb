import { deflateRawSync } from "node:zlib";
import { command, everywhere, press } from "./everywhere.ts";
import { example, expect, test } from "./page.ts";

const dialogOf = (page: import("@playwright/test").Page) => page.getByRole("dialog", { name: /^Compare/ });

test("a document is compared with what was opened: what changed, and side by side", async ({ designer, page }) => {
  await page.getByRole("button", { name: "New from template…" }).click();
  await page.getByRole("button", { name: /^Choice of plans/ }).click();
  const before = await designer.text();
  await designer.write(before.replace('"Family"', '"Household"').replace('"plan:team"', '"plan:teams"'));
  await designer.choose("Share", "Compare with another version…");
  const dialog = dialogOf(page);
  await expect(dialog.getByLabel("With")).toHaveValue("");
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await expect(dialog.getByRole("listitem").first()).toContainText("Changed");
  await expect(dialog.getByRole("listitem").first()).toContainText('Before: "Family"');
  await expect(dialog.getByRole("listitem").first()).toContainText('Now: "Household"');
  expect(await everywhere(designer)).toEqual([]);

  await dialog.getByRole("tab", { name: "Side by side" }).click();
  await expect(dialog.getByRole("textbox", { name: "as last saved or opened" })).toContainText('"Family"');
  await expect(dialog.getByRole("textbox", { name: "This document" })).toContainText('"Household"');
  expect(await everywhere(designer)).toEqual([]);
  // A narrow page has one column.
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(dialog.getByRole("textbox", { name: /^This document, with what went/ })).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "as last saved or opened", exact: true })).toBeHidden();
});

test("from a change one goes to its place", async ({ designer, page }) => {
  await page.getByRole("button", { name: "New from template…" }).click();
  await page.getByRole("button", { name: /^Contact form/ }).click();
  await designer.write((await designer.text()).replace("Full name", "Your name"));
  await command(page, "compare");
  await dialogOf(page).getByRole("listitem").getByRole("button").press("Enter");
  await expect(designer.editor).toBeFocused();
  await page.keyboard.type('"Name"');
  expect(JSON.parse(await designer.text()).spec.fields[0].label).toBe("Name");
});

test("what was saved is that of the document that is open", async ({ designer, page }) => {
  for (const template of [/^Contact form/, /^Appointment/]) {
    await designer.choose("File", "New from template…");
    await page.getByRole("button", { name: template }).click();
    await designer.choose("Share", /^Compare/);
    await expect(dialogOf(page)).toContainText("Nothing changed: both send the same, to the byte.");
    await page.keyboard.press("Escape");
  }
});

test("of two drafts from the same minute the one that is chosen is compared", async ({ designer, page }) => {
  const noon = new Date("2026-03-01T12:00:00");
  await page.clock.setFixedTime(noon);
  for (const id of ["first", "second", "third"]) {
    await designer.choose("File", "New, empty");
    await designer.write(example("channel").replace("support-portal", id));
  }
  await designer.choose("Share", /^Compare/);
  const select = dialogOf(page).getByLabel("With");
  await expect(select.getByRole("option", { name: /12:00/ })).toHaveCount(2);
  for (const [index, id] of [
    [2, "first"],
    [1, "second"],
  ] as const) {
    await select.selectOption({ index });
    await expect(dialogOf(page).getByRole("listitem").first()).toContainText(`Before: "${id}"`);
    expect(await select.evaluate((element: HTMLSelectElement) => element.selectedIndex)).toBe(index);
  }
});

test("the other version is a file, a link or a text", async ({ designer, page }) => {
  await designer.write(example("channel"));
  await designer.choose("Share", "Compare with another version…");
  const dialog = dialogOf(page);
  await expect(dialog).toContainText("Choose what to compare the document with");
  expect(await everywhere(designer)).toEqual([]);

  const contents = example("channel").replace("Enterprise Support Portal Widget", "Old name").replaceAll("\n", "\r\n");
  await dialog
    .getByLabel("A file…")
    .setInputFiles({ name: "old.json", mimeType: "application/json", buffer: Buffer.from(contents) });
  await expect(dialog.getByRole("listitem")).toHaveText([/name.*Before: "Old name".*Now: "Enterprise/]);

  await dialog.getByText("A link or text…").click();
  const field = dialog.getByLabel("Share link or text");
  await field.fill(example("channel"));
  await press(dialog.getByRole("button", { name: "Compare with this" }));
  await expect(dialog).toContainText("Nothing changed: both send the same, to the byte.");

  const shared = {
    text: example("channel").replace("high", "low"),
    policyDigest: "",
    coreVersion: "",
    name: "theirs.json",
  };
  await field.fill(`https://x.example/#preflight1=${deflateRawSync(JSON.stringify(shared)).toString("base64url")}`);
  await press(dialog.getByRole("button", { name: "Compare with this" }));
  await expect(dialog.getByRole("listitem")).toHaveText([/Before: "low".*Now: "high"/]);
  await expect(dialog.getByLabel("With")).toContainText("the link's theirs.json");

  await field.fill("#preflight1=AAA");
  await press(dialog.getByRole("button", { name: "Compare with this" }));
  await expect(dialog.getByRole("alert")).toContainText("cut short or damaged");
  expect(await everywhere(designer)).toEqual([]);
});
