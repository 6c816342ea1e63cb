import { Drawing } from "./drawing.ts";
import { example, expect, test } from "./page.ts";

test("the screen reader's lines say what is drawn, in order, and lead to their places", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("widget-configuration"));
  await page.getByRole("tab", { name: "Screen reader" }).click();
  const lines = page.getByRole("list", { name: "What a screen reader says" }).getByRole("button");
  await expect(lines.filter({ hasText: "Chat with us" }).first()).toBeVisible();
  const said = await lines.allInnerTexts();
  const at = (words: string) => said.findIndex((line) => line.includes(words));
  expect(at("Chat with us")).toBeLessThan(at("Full Name"));
  expect(at("Full Name")).toBeLessThan(at("Email Address"));
  expect(at("Email Address")).toBeLessThan(at("Start chat"));

  const mail = lines.filter({ hasText: "Email Address" }).last();
  await mail.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => drawing.selected()).toContain("Email Address");
  await expect(mail).toHaveAttribute("aria-current", "true");
  const marked = drawing.first.locator("[data-selected]");
  await expect(marked).toHaveCount(1);
  await expect(marked).toBeInViewport();

  // What the messenger itself says has no place in the text, and is marked all the same.
  await lines.filter({ hasText: "Start chat" }).click();
  await expect(marked).toHaveText("Start chat");
});

test("each focusable line is a tab stop of the drawing", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("widget-configuration"));
  await drawing.withOptions((options) => options.getByRole("checkbox", { name: "Number the tab stops" }).check());
  const stops = await drawing.first.locator("b").count();
  expect(stops).toBeGreaterThan(4);
  await page.getByRole("tab", { name: "Screen reader" }).click();
  const list = page.getByRole("list", { name: "What a screen reader says" });
  await expect(list.getByText("Tab", { exact: true })).toHaveCount(stops);
});

test("pairs of colours are told with their ratio and in words, and follow the scheme", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("widget-configuration").replace("#0056B3", "#7FB2E5"));
  await page.getByRole("tab", { name: "Contrast" }).click();
  const panel = page.getByRole("tabpanel", { name: "Contrast" });
  const lines = panel.getByRole("listitem");
  await expect(lines.first()).toContainText(/Passes|Fails|To look at/);
  const texts = await lines.allInnerTexts();
  for (const text of texts) expect(text).toMatch(/(Passes|Fails|To look at).*\d+\.\d\d : 1 of (3|4\.5) : 1/s);
  // What is worst stands first.
  const outcomes = texts.map((text) => ["Fails", "To look at", "Passes"].findIndex((word) => text.includes(word)));
  expect(outcomes).toEqual(outcomes.toSorted((a, b) => a - b));

  const first = panel.getByRole("button").first();
  await first.click();
  await expect(first).toHaveAttribute("aria-current", "true");
  await expect(drawing.first.locator("[data-selected]").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Colours of drawing" }).selectOption("dark");
  await expect.poll(() => lines.allInnerTexts()).not.toEqual(texts);
});

test("the details can be put away, and how much room they have is chosen by keyboard", async ({ designer }) => {
  const { page } = designer;
  await designer.write(example("rich-card"));
  const view = page.locator(".preview-view");
  const height = async () => (await view.boundingBox())?.height ?? 0;
  const before = await height();
  const splitter = page.getByRole("separator", { name: "Height of the details" });
  await splitter.focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(height).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Hide events, screen reader and contrast" }).click();
  await expect(page.getByRole("tab", { name: "Events" })).toHaveCount(0);
  await page.getByRole("button", { name: "Show events, screen reader and contrast" }).click();
  await expect(page.getByRole("tab", { name: "Events" })).toBeVisible();
});
