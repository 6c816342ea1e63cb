import type { Page } from "@playwright/test";
import { type Designer, example, expect, file, test } from "./page.ts";

/** Whatever a person is set up with. */
const SETTINGS: { name: string; set: (page: Page) => Promise<void> }[] = [
  { name: "as it is", set: async () => {} },
  { name: "in the dark", set: (page) => page.emulateMedia({ colorScheme: "dark" }) },
  { name: "in forced colours", set: (page) => page.emulateMedia({ forcedColors: "active" }) },
  { name: "320 px wide", set: (page) => page.setViewportSize({ width: 320, height: 640 }) },
  {
    name: "with text at 200 %",
    set: async (page) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
    },
  },
  {
    name: "320 px wide with text at 200 %",
    set: async (page) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
    },
  },
  {
    name: "from right to left",
    set: (page) =>
      page.evaluate(() => {
        document.documentElement.dir = "rtl";
      }),
  },
];

/** What the page is in the middle of. */
const STATES: { name: string; reach: (designer: Designer) => Promise<void> }[] = [
  { name: "empty", reach: async () => {} },
  { name: "with a good document", reach: (designer) => designer.write(example("rich-card")) },
  { name: "with problems", reach: (designer) => designer.write(file("examples/blocked/json_trailing-comma.json")) },
];

for (const setting of SETTINGS) {
  test(`axe finds nothing, and nothing is cut off, ${setting.name}`, async ({ designer }) => {
    const { page } = designer;
    for (const state of STATES) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await state.reach(designer);
      await setting.set(page);
      await test.step(state.name, async () => {
        expect(await designer.axe()).toEqual([]);
        expect(await overflow(page)).toEqual([]);
      });
    }
  });
}

/** What is wider than the window. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    if (document.documentElement.scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.localName}.${element.className}`);
  });
}
