import { readFileSync } from "node:fs";
import { Drawing } from "./drawing.ts";
import { example, expect, test } from "./page.ts";
import { difference, measured } from "./pixels.ts";

test.use({ viewport: { width: 1280, height: 1400 } });

test("the PNG is what is seen, with what was typed into it", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  await page.getByRole("combobox", { name: "Width" }).selectOption("375");
  await page.getByRole("button", { name: "Hide events, screen reader and contrast" }).click();
  await first.getByLabel("Full Name").fill("Ada Lovelace");
  await first.getByRole("combobox").selectOption("Billing");
  // The cursor is not part of the drawing, nor is the mark of what is selected.
  await designer.editor.getByText('"id"').click();
  await expect(first.locator("[data-selected]")).toHaveCount(0);
  const seen = await page.locator("iframe").screenshot();

  await designer.choose("Share", "Save the preview as PNG…");
  const dialog = page.getByRole("dialog", { name: "Save the preview as PNG" });
  await expect(dialog.getByRole("img")).toBeVisible();
  const saved = async (scale: number) => {
    await dialog.getByRole("combobox", { name: "Size" }).selectOption(String(scale));
    const downloading = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save" }).click();
    const download = await downloading;
    return { name: download.suggestedFilename(), png: readFileSync(await download.path()) };
  };
  const single = await saved(1);
  expect(single.name).toBe("untitled.png");
  const picture = await measured(page, single.png);
  expect(picture.width).toBe(375);
  expect(picture.height).toBeGreaterThan(700);
  expect(await difference(page, single.png, seen, 40)).toBeLessThan(0.01);

  const double = await saved(2);
  expect(double.name).toBe("untitled@2x.png");
  const larger = await measured(page, double.png);
  expect([larger.width, larger.height]).toEqual([picture.width * 2, picture.height * 2]);
  await expect(dialog.locator(".note", { hasText: "Saved as untitled@2x.png." })).toBeVisible();
});

test("the picture has the colours, the language and the errors that are shown", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  await page.getByRole("combobox", { name: "Width" }).selectOption("375");
  await page.getByRole("button", { name: "Hide events, screen reader and contrast" }).click();
  await page.getByRole("combobox", { name: "Colours of drawing" }).selectOption("contrast");
  await drawing.withOptions(async (options) => {
    await options.getByRole("combobox", { name: "Language of the messenger" }).selectOption("ar");
    await options.getByRole("combobox", { name: "Form" }).selectOption("invalid");
    await options.getByRole("combobox", { name: "Colour vision" }).selectOption("tritanopia");
  });
  await expect(first.locator(".view")).toHaveAttribute("dir", "rtl");
  await designer.choose("Share", "Save the preview as PNG…");
  const dialog = page.getByRole("dialog", { name: "Save the preview as PNG" });
  await dialog.getByRole("combobox", { name: "Size" }).selectOption("1");
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const picture = readFileSync(await (await downloading).path());
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  // The frame paints what was chosen when it next paints; the picture is of what it was told.
  const unlike = async () => difference(page, picture, await page.locator("iframe").screenshot(), 40);
  await expect.poll(unlike).toBeLessThan(0.01);
});

test("the picture is copied where the clipboard allows it, and hostile texts break no picture", async ({
  designer,
}) => {
  const { page } = designer;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await designer.write(
    JSON.stringify({
      kind: "widget-configuration",
      id: "a",
      spec: {
        widgetId: "a",
        theme: { primaryColor: "#0056B3" },
        fields: [{ label: "]]></svg><script>alert(1)</script>\u0001\ud800 &amp; <b>", type: "text" }],
      },
    }),
  );
  await designer.choose("Share", "Save the preview as PNG…");
  const dialog = page.getByRole("dialog", { name: "Save the preview as PNG" });
  await dialog.getByRole("button", { name: "Copy picture" }).click();
  await expect(dialog.locator(".note", { hasText: "The picture is in the clipboard." })).toBeVisible();
  const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
  expect(types).toEqual(["image/png"]);
});

test("on a narrow page the picture is taken from the part that was out of sight", async ({ designer }) => {
  const { page } = designer;
  await page.setViewportSize({ width: 400, height: 800 });
  await designer.write(example("rich-card"));
  await designer.choose("Share", "Save the preview as PNG…");
  const dialog = page.getByRole("dialog", { name: "Save the preview as PNG" });
  await dialog.getByRole("combobox", { name: "Size" }).selectOption("1");
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const { width, height } = await measured(page, readFileSync(await (await downloading).path()));
  expect(width).toBeGreaterThanOrEqual(320);
  expect(height).toBeGreaterThan(400);
});

test("there is no picture to save before there is a drawing", async ({ designer }) => {
  const { page } = designer;
  await page.getByRole("navigation", { name: "Menus" }).getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("menuitem", { name: "Save the preview as PNG…" })).toBeDisabled();
});
