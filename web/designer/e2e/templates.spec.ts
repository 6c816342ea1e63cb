import { command, everywhere } from "./everywhere.ts";
import { expect, file, test } from "./page.ts";

test("an empty page offers templates, and one of them is a good document", async ({ designer, page }) => {
  await page.getByRole("button", { name: "New from template…" }).click();
  const gallery = page.getByRole("dialog", { name: "New from template" });
  await expect(gallery.getByRole("listitem")).toHaveCount(16);
  await gallery.getByRole("button", { name: /^Contact form/ }).click();
  await expect(gallery).toBeHidden();
  expect(await designer.text()).toBe(file("web/designer/src/templates/messenger-contact.json"));
  await expect(designer.verdict).toHaveText("May be published");
  await expect(page.getByLabel("Name of the document")).toHaveValue("messenger-contact.json");
  await expect(page.getByText("(not saved)")).toBeHidden();
  // The page offers no beginning to a document that has begun.
  await expect(page.getByRole("button", { name: "New from template…" })).toBeHidden();
});

test("templates are chosen by kind and by keyboard", async ({ designer, page }) => {
  await command(page, "new from template");
  const gallery = page.getByRole("dialog", { name: "New from template" });
  await gallery.getByRole("radio", { name: "all kinds" }).focus();
  for (let kind = 0; kind < 5; kind++) await page.keyboard.press("ArrowRight");
  await expect(gallery.getByRole("radio", { name: "participant variables" })).toBeChecked();
  await expect(gallery.getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Tab");
  await expect(gallery.getByRole("button", { name: /^VIP context/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(designer.verdict).toHaveText("May be published");
  expect(JSON.parse(await designer.text()).id).toBe("order-context");
});

test("what was open is one step of the undo away, with its name", async ({ designer, page }) => {
  await designer.write('{ "mine": true }');
  await page.getByLabel("Name of the document").fill("mine.json");
  await page.keyboard.press("Enter");
  await designer.choose("File", "New from template…");
  await page.getByRole("button", { name: /^Outage notice/ }).click();
  await expect(page.getByLabel("Name of the document")).toHaveValue("card-outage.json");
  await designer.choose("Edit", /^Undo/);
  expect(await designer.text()).toBe('{ "mine": true }');
  await expect(page.getByLabel("Name of the document")).toHaveValue("mine.json");
  await expect(page.getByText("(not saved)")).toBeAttached();
  await designer.choose("Edit", /^Redo/);
  await expect(page.getByLabel("Name of the document")).toHaveValue("card-outage.json");
});

test("axe finds nothing in the gallery, nor on the empty page", async ({ designer }) => {
  expect(await everywhere(designer)).toEqual([]);
  await designer.choose("File", "New from template…");
  expect(await everywhere(designer)).toEqual([]);
});
