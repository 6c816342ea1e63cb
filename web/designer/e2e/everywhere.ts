import type { Locator, Page } from "@playwright/test";
import { type Designer, expect, test } from "./page.ts";

/** How long three looks of axe at the page may take on a busy machine. Milliseconds. */
const PATIENCE = 60_000;

/**
 * What axe finds on the page as it is in light and dark, and 320 pixels wide; and what reaches beyond such a narrow page, with
 * text as it is and twice as large.
 */
export async function everywhere(designer: Designer): Promise<string[]> {
  const { page } = designer;
  test.setTimeout(test.info().timeout + PATIENCE);
  const size = page.viewportSize();
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await designer.axe()).map((complaint) => `${colorScheme}: ${complaint}`));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  found.push(...(await designer.axe()).map((complaint) => `narrow: ${complaint}`));
  found.push(...(await tooWide(page)).map((what) => `narrow: ${what}`));
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  found.push(...(await tooWide(page)).map((what) => `narrow with text at 200 %: ${what}`));
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "";
  });
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** What would have to be scrolled sideways, and what makes it so. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("dialog[open] .dialog-body, html")].flatMap((box) => {
      if (box.scrollWidth <= box.clientWidth + 1) return [];
      const edge = box.getBoundingClientRect().left + box.clientWidth;
      const parts = [...box.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > edge + 1);
      return parts.map(({ localName, className }) => `${localName}.${className} is wider than ${box.localName}`);
    }),
  );
}

/** Presses a button by keyboard once it may be pressed; until then a key does nothing, and nothing tells so. */
export async function press(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.press("Enter");
}

/** Runs a command by keyboard, as somebody does who waits until there is a field to type into. */
export async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("F1");
  await expect(page.getByRole("searchbox", { name: "Search commands" })).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}
