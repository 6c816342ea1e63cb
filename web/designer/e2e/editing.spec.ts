import type { Page } from "@playwright/test";
import { example, expect, file, test } from "./page.ts";

test("an empty page is judged, and a good document may be published", async ({ designer }) => {
  await expect(designer.verdict).toHaveText("Empty");
  await designer.write(example("widget-configuration"));
  await expect(designer.verdict).toHaveText("May be published");
});

test("findings are listed, underlined and gone to by keyboard", async ({ designer }) => {
  await designer.write(file("examples/blocked/json_trailing-comma.json"));
  await expect(designer.verdict).toHaveText("Blocked: 2 errors");
  await expect(designer.page.locator(".cm-lintRange-error, .cm-lintPoint-error")).not.toHaveCount(0);
  await designer.editor.press("ControlOrMeta+Home");
  await designer.editor.press("F8");
  await expect(designer.announcement).toContainText("error, line");
  await expect(designer.page.locator(".problem[data-current]")).toHaveCount(1);
});

test("a fix is shown before it is made, and one step of the undo takes it back", async ({ designer }) => {
  const broken = file("examples/blocked/json_trailing-comma.json");
  await designer.write(broken);
  await designer.page.getByRole("button", { name: "Preview fix" }).first().click();
  const dialog = designer.page.getByRole("dialog");
  await expect(dialog.locator(".diff-line.removed")).not.toHaveCount(0);
  expect(await designer.axe()).toEqual([]);
  await dialog.getByRole("button", { name: "Make this change" }).click();
  await expect(designer.verdict).toHaveText("Blocked: 1 error");
  expect(await designer.text()).not.toBe(broken);
  await designer.choose("Edit", "Undo");
  await designer.judged();
  expect(await designer.text()).toBe(broken);
});

/** Does something between a press on a button and the core's answer to it, which comes in a later task. */
async function pressAnd(page: Page, button: string, meanwhile: string): Promise<void> {
  await page.evaluate(
    async ([button, meanwhile]) => {
      const found = [...document.querySelectorAll("button")].find(({ textContent }) => textContent?.trim() === button);
      const editor = document.querySelector(".editor")?.shadowRoot?.querySelector<HTMLElement>(".cm-content");
      found?.click();
      const transfer = new DataTransfer();
      transfer.setData("text/plain", meanwhile ?? "");
      editor?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
    },
    [button, meanwhile],
  );
}

test("what is written while a fix is worked out is not lost", async ({ designer, page }) => {
  const broken = '{ "kind": "channel", "id": "a", "spec": {}, }';
  await designer.write(broken);
  for (const button of ["Fix", "Preview fix", "Fix all safe (1)"]) {
    await pressAnd(page, button, " ");
    await expect(designer.announcement).toContainText("The document changed meanwhile");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await designer.judged();
  }
  expect(await designer.text()).toBe(`${broken}   `);
});

test("all safe fixes are made together", async ({ designer }) => {
  await designer.write('{ "kind": "channel", "id": "a", "spec": {}, }');
  await designer.page.getByRole("button", { name: /^Fix all safe/ }).click();
  await designer.page.getByRole("dialog").getByRole("button", { name: /^Make/ }).click();
  expect(await designer.text()).toBe('{ "kind": "channel", "id": "a", "spec": {} }');
});

test("the core completes keys, and walks through what is still to be written", async ({ designer }) => {
  await designer.write('{\n  "kind": "channel",\n  "id": "a",\n  \n}');
  await designer.editor.press("ControlOrMeta+Home");
  for (let line = 0; line < 3; line++) await designer.editor.press("ArrowDown");
  await designer.editor.press("End");
  await designer.editor.press("Control+Space");
  const spec = designer.page.getByRole("option", { name: /^spec/ });
  await expect(spec).toBeVisible();
  expect(await designer.axe()).toEqual([]);
  await designer.page.keyboard.type("spec");
  await designer.page.keyboard.press("Enter");
  await designer.judged();
  const parsed = JSON.parse(await designer.text());
  expect(Object.keys(parsed)).toEqual(["kind", "id", "spec"]);
});

test("a completion is one step of the undo, with the comma that it needs", async ({ designer, page }) => {
  const text = '{\n  "kind": "channel",\n  "id": "a"\n  \n}';
  await designer.write(text);
  await designer.editor.press("ControlOrMeta+Home");
  for (let line = 0; line < 3; line++) await designer.editor.press("ArrowDown");
  await designer.editor.press("End");
  await designer.editor.press("Control+Space");
  await page.getByRole("option", { name: /^spec/ }).click();
  expect(await designer.text()).toContain('"id": "a",\n  "spec": {');
  // What is still to be written is selected, and typed over.
  await page.keyboard.type("x");
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+z");
  expect(await designer.text()).toBe(text);
});

test("an empty document completes to a whole manifest of a kind", async ({ designer }) => {
  await designer.editor.focus();
  await designer.editor.press("Control+Space");
  await designer.page.getByRole("option", { name: /rich-card/ }).click();
  await designer.judged();
  expect(JSON.parse(await designer.text()).kind).toBe("rich-card");
});

test("a key is explained on hover and by keyboard", async ({ designer }) => {
  await designer.write(example("widget-configuration"));
  const key = designer.page.locator(".cm-line span", { hasText: '"borderRadius"' }).first();
  await key.hover();
  const tooltip = designer.page.locator(".editor .hover");
  await expect(tooltip).toContainText("50");
  await designer.page.mouse.move(0, 0);
  await expect(tooltip).toHaveCount(0);
  await key.click();
  await designer.page.mouse.move(0, 0);
  await designer.editor.press("Control+i");
  await expect(tooltip).toContainText("50");
  await designer.editor.press("Escape");
  await expect(tooltip).toHaveCount(0);
});

test("the outline leads to its places", async ({ designer }) => {
  await designer.write(example("rich-card"));
  await designer.page.getByRole("tab", { name: "Outline" }).click();
  await designer.page.getByRole("button", { name: /^templateId/ }).click();
  expect(await designer.selected()).toBe('"templateId"');
  await expect(designer.page.locator("[aria-current=location]")).toHaveCount(1);
  expect(await designer.axe()).toEqual([]);
});

test("Tab leaves the editor, and F6 goes from part to part", async ({ designer }) => {
  const { page } = designer;
  await designer.editor.focus();
  await page.keyboard.press("Tab");
  await expect(designer.editor).not.toBeFocused();
  const seen = new Set<string>();
  for (let turn = 0; turn < 6; turn++) {
    await page.keyboard.press("F6");
    seen.add(
      await page.evaluate(() => {
        const part = document.activeElement?.closest("[data-landmark]");
        return part?.getAttribute("aria-label") ?? part?.localName ?? "";
      }),
    );
  }
  expect([...seen].sort()).toEqual(["Editor", "Preview", "Problems and meters", "footer", "header"]);
});

test("commands are found by their words and run by keyboard", async ({ designer }) => {
  const { page } = designer;
  await page.keyboard.press("F1");
  await page.keyboard.type("outline");
  expect(await designer.axe()).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Outline" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("menus work by keyboard alone", async ({ designer }) => {
  const { page } = designer;
  await designer.write(example("channel"));
  await page.getByRole("button", { name: "Edit" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Undo" })).toBeFocused();
  expect(await designer.axe()).toEqual([]);
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Previous problem" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
});

test("the parts of the page are resized by keyboard and by pointer, and stay so", async ({ designer }) => {
  const { page } = designer;
  const splitter = page.getByRole("separator", { name: "Width of the editor" });
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await expect(splitter).toHaveAttribute("aria-valuenow", "52");
  const box = await splitter.boundingBox();
  if (box === null) throw new Error("the splitter is not there");
  await page.mouse.move(box.x + 4, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(384, 200);
  await page.mouse.up();
  await expect(splitter).toHaveAttribute("aria-valuenow", "30");
});

test("meters tell every limit that the kind has, and the one that is broken", async ({ designer }) => {
  await designer.write(file("examples/blocked/limit_too-many.json"));
  await designer.page.getByRole("tab", { name: "Meters" }).click();
  const meter = designer.page.getByRole("meter", { name: "Buttons in the largest group" });
  await expect(meter).toHaveAttribute("value", "6");
  await expect(designer.page.getByText("6 of 5 buttons: too much")).toBeVisible();
  await expect(designer.page.getByRole("meter", { name: "Body as sent" })).toBeVisible();
  expect(await designer.axe()).toEqual([]);
});

test("typing over a selection breaks no policy, and closes and wraps as elsewhere", async ({ designer, page }) => {
  for (const [text, typed, expected] of [
    ['{ "first": 1 }', "xy", "xy"],
    ["null", '"', '"null"'],
    ["1", "[", "[1]"],
  ] as const) {
    await designer.write(text);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(typed);
    expect(await designer.text()).toBe(expected);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await designer.text()).toBe(text);
  }
});
