import type { Page } from "@playwright/test";
import { type Designer, example, expect, test } from "./page.ts";

// Whole forms are walked and judged by axe here.
test.describe.configure({ timeout: 60_000 });

async function formOf(designer: Designer, text: string) {
  await designer.write(text);
  await designer.page.getByRole("tab", { name: "Form" }).click();
  return designer.page.getByRole("form", { name: "Document as a form" });
}

/** What is selected in the text. */
function selected(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { preflight } = window as unknown as {
      preflight: { text(): string; selection(): { from: number; to: number } };
    };
    const { from, to } = preflight.selection();
    return preflight.text().slice(from, to);
  });
}

test.describe("while the text is no JSON", () => {
  test("what can be read stays editable, and the rest leads to its place", async ({ designer }) => {
    const broken = example("channel").replace('"requireConsent": true', '"requireConsent": tru');
    const form = await formOf(designer, broken);
    await expect(form.getByText("Something here is no JSON").first()).toBeVisible();
    await expect(form.getByLabel("Require consent", { exact: true })).toHaveCount(0);
    await form.getByLabel("Description", { exact: true }).fill("Still works");
    await form.getByRole("button", { name: "Add origin" }).click();
    await designer.page.keyboard.type("https://a.example");
    const now = await designer.text();
    expect(now).toContain('"description": "Still works"');
    expect(now).toContain('"https://portal.example.com", "https://a.example"]');
    expect(now).toContain('"requireConsent": tru\n');
    expect(await designer.axe()).toEqual([]);
    await form.getByRole("button", { name: "Show in the text" }).first().click();
    await expect(designer.editor).toBeFocused();
    await designer.page.keyboard.insertText("true");
    await designer.page.getByRole("tab", { name: "Form" }).click();
    await expect(form.getByLabel("Require consent")).toBeChecked();
    await expect(form.getByText("Something here is no JSON")).toHaveCount(0);
  });

  for (const [what, text] of [
    ["a brace is missing at the end", example("channel").trimEnd().slice(0, -1)],
    ["a comma is missing", example("channel").replace('"default",', '"default"')],
    ["a comma is left over", example("channel").replace('"na"', '"na",')],
    ["comments stand in it", example("channel").replace('"spec"', '// the spec\n  /* here */ "spec"')],
    [
      "a value is missing",
      example("channel").replace('"compact"', "").replace('"kind": "channel"', '"kind": "channel", "x": '),
    ],
  ] as const) {
    test(`${what}: typing changes that field alone`, async ({ designer }) => {
      const form = await formOf(designer, text);
      await form.getByLabel("Queue ID").fill("q");
      await expect.poll(() => designer.text()).toBe(text.replace("2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5", "q"));
    });
  }

  test("a text that is no object says so", async ({ designer }) => {
    const form = await formOf(designer, "[1, 2]");
    await expect(form).toContainText("The document is no object");
    expect(await designer.axe()).toEqual([]);
  });

  test("a text that cannot be read at all says so", async ({ designer }) => {
    const form = await formOf(designer, "nonsense");
    await expect(form).toContainText("no JSON");
    expect(await designer.text()).toBe("nonsense");
  });

  test("a card with a thousand levels is shown as far as is good", async ({ designer }) => {
    const deep = '{"type":"container","components":['.repeat(1000);
    const levels = `{"kind":"rich-card","id":"x","payload":{"components":[${deep}${"]}".repeat(1000)}]}}`;
    const form = await formOf(designer, levels);
    await expect(form.getByRole("button", { name: "Show the levels below in the text" })).toHaveCount(1);
    await expect(form.getByText(/1000 of 20 components/)).toBeVisible();
  });

  test("an object with ten thousand keys is shown in portions", async ({ designer }) => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `"k${index}":${index}`).join(",");
    const form = await formOf(designer, `{"kind":"channel","id":"x","spec":{${keys}}}`);
    await form.getByRole("button", { name: "Show 100 more of 9900" }).click();
    await expect(form.getByLabel("k199 as JSON")).toHaveValue("199");
    await expect(form.getByLabel("k200 as JSON")).toHaveCount(0);
  });

  test("levels without end do not end the page", async ({ designer }) => {
    const form = await formOf(designer, `{"kind":"channel","id":"x","spec":${"[".repeat(50_000)}`);
    await expect(form).toBeVisible();
  });
});

test.describe("the form and the text point at each other", () => {
  test("a field that gets the focus is selected in the text, and keeps the focus", async ({ designer }) => {
    const form = await formOf(designer, example("channel"));
    const field = form.getByLabel("Widget ID");
    await field.focus();
    expect(await selected(designer.page)).toBe('"widget-prod-001"');
    await expect(field).toBeFocused();
    await field.press("Tab");
    await expect.poll(() => selected(designer.page)).toBe('"default"');
  });

  test("what is selected in the text is marked in the form, and opened and scrolled to", async ({ designer }) => {
    const { page } = designer;
    const text = example("widget-configuration").replace('"Billing"', '""');
    const form = await formOf(designer, text);
    await designer.judged();
    await page.getByRole("button", { name: /Fix all safe/ }).focus();
    await page.keyboard.press("F8");
    const option = form.getByLabel("Option 3", { exact: true });
    await expect(option).toBeInViewport();
    await expect(form.locator("[data-current]")).toHaveCount(1);
    await expect(form.locator("[data-current]").getByLabel("Option 3", { exact: true })).toBeVisible();
  });
});

test.describe("one history", () => {
  test("steps in the text, in fields and by drag are taken back in their order", async ({ designer }) => {
    const { page } = designer;
    const text = example("widget-configuration");
    const form = await formOf(designer, text);
    await form.getByLabel("Border radius", { exact: true }).fill("10");
    const first = await designer.text();
    const handle = form.getByRole("button", { name: "Move Department", exact: true });
    await handle.scrollIntoViewIfNeeded();
    const target = await form.getByLabel("Label of field 1").boundingBox();
    await handle.hover();
    await page.mouse.down();
    await page.mouse.move((target?.x ?? 0) + 10, (target?.y ?? 0) + 40, { steps: 4 });
    await page.mouse.move((target?.x ?? 0) + 10, (target?.y ?? 0) + 2, { steps: 4 });
    await page.mouse.up();
    const second = await designer.text();
    expect(second).not.toBe(first);
    await page.getByRole("tab", { name: "Text" }).click();
    await designer.editor.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n");
    await page.getByRole("tab", { name: "Form" }).click();
    await form.getByLabel("Widget ID").focus();
    for (const before of [second, first, text]) {
      await page.keyboard.press("Control+z");
      expect(await designer.text()).toBe(before);
    }
    for (const after of [first, second]) {
      await page.keyboard.press("Control+Shift+z");
      expect(await designer.text()).toBe(after);
    }
  });
});

test.describe("the theme", () => {
  test("the contrast of every pair is live, and the nearest passing colour is one press away", async ({ designer }) => {
    const form = await formOf(designer, example("widget-configuration"));
    const plain = form.getByRole("list", { name: "Contrast with plain text" });
    const drawn = form.getByRole("list", { name: "Contrast of primary colour as it is drawn" });
    await expect(plain.getByRole("listitem").first()).toContainText("White text on it7.04:1 of 4.5:1 passes");
    await expect(drawn.getByRole("listitem").first()).toContainText(
      "“Chat with us” and 3 more7.04:1 of 4.5:1 for text passes",
    );
    const color = form.getByLabel("Primary colour", { exact: true });
    await color.fill("#7aa7d9");
    await expect(plain.getByRole("listitem").first()).toContainText("fails");
    await expect(drawn.getByRole("listitem").first()).toContainText("8.35:1");
    expect(await designer.axe()).toEqual([]);
    await form.getByRole("button", { name: /^Use nearest passing colour .* with white text/ }).click();
    await expect(plain.getByRole("listitem").first()).toContainText("passes");
    await expect(color).not.toHaveValue("#7aa7d9");
    await designer.page.keyboard.press("Control+z");
    await expect(color).toHaveValue("#7aa7d9");
  });

  test("a colour is picked", async ({ designer }) => {
    const form = await formOf(designer, example("widget-configuration"));
    await form.getByLabel("Pick primary colour").fill("#004080");
    expect(await designer.text()).toBe(example("widget-configuration").replace("#0056B3", "#004080"));
  });
});

for (const scheme of ["light", "dark"] as const) {
  for (const kind of ["widget-configuration", "rich-card", "agent-widget", "channel", "participant-variables"]) {
    test(`${kind}: axe finds nothing in ${scheme} at 320 px, and nothing sticks out`, async ({ designer }) => {
      const { page } = designer;
      await page.emulateMedia({ colorScheme: scheme });
      const form = await formOf(designer, example(kind));
      await page.setViewportSize({ width: 320, height: 700 });
      const closed = form.getByRole("button", { name: /^More fields/ });
      for (let left = await closed.count(); left > 0; left--) await closed.first().click();
      await expect(form).toBeVisible();
      const over = await form.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(over).toBeLessThanOrEqual(0);
      expect(await designer.axe()).toEqual([]);
    });
  }
}
