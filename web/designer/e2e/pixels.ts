/**
 * Pictures as pixels, decoded by the browser.
 *
 * @module
 */

import type { Page } from "@playwright/test";

/** The page under test decodes no picture that it did not make; a blank one may. */
async function onBlankPage<T>(page: Page, act: (blank: Page) => Promise<T>): Promise<T> {
  const blank = await page.context().newPage();
  try {
    return await act(blank);
  } finally {
    await blank.close();
  }
}

function address(png: Buffer): string {
  return `data:image/png;base64,${png.toString("base64")}`;
}

/** The size of a PNG, and its first pixel as red, green and blue. */
export function measured(page: Page, png: Buffer): Promise<{ width: number; height: number; color: number[] }> {
  return onBlankPage(page, (blank) =>
    blank.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const context = document.createElement("canvas").getContext("2d");
      context?.drawImage(image, 0, 0);
      const { width, height } = image;
      return { width, height, color: [...(context?.getImageData(0, 0, 1, 1).data.slice(0, 3) ?? [])] };
    }, address(png)),
  );
}

/** The share of pixels that differ by more than a tolerance in any colour, over what both pictures cover. */
export function difference(page: Page, one: Buffer, other: Buffer, tolerance: number): Promise<number> {
  return onBlankPage(page, (blank) =>
    blank.evaluate(
      async ({ addresses, tolerance }) => {
        const images = addresses.map((address) => {
          const image = new Image();
          image.src = address;
          return image;
        });
        await Promise.all(images.map((image) => image.decode()));
        const width = Math.min(...images.map(({ width }) => width));
        const height = Math.min(...images.map(({ height }) => height));
        const [first, second] = images.map((image) => {
          const canvas = document.createElement("canvas");
          canvas.width = width;
          canvas.height = height;
          const context = canvas.getContext("2d");
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, width, height).data;
        });
        if (first === undefined || second === undefined) throw new Error("there is no canvas");
        let differing = 0;
        for (let at = 0; at < first.length; at += 4) {
          const apart = (channel: number) => Math.abs((first[at + channel] ?? 0) - (second[at + channel] ?? 0));
          if (apart(0) > tolerance || apart(1) > tolerance || apart(2) > tolerance) differing++;
        }
        return differing / (width * height);
      },
      { addresses: [address(one), address(other)], tolerance },
    ),
  );
}
