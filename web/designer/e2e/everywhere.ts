import { type Designer, test } from "./page.ts";

/** How long three looks of axe at the page may take on a busy machine. Milliseconds. */
const PATIENCE = 60_000;

/**
 * What axe finds on the page as it is in light and dark, and 320 pixels wide; and what reaches beyond such a narrow page,
 * so that it would have to be scrolled sideways.
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
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("dialog[open] .dialog-body, html")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ className, tagName }) => `narrow: ${className || tagName} is wider than the page`),
  );
  found.push(...wide);
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null });
  return found;
}
