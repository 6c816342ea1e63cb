import { Drawing } from "./drawing.ts";
import { type Designer, example, expect, test } from "./page.ts";

const KINDS = ["widget-configuration", "rich-card", "agent-widget", "channel", "participant-variables"];

/** What axe finds on the page. Of two panes it is told that each has the same landmarks: they are the same drawing. */
async function found(designer: Designer): Promise<string[]> {
  const two = (await designer.page.locator("iframe").count()) === 2;
  return (await designer.axe({ frames: true })).filter(
    (finding) => !(two && /^landmark-unique .*iframe/.test(finding)),
  );
}

/** Each state of the preview, made as a person makes it. */
const STATES: Record<string, (designer: Designer, drawing: Drawing) => Promise<unknown>> = {
  "as it is at first": async () => undefined,
  "with two panes, dark and high contrast": async ({ page }) => {
    await page.getByRole("button", { name: "Two panes" }).click();
    await page.getByRole("combobox", { name: "Colours of first pane" }).selectOption("contrast");
  },
  "from right to left, with the longest labels": (_, drawing) =>
    drawing.withOptions(async (options) => {
      await options.getByRole("combobox", { name: "Language of the messenger" }).selectOption("ar");
      await options.getByRole("checkbox", { name: "Longest labels" }).check();
    }),
  "with all errors, large text and numbered tab stops": (_, drawing) =>
    drawing.withOptions(async (options) => {
      await options.getByRole("combobox", { name: "Form" }).selectOption("invalid");
      await options.getByRole("checkbox", { name: "Text at 200 %" }).check();
      await options.getByRole("checkbox", { name: "Number the tab stops" }).check();
    }),
  "with the options open": ({ page }) => page.getByRole("button", { name: /^Options/ }).click(),
  "with a refused form": (_, { first }) => first.getByRole("button", { name: "Start chat" }).click(),
  "wider than its place": async ({ page }) => {
    await page.getByRole("combobox", { name: "Width" }).selectOption("1280");
    await page.getByRole("combobox", { name: "Zoom" }).selectOption("100");
  },
  "with the screen reader's lines": ({ page }) => page.getByRole("tab", { name: "Screen reader" }).click(),
  "with the pairs of colours": ({ page }) => page.getByRole("tab", { name: "Contrast" }).click(),
  "with the details put away": ({ page }) =>
    page.getByRole("button", { name: "Hide events, screen reader and contrast" }).click(),
  "with an older drawing": (designer) => designer.write("nothing that can be drawn"),
  "with the dialog of the picture": (designer) => designer.choose("Share", "Save the preview as PNG…"),
};

for (const [state, make] of Object.entries(STATES)) {
  test(`axe finds nothing in the preview ${state}, on a light page and on a dark one`, async ({ designer }) => {
    const drawing = new Drawing(designer);
    await designer.write(example("widget-configuration"));
    await expect(drawing.first.locator(".view")).toBeVisible();
    await make(designer, drawing);
    await designer.page.waitForTimeout(100);
    expect(await found(designer)).toEqual([]);
    await designer.page.emulateMedia({ colorScheme: "dark" });
    expect(await found(designer)).toEqual([]);
  });
}

test("axe finds nothing in any kind, in any scheme", async ({ designer }) => {
  test.slow();
  const { page } = designer;
  const drawing = new Drawing(designer);
  for (const kind of KINDS) {
    await designer.write(example(kind));
    for (const scheme of ["light", "dark", "contrast"]) {
      await page.getByRole("combobox", { name: "Colours of drawing" }).selectOption(scheme);
      await expect(drawing.first.locator(".view")).toBeVisible();
      await page.waitForTimeout(100);
      expect(await found(designer), `${kind}, ${scheme}`).toEqual([]);
    }
  }
});

test("axe finds nothing where events are listed", async ({ designer }) => {
  const drawing = new Drawing(designer);
  await designer.write(example("rich-card"));
  await drawing.first.getByRole("button", { name: "Track Order" }).click();
  await expect(drawing.events).toHaveCount(1);
  expect(await found(designer)).toEqual([]);
});

test.describe("on a page 320 px wide", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("everything is there, nothing is wider than the page, and axe finds nothing", async ({ designer }) => {
    const { page } = designer;
    const drawing = new Drawing(designer);
    await designer.write(example("widget-configuration"));
    await page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button", { name: "Preview" }).click();
    await expect(drawing.first.getByRole("button", { name: "Close" })).toBeVisible();
    // By keyboard: just after scrolling, the browser would still hand a click to the frame that was there before.
    await page.getByRole("button", { name: "Show events, screen reader and contrast" }).press("Enter");
    await page.getByRole("button", { name: "Two panes" }).press("Enter");
    await expect(drawing.second.getByRole("button", { name: "Close" })).toBeAttached();
    await page.getByRole("tab", { name: "Events" }).focus();
    for (const tab of ["Events", "Screen reader", "Contrast"]) {
      await expect(page.getByRole("tab", { name: tab })).toHaveAttribute("aria-selected", "true");
      expect(await found(designer), tab).toEqual([]);
      await page.keyboard.press("ArrowRight");
    }
    await page.getByRole("button", { name: /^Options/ }).press("Enter");
    await expect(drawing.options.getByRole("button", { name: "Reset the options" })).toBeVisible();
    expect(await found(designer)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});
