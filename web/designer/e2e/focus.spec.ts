import type { Locator, Page } from "@playwright/test";
import { command } from "./everywhere.ts";
import { type Designer, example, expect, test } from "./page.ts";

const BROKEN = '{ "kind": "channel", "id": "a", "spec": {}, }';

/** What is done to something that goes by it, and what has the focus then. */
const CASES: { what: string; act: (designer: Designer) => Promise<void>; after: (page: Page) => Locator }[] = [
  {
    what: "the button of a notice",
    act: async (designer) => {
      await designer.write(JSON.stringify(JSON.parse(example("agent-widget")).payload));
      await designer.page.getByRole("button", { name: "Read as payload" }).press("Enter");
    },
    after: (page) => page.getByRole("region", { name: "Editor" }),
  },
  {
    what: "the button of an empty page, by the template that was chosen",
    act: async ({ page }) => {
      await page.getByRole("button", { name: "New from template…" }).press("Enter");
      await page.getByRole("button", { name: /^Contact form/ }).press("Enter");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    },
    after: (page) => page.getByRole("region", { name: "Editor" }),
  },
  {
    what: "the fix of a problem",
    act: async (designer) => {
      await designer.write(BROKEN);
      await designer.page.getByRole("button", { name: "Fix", exact: true }).press("Enter");
      await expect(designer.page.locator(".problem", { hasText: "comma" })).toHaveCount(0);
    },
    after: (page) => page.locator(".problem-place:focus"),
  },
  {
    what: "a draft that is deleted",
    act: async (designer) => {
      const { page } = designer;
      for (const text of ["1", "2"]) {
        await designer.write(text);
        await designer.choose("File", "New, empty");
      }
      await designer.choose("File", "Drafts…");
      await expect(page.locator(".draft")).toHaveCount(2);
      await page
        .getByRole("button", { name: /^Delete untitled/ })
        .first()
        .press("Enter");
      await expect(page.locator(".draft")).toHaveCount(1);
    },
    after: (page) => page.getByRole("button", { name: /^Restore/ }),
  },
  {
    what: "the choice of a kind",
    act: async ({ page }) => {
      await page.getByRole("tab", { name: "Form" }).click();
      await page.getByRole("button", { name: /^Channel/ }).press("Enter");
    },
    after: (page) => page.getByLabel("Kind", { exact: true }),
  },
  {
    what: "the button that adds a spec",
    act: async (designer) => {
      await designer.write('{ "kind": "channel", "id": "a" }');
      await designer.page.getByRole("tab", { name: "Form" }).click();
      await designer.page.getByRole("button", { name: /^Add a spec/ }).press("Enter");
    },
    after: (page) => page.getByRole("group", { name: "Spec" }).getByLabel("Name", { exact: true }),
  },
];

for (const { what, act, after } of CASES) {
  test(`the focus is not lost with ${what}`, async ({ designer }) => {
    await act(designer);
    await expect(after(designer.page)).toBeFocused();
  });
}

test("a problem is gone to wherever the page is", async ({ designer, page }) => {
  await designer.write(BROKEN);
  await page.getByRole("tab", { name: "Outline" }).click();
  await page.locator(".problem-place").first().press("Enter");
  await expect(designer.editor).toBeFocused();

  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("button", { name: /^Problems/ }).click();
  await page.locator(".problem-place").first().press("Enter");
  await expect(designer.editor).toBeFocused();
  await expect(designer.editor).toBeInViewport();

  await designer.verdict.click();
  await expect(page.getByRole("tab", { name: /^Problems/ })).toBeFocused();
});

test("the verdict leads to the problems, whatever the panel shows", async ({ designer, page }) => {
  await designer.write(BROKEN);
  await page.getByRole("tab", { name: "Meters" }).click();
  await designer.verdict.press("Enter");
  await expect(page.getByRole("tab", { name: /^Problems/, selected: true })).toBeFocused();
});

test("a command of the list goes where it leads, though the list lay over it", async ({ designer, page }) => {
  await designer.write(BROKEN);
  await page.getByLabel("Name of the document").focus();
  await command(page, "next problem");
  await expect(designer.editor).toBeFocused();
});

test("from nowhere Shift+F6 goes to the last part of the page", async ({ page, designer }) => {
  await designer.editor.blur();
  await page.keyboard.press("Shift+F6");
  await expect(page.locator("footer")).toBeFocused();
});

test("a dialog keeps keys to itself", async ({ designer, page }) => {
  await designer.write("{}");
  await designer.write('{ "a": 1 }');
  await designer.choose("Share", /^Compare/);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("A link or text…").press("Enter");
  const field = dialog.getByLabel("Share link or text");
  await field.focus();
  await page.keyboard.type("typed");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(field).not.toHaveValue("typed");
  await dialog.getByRole("button", { name: "Close" }).last().focus();
  for (const keys of ["ControlOrMeta+z", "F1", "F8"]) await page.keyboard.press(keys);
  await expect(page.getByRole("dialog")).toHaveCount(1);
  expect(await designer.text()).toBe('{ "a": 1 }');
});

test("keys are found on keyboards with other letters", async ({ designer, page }) => {
  await designer.write("{}");
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  const download = page.waitForEvent("download");
  await page.evaluate(() => {
    const key = { key: "ы", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  await download;
});

test.describe("on Apple's machines", () => {
  test.use({
    page: async ({ page }, use) => {
      await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
      await use(page);
    },
  });

  test("Option with an arrow moves the cursor in a field, and what the field is in elsewhere", async ({
    designer,
    page,
  }) => {
    const inner = { type: "container", components: [{ type: "body", text: "one two", markdown: false }] };
    await designer.editor.focus();
    const text = JSON.stringify({ kind: "rich-card", id: "a", payload: { components: [inner] } }, null, 2);
    await page.keyboard.insertText(text);
    await designer.judged();
    // On other machines an editor for Apple's may take a text with a line end more.
    const before = await designer.text();
    await page.getByRole("tab", { name: "Form" }).click();
    await page.getByRole("button", { name: /^Body/ }).click();
    await page.locator(".form-component-body textarea").first().focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await page.keyboard.press("Alt+Digit1");
    expect(await designer.text()).toBe(before);
    await expect(page.getByRole("tab", { name: "Form" })).toHaveAttribute("aria-selected", "true");
    await page.getByRole("button", { name: /^Move Body$/ }).focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await expect(designer.announcement).toContainText("Body moved to position 2 of 2 in the card");
  });
});

test("from right to left the arrows go where they point", async ({ designer, page }) => {
  await designer.write("{}");
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await page.getByRole("tab", { name: "Text" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tab", { name: "Form" })).toBeFocused();
  const splitter = page.getByRole("separator", { name: "Width of the editor" });
  await splitter.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(splitter).toHaveAttribute("aria-valuenow", "52");
});

test("a name that is taken away is the usual one again", async ({ designer, page }) => {
  await designer.judged();
  const name = page.getByLabel("Name of the document");
  await name.fill("");
  await name.blur();
  await expect(name).toHaveValue("untitled.json");
});

test("a policy that this version cannot judge by is told of, and can be taken back", async ({ page, address }) => {
  await page.goto(address);
  await page.evaluate(() => {
    const policy = { name: "old.toml", file: { limits: { "none.such": 1 } } };
    localStorage.setItem("preflight.designer.policy", JSON.stringify(policy));
  });
  await page.reload();
  await expect(page.getByText("Load a policy that fits this version, or use the default one.")).toBeVisible();
  await page.getByRole("button", { name: "Team policy…" }).click();
  await page.getByRole("button", { name: "Use the default" }).click();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-verdict]")).toHaveText("Empty");
});
