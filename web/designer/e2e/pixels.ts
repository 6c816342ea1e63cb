/**
 * Pictures as pixels, decoded by the browser.
 *
 * @module
 */

import type { Page } from "@playwright/test";

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  data: number[];
}

/** The pixels of a PNG. The page under test decodes none by its policy, so a blank one does. */
export async function pixels(page: Page, png: Buffer): Promise<Pixels> {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(
      async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext("2d");
        if (context === null) throw new Error("there is no canvas");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        return { width: image.width, height: image.height, data: [...data] };
      },
      `data:image/png;base64,${png.toString("base64")}`,
    );
  } finally {
    await blank.close();
  }
}

/** The share of pixels that differ by more than a tolerance in any colour, over what both pictures cover. */
export function difference(one: Pixels, other: Pixels, tolerance: number): number {
  const width = Math.min(one.width, other.width);
  const height = Math.min(one.height, other.height);
  let differing = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const channel = (of: Pixels, index: number) => of.data[(y * of.width + x) * 4 + index] ?? 0;
      if ([0, 1, 2].some((index) => Math.abs(channel(one, index) - channel(other, index)) > tolerance)) differing++;
    }
  }
  return differing / (width * height);
}
