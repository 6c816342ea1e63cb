import type { Page } from "@playwright/test";
import { everywhere } from "./everywhere.ts";
import { test as base, Designer, example, expect } from "./page.ts";
import { type SessionServer, serveSession, TOKEN } from "./session-server.ts";

const CARD = example("rich-card").replaceAll("\n", "\r\n");

const test = base.extend<{ session: SessionServer }>({
  session: async ({ address }, use) => {
    const session = await serveSession(address, CARD);
    await use(session);
    await session.close();
  },
});

async function opened(page: Page, session: SessionServer): Promise<Designer> {
  const designer = new Designer(page);
  await designer.open(session.address, `#session=${TOKEN}`);
  return designer;
}

const unsaved = (page: Page) => page.getByText("(not saved)");

/** Only the document is asked for once the page has loaded. */
function onlyTheDocument(designer: Designer, session: SessionServer): void {
  expect(new Set(designer.requests)).toEqual(new Set([`${session.address}/session/document`]));
}

test("the file of the program is open, judged by its policy, and the address tells no token", async ({
  page,
  session,
}) => {
  const designer = await opened(page, session);
  expect(await designer.text()).toBe(example("rich-card"));
  await expect(page.getByLabel("Name of the document")).toHaveValue("card.json");
  await expect(page.locator(".foot")).toContainText("preflight.toml");
  await expect(page.locator(".foot")).toContainText(String(session.told.policyDigest).slice(0, 12));
  expect(page.url()).toBe(`${session.address}/`);
  await expect(unsaved(page)).toBeHidden();
  await expect(page.locator(".notice")).toBeHidden();
  expect(session.asked).toEqual(["GET"]);
  expect([...designer.complaints, ...designer.requests]).toEqual([]);
});

test("saving writes the file, with its line ends, as often as one likes", async ({ page, session }) => {
  const designer = await opened(page, session);
  for (const id of ["first", "second"]) {
    await designer.write(example("rich-card").replace("order-confirmation", id));
    await expect(unsaved(page)).toBeAttached();
    await page.keyboard.press("ControlOrMeta+s");
    await expect(unsaved(page)).toBeHidden();
    expect(session.file).toBe(CARD.replace("order-confirmation", id));
  }
  await expect(designer.announcement).toContainText("Saved cards/card.json");
  onlyTheDocument(designer, session);
  expect(designer.complaints).toEqual([]);
});

/** The program answers one request after the other, and none before what is returned is called. */
async function slowly(page: Page): Promise<() => void> {
  let begin = () => {};
  let last = new Promise<void>((done) => {
    begin = done;
  });
  await page.route("**/session/document", (route) => {
    last = last.then(async () => route.fulfill({ response: await route.fetch() }));
  });
  return begin;
}

test("saving twice in a row is no conflict", async ({ page, session }) => {
  const designer = await opened(page, session);
  await designer.write("{}");
  const answer = await slowly(page);
  await page.keyboard.press("ControlOrMeta+s");
  await page.keyboard.press("ControlOrMeta+s");
  answer();
  await expect(unsaved(page)).toBeHidden();
  await expect.poll(() => session.asked.filter((one) => one.startsWith("PUT")).length).toBe(2);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(session.file).toBe("{}");
});

test("a document that is opened while another one is being saved does not get its file", async ({ page, session }) => {
  const designer = await opened(page, session);
  await designer.write('{ "mine": true }');
  const answer = await slowly(page);
  await page.keyboard.press("ControlOrMeta+s");
  await designer.choose("File", "New, empty");
  await designer.write('{ "other": true }');
  answer();
  await expect.poll(() => session.file).toBe('{ "mine": true }');
  await expect(designer.announcement).toContainText("Saved cards/card.json");
  await expect(unsaved(page)).toBeAttached();
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  const download = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+s");
  await download;
  expect(session.file).toBe('{ "mine": true }');
});

test("after a reload it is the same session", async ({ page, session }) => {
  const designer = await opened(page, session);
  session.file = example("channel");
  await page.reload();
  await page.locator("html[data-loaded]").waitFor();
  expect(await designer.text()).toBe(example("channel"));
  await designer.write("{}");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(unsaved(page)).toBeHidden();
  expect(session.file).toBe("{}");
});

test("changes that were not saved are offered after a reload", async ({ page, session }) => {
  const designer = await opened(page, session);
  await designer.write('{ "mine": true }');
  await designer.kept();
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.locator("html[data-loaded]").waitFor();
  expect(await designer.text()).toBe(example("rich-card"));
  await page.locator("[data-notice=returned]").getByRole("button", { name: "Take them back" }).press("Enter");
  expect(await designer.text()).toBe('{ "mine": true }');
  await expect(unsaved(page)).toBeAttached();
  await page.keyboard.press("ControlOrMeta+s");
  await expect.poll(() => session.file).toBe('{ "mine": true }');
});

test.describe("a file that something else changed", () => {
  const conflict = (page: Page) => page.getByRole("dialog", { name: "card.json was changed on the disk" });

  async function collide(page: Page, session: SessionServer): Promise<Designer> {
    const designer = await opened(page, session);
    await designer.write('{\n  "mine": true\n}');
    session.file = '{\r\n  "theirs": true\r\n}';
    await page.keyboard.press("ControlOrMeta+s");
    await expect(conflict(page)).toContainText('"theirs": true');
    await expect(conflict(page)).toContainText('"mine": true');
    return designer;
  }

  test("is not written, and the differences are shown", async ({ page, session }) => {
    const designer = await collide(page, session);
    expect(await everywhere(designer)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(conflict(page)).toBeHidden();
    await expect(unsaved(page)).toBeAttached();
    expect(session.file).toContain("theirs");
  });

  test("is written over when a person says so", async ({ page, session }) => {
    await collide(page, session);
    await conflict(page).getByRole("button", { name: "Overwrite the file" }).press("Enter");
    await expect(unsaved(page)).toBeHidden();
    expect(session.file).toBe('{\r\n  "mine": true\r\n}');
    expect(session.asked.at(-1)).toBe("PUT *");
  });

  test("is loaded when a person says so, and what was written here is a draft", async ({ page, session }) => {
    const designer = await collide(page, session);
    await conflict(page).getByRole("button", { name: "Load the file's version" }).press("Enter");
    expect(await designer.text()).toBe('{\n  "theirs": true\n}');
    await expect(unsaved(page)).toBeHidden();
    await designer.choose("File", "Drafts…");
    await expect(page.getByRole("dialog", { name: "Drafts" }).getByRole("listitem").first()).toContainText("card.json");
  });
});

test("a program that has ended is told of, and the document can be saved elsewhere", async ({ page, session }) => {
  const designer = await opened(page, session);
  await designer.write("{}");
  await session.close();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByRole("dialog", { name: "card.json was not saved" })).toContainText("has probably ended");
  expect(await designer.axe()).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await designer.text()).toBe("{}");
});

test("a program of another version is told of", async ({ page, session }) => {
  session.told.coreVersion = "9.9.9";
  await opened(page, session);
  await expect(page.locator("[data-notice=session]")).toContainText(
    "The program judges by version 9.9.9 and this page by",
  );
});

test("a wrong token opens nothing", async ({ page, session }) => {
  const designer = new Designer(page);
  await designer.open(session.address, "#session=guess");
  await expect(page.locator("[data-notice=session]")).toContainText("This is not the page that preflight opened");
  expect(await designer.text()).toBe("");
  expect(session.file).toBe(CARD);
});

test("without a session nothing is ever asked", async ({ designer, page }) => {
  await designer.write("{}");
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  const download = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+s");
  await download;
  expect(designer.requests).toEqual([]);
});

test("what was written here before is among the drafts once a program opens its file", async ({ page, session }) => {
  const before = new Designer(page);
  await before.open(session.address);
  await before.write('{ "scratch": 1 }');
  await before.kept();
  const designer = await opened(await page.context().newPage(), session);
  expect(await designer.text()).toBe(example("rich-card"));
  await expect(designer.page.locator("[data-notice=returned]")).toBeHidden();
  await designer.choose("File", "Drafts…");
  const drafts = designer.page.getByRole("dialog", { name: "Drafts" });
  await drafts.getByRole("button", { name: /^Restore/ }).click();
  await expect.poll(() => designer.text()).toBe('{ "scratch": 1 }');
  // It is not the program's file.
  await designer.page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  const download = designer.page.waitForEvent("download");
  await designer.page.keyboard.press("ControlOrMeta+s");
  await download;
  expect(session.asked).toEqual(["GET"]);
});
