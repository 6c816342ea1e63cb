import type { Page } from "@playwright/test";
import { everywhere } from "./everywhere.ts";
import { Designer, example, expect, test } from "./page.ts";

const name = (page: Page) => page.getByLabel("Name of the document");

test("what was written is there after a reload, and the page says so", async ({ designer, page, address }) => {
  await designer.write(example("channel"));
  await name(page).fill("mine.json");
  await page.keyboard.press("Enter");
  await designer.kept();
  await page.reload();
  await page.locator("html[data-loaded]").waitFor();
  expect(await designer.text()).toBe(example("channel"));
  await expect(name(page)).toHaveValue("mine.json");
  await expect(page.getByText("(not saved)")).toBeAttached();
  const notice = page.locator("[data-notice=returned]");
  await expect(notice).toContainText("mine.json is back as you left it");
  expect(await everywhere(designer)).toEqual([]);

  await notice.getByRole("button", { name: "Start empty" }).press("Enter");
  expect(await designer.text()).toBe("");
  await expect(notice).toBeHidden();
  // It is not lost by that.
  await designer.choose("File", "Drafts…");
  await expect(page.getByRole("dialog", { name: "Drafts" }).getByRole("listitem")).toContainText("mine.json");
  // A reload asks for the page again, which is no request of its own.
  expect(designer.requests.every((request) => request.startsWith(address))).toBe(true);
  designer.requests.length = 0;
});

test("a new tab begins with what was written last", async ({ designer, page, address }) => {
  await designer.write('{ "first": 1 }');
  await designer.kept();
  const second = new Designer(await page.context().newPage());
  await second.open(address);
  expect(await second.text()).toBe('{ "first": 1 }');
  // From then on each has its own.
  await second.choose("File", "New, empty");
  await second.write('{ "second": 2 }');
  await second.kept();
  await page.reload();
  await page.locator("html[data-loaded]").waitFor();
  expect(await designer.text()).toBe('{ "first": 1 }');
  expect(second.complaints).toEqual([]);
  // The reload asked for the page again.
  designer.requests.length = 0;
});

test("versions are restored, compared and deleted, by keyboard", async ({ designer, page }) => {
  await designer.write(example("channel"));
  await designer.choose("File", "New, empty");
  await designer.write('{ "kind": "rich-card", "id": "x", }');
  await designer.choose("File", "New, empty");
  await designer.choose("File", "Drafts…");
  const dialog = page.getByRole("dialog", { name: "Drafts" });
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await expect(dialog.getByRole("listitem").first()).toContainText("Blocked: ");
  await expect(dialog.getByRole("listitem").last()).toContainText("May be published");
  expect(await everywhere(designer)).toEqual([]);

  const last = dialog.getByRole("listitem").last();
  await last.getByRole("button", { name: /^Restore/ }).press("Enter");
  await expect(dialog).toBeHidden();
  expect(await designer.text()).toBe(example("channel"));
  await expect(page.getByText("(not saved)")).toBeAttached();

  await designer.choose("File", "Drafts…");
  await dialog
    .getByRole("listitem")
    .first()
    .getByRole("button", { name: /^Compare/ })
    .press("Enter");
  await expect(page.getByRole("dialog", { name: /^Compare/ })).toBeVisible();
  await page.keyboard.press("Escape");

  await designer.choose("File", "Drafts…");
  await dialog
    .getByRole("listitem")
    .first()
    .getByRole("button", { name: /^Delete/ })
    .press("Enter");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(designer.announcement).toContainText("Deleted the draft");
  await dialog.getByRole("button", { name: "Delete all" }).press("Enter");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await dialog.getByRole("button", { name: "Delete all 1 for good" }).press("Enter");
  await expect(dialog).toContainText("There are no drafts yet");
});

test("a text that rests for a minute is kept as a version, once", async ({ page, address }) => {
  await page.clock.install();
  const designer = new Designer(page);
  await designer.open(address);
  await designer.write(example("channel"));
  await page.clock.fastForward("00:30");
  await designer.choose("File", "Drafts…");
  const dialog = page.getByRole("dialog", { name: "Drafts" });
  await expect(dialog).toContainText("There are no drafts yet");
  await page.clock.fastForward("00:31");
  await expect(dialog.getByRole("listitem")).toHaveText([/May be published. After a rest./]);
  await page.clock.fastForward("10:00");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  expect(designer.complaints).toEqual([]);
});

test("the page works where nothing is kept, and says so once", async ({ page, address }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", { value: undefined });
    for (const storage of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, storage, {
        get: () => {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  const designer = new Designer(page);
  await designer.open(address);
  const notice = page.locator("[data-notice=unkept]");
  await expect(notice).toContainText("keeps no drafts here");
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await designer.write(example("channel"));
  await expect(designer.verdict).toHaveText("May be published");
  // Long enough that it would have been tried to keep it.
  await page.waitForTimeout(700);
  await expect(notice).toBeHidden();
  await designer.choose("File", "Drafts…");
  await expect(page.getByRole("dialog", { name: "Drafts" })).toContainText("This browser keeps nothing here");
  await page.keyboard.press("Escape");
  // Closing the page would lose it.
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  await (await asked).accept();
  await closing;
  expect(designer.complaints).toEqual([]);
  expect(designer.requests).toEqual([]);
});

test("a tab that was duplicated keeps a document of its own", async ({ page, address }) => {
  const designer = new Designer(page);
  await designer.open(address);
  await designer.write('{ "first": 1 }');
  await page.waitForTimeout(700);
  // A window that a page opens has a copy of what the session of the page keeps, as a duplicated tab has.
  const [other] = await Promise.all([
    page.context().waitForEvent("page"),
    page.evaluate(() => void open(location.href)),
  ]);
  await other.locator("html[data-loaded]").waitFor();
  const second = new Designer(other);
  await second.write('{ "second": 2 }');
  await page.waitForTimeout(700);
  for (const [tab, text] of [
    [page, '{ "first": 1 }'],
    [other, '{ "second": 2 }'],
  ] as const) {
    await tab.reload();
    await tab.locator("html[data-loaded]").waitFor();
    expect(await new Designer(tab).text()).toBe(text);
  }
});
