import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { Drawing } from "./drawing.ts";
import { everywhere } from "./everywhere.ts";
import { type Designer, example, expect, test } from "./page.ts";

/** Without the File System Access API, as in most browsers. */
async function withoutPickers(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, { showOpenFilePicker: undefined, showSaveFilePicker: undefined });
  });
}

async function openFile(designer: Designer, name: string, contents: string | Buffer): Promise<void> {
  const chooser = designer.page.waitForEvent("filechooser");
  await designer.choose("File", /^Open…/);
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(contents) });
}

/** Drops a file on an element, as the browser tells of it. */
async function drop(page: Page, target: string, name: string, contents: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, contents]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([contents ?? ""], name ?? "", { type: "application/json" }));
      return transfer;
    },
    [name, contents],
  );
  await page.dispatchEvent(target, "dragenter", { dataTransfer: transfer });
  await expect(page.getByText("Drop the file to open it").first()).toBeVisible();
  expect(await page.locator("[data-announcement]").textContent()).toContain("Drop the file to open it");
  await page.dispatchEvent(".drop-target", "drop", { dataTransfer: transfer });
  await expect(page.locator(".drop-target")).toBeHidden();
}

async function paste(page: Page, contents: string, name?: string): Promise<void> {
  await page.evaluate(
    ([contents, name]) => {
      const clipboardData = new DataTransfer();
      if (name === undefined) clipboardData.setData("text/plain", contents ?? "");
      else clipboardData.items.add(new File([contents ?? ""], name, { type: "application/json" }));
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    [contents, name],
  );
}

const name = (page: Page) => page.getByLabel("Name of the document");
const unsaved = (page: Page) => page.getByText("(not saved)");

test.describe("where pages may not write files", () => {
  test.beforeEach(async ({ page, designer }) => {
    expect(designer.requests).toEqual([]);
    await withoutPickers(page);
  });

  test("a file is opened, changed and saved with its line ends and its byte order mark", async ({ designer, page }) => {
    const contents = `\ufeff${example("channel").replaceAll("\n", "\r\n")}`;
    await openFile(designer, "my channel.json", contents);
    await expect(name(page)).toHaveValue("my channel.json");
    await expect(unsaved(page)).toBeHidden();
    // The page judges what the program would: it knows of the mark.
    await expect(page.locator(".problem")).toContainText("byte order mark");

    await designer.editor.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("Enter");
    await expect(unsaved(page)).toBeAttached();
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("ControlOrMeta+s");
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("my channel.json");
    expect(await readFile(await download.path(), "utf8")).toBe(`${contents}\r\n`);
    await expect(unsaved(page)).toBeHidden();
    await expect(designer.announcement).toContainText("Saved my channel.json");
  });

  test("line ends that are mixed are said to become one sort", async ({ designer, page }) => {
    await openFile(designer, "a.json", "{\r\n\r\n}\n");
    await expect(page.locator("[data-notice=line-ends]")).toContainText("all of its lines end with CRLF");
  });

  const refused = [
    ["over 1 MiB", Buffer.alloc(1_048_577, 32), "1,048,577 bytes; at most 1 MiB"],
    ["not UTF-8", Buffer.from('{\n "a": "caf\xe9" }', "latin1"), "byte 13 (E9, line 2, column 11)"],
    ["UTF-16", Buffer.from("\ufeff{}", "utf16le"), "It is UTF-16"],
  ] as const;
  for (const [what, contents, message] of refused) {
    test(`a file that is ${what} is refused with what is wrong`, async ({ designer, page }) => {
      await designer.write('{ "mine": true }');
      await openFile(designer, "bad.json", contents);
      const dialog = page.getByRole("dialog", { name: "bad.json was not opened" });
      await expect(dialog).toContainText(message);
      expect(await everywhere(designer)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      expect(await designer.text()).toBe('{ "mine": true }');
    });
  }

  test("of a file with a document on each line one is chosen", async ({ designer, page }) => {
    const lines = ["rich-card", "channel"].map((kind) => JSON.stringify(JSON.parse(example(kind))));
    await openFile(designer, "all.ndjson", `${lines.join("\n")}\n`);
    const dialog = page.getByRole("dialog", { name: "all.ndjson holds 2 documents" });
    await expect(dialog).toContainText("It is NDJSON");
    expect(await everywhere(designer)).toEqual([]);
    await dialog.getByRole("button", { name: /support-portal channel line 2/ }).press("Enter");
    expect(await designer.text()).toBe(lines[1]);
    await expect(name(page)).toHaveValue("all-2.json");
    await expect(unsaved(page)).toBeAttached();
  });
});

test.describe("where pages may write files", () => {
  test.beforeEach(async ({ page, designer }) => {
    expect(designer.requests).toEqual([]);
    // The picker is the browser's own, which no test can press; the file behind it is a real one of its private folder.
    await page.evaluate(
      async (contents) => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle("picked.json", { create: true });
        const file = await handle.createWritable();
        await file.write(contents);
        await file.close();
        const other = await folder.getFileHandle("other.json", { create: true });
        Object.assign(window, { showOpenFilePicker: async () => [handle], showSaveFilePicker: async () => other });
      },
      example("rich-card").replaceAll("\n", "\r\n"),
    );
  });

  const read = (page: Page, file: string) =>
    page.evaluate(async (file) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(file);
      return (await handle.getFile()).text();
    }, file);

  test("saving writes the file that was opened, and save as another one", async ({ designer, page }) => {
    const contents = example("rich-card").replaceAll("\n", "\r\n");
    await page.keyboard.press("ControlOrMeta+o");
    await expect(name(page)).toHaveValue("picked.json");
    await designer.editor.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("Enter");
    await expect(unsaved(page)).toBeAttached();
    await page.keyboard.press("ControlOrMeta+s");
    await expect(unsaved(page)).toBeHidden();
    expect(await read(page, "picked.json")).toBe(`${contents}\r\n`);

    await page.keyboard.press("ControlOrMeta+Shift+s");
    await expect(name(page)).toHaveValue("other.json");
    expect(await read(page, "other.json")).toBe(`${contents}\r\n`);
  });

  test("after a reload the document still has its file", async ({ designer, page, address }) => {
    await page.keyboard.press("ControlOrMeta+o");
    await expect(name(page)).toHaveValue("picked.json");
    await designer.write("{}");
    await page.waitForTimeout(700);
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(address);
    await page.locator("html[data-loaded]").waitFor();
    await expect(unsaved(page)).toBeAttached();
    await page.keyboard.press("ControlOrMeta+s");
    await expect(unsaved(page)).toBeHidden();
    expect(await read(page, "picked.json")).toBe("{}");
    // A reload asks for the page again, which is no request of its own.
    expect(designer.requests.every((request) => request.startsWith(address))).toBe(true);
    designer.requests.length = 0;
  });

  test("another document does not go into that file", async ({ designer, page }) => {
    await designer.choose("File", /^Open…/);
    await expect(name(page)).toHaveValue("picked.json");
    await designer.choose("File", "New, empty");
    await designer.write("{}");
    await page.keyboard.press("ControlOrMeta+s");
    await expect(name(page)).toHaveValue("other.json");
    expect(await read(page, "other.json")).toBe("{}");
    expect(await read(page, "picked.json")).toContain("order-confirmation");
  });

  test("closing the page is asked about while the file lacks what was written", async ({ designer, page }) => {
    await designer.choose("File", /^Open…/);
    await expect(name(page)).toHaveValue("picked.json");
    await designer.write("{}");
    const asked = page.waitForEvent("dialog");
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await closing;
    await page.keyboard.press("ControlOrMeta+s");
    await expect(unsaved(page)).toBeHidden();
  });
});

test("a file is dropped anywhere on the page", async ({ designer, page }) => {
  await drop(page, ".head", "dropped.json", example("channel"));
  await expect(name(page)).toHaveValue("dropped.json");
  expect(await designer.text()).toBe(example("channel"));
  // The editor would put it where it falls.
  await drop(page, ".editor", "again.json", "{}");
  await expect(name(page)).toHaveValue("again.json");
  expect(await designer.text()).toBe("{}");
});

test("a file is dropped on the drawing, too", async ({ designer, page }) => {
  await designer.write(example("rich-card"));
  const drawing = new Drawing(designer);
  const over = (type: string) =>
    drawing.frame().evaluate((type) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["{}"], "a.json"));
      return !document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, type);
  await expect(page.frameLocator("iframe").first().getByRole("button").first()).toBeVisible();
  expect(await over("dragenter")).toBe(true);
  expect(await over("dragover")).toBe(true);
  expect(await over("drop")).toBe(true);
  await expect(page.locator(".drop-target")).toBeVisible();
  // It lies over the frame, so the page gets what is dropped.
  const covered = await page.evaluate(() => {
    const box = document.querySelector("iframe")?.getBoundingClientRect();
    return document.elementFromPoint((box?.x ?? 0) + 20, (box?.y ?? 0) + 20)?.closest(".drop-target") !== null;
  });
  expect(covered).toBe(true);
  await page.mouse.move(200, 200);
  await expect(page.locator(".drop-target")).toBeHidden();
});

test("no file is opened behind a dialog", async ({ designer, page }) => {
  await designer.write("{}");
  await designer.choose("File", "Drafts…");
  const taken = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["[]"], "a.json"));
    const dialog = document.querySelector("dialog");
    return ["dragenter", "drop"].map(
      (type) => !dialog?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })),
    );
  });
  expect(taken).toEqual([true, true]);
  await expect(page.locator(".drop-target")).toBeHidden();
  expect(await designer.text()).toBe("{}");
});

test("axe finds nothing while a file is held over the page", async ({ designer, page }) => {
  const transfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["{}"], "a.json"));
    return transfer;
  });
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await expect(page.locator(".drop-target")).toBeVisible();
  expect(await everywhere(designer)).toEqual([]);
  await page.dispatchEvent("body", "dragleave", { dataTransfer: transfer });
  await expect(page.locator(".drop-target")).toBeHidden();
});

test("an empty page takes a text that is pasted anywhere, and a file always", async ({ designer, page }) => {
  await paste(page, example("rich-card"));
  expect(await designer.text()).toBe(example("rich-card"));
  await expect(unsaved(page)).toBeAttached();
  await designer.judged();
  // In a page that is not empty, a text goes where the cursor is.
  await paste(page, "more");
  expect(await designer.text()).toBe(example("rich-card"));
  await paste(page, "{}", "pasted.json");
  await expect(name(page)).toHaveValue("pasted.json");
  expect(await designer.text()).toBe("{}");
});

test("fields of the page take what is pasted into them", async ({ designer, page }) => {
  await name(page).focus();
  await paste(page, "{}");
  expect(await designer.text()).toBe("");
});

test("what a program for tables copies is its text, not the picture of it", async ({ designer, page }) => {
  await designer.write("{}");
  await name(page).focus();
  const taken = await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "a cell");
    clipboardData.items.add(new File(["PNG"], "image.png", { type: "image/png" }));
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await designer.text()).toBe("{}");
});

test("a bare payload is offered to be read as what it looks like", async ({ designer, page }) => {
  const payload = JSON.stringify(JSON.parse(example("agent-widget")).payload, null, 2);
  await designer.write(payload);
  await expect(designer.verdict).toContainText("Blocked");
  const notice = page.locator("[data-notice=read-as]");
  await expect(notice).toContainText("looks like the payload of an agent widget");
  expect(await everywhere(designer)).toEqual([]);
  await notice.getByRole("button", { name: "Read as payload" }).press("Enter");
  await expect(designer.verdict).toHaveText("May be published");
  await expect(page.getByLabel("Read as")).toHaveValue("agent-widget");
  await expect(notice).toBeHidden();

  await designer.write(example("agent-widget"));
  await expect(notice).toContainText("looks like a manifest");
  await page.getByLabel("Read as").selectOption("");
  await expect(designer.verdict).toHaveText("May be published");
  await expect(notice).toBeHidden();

  // Each document has its own offer.
  for (const document of [payload, `${payload}\n`]) {
    await paste(page, document, "payload.json");
    await expect(notice).toContainText("looks like the payload of an agent widget");
    await designer.judged();
  }
});
