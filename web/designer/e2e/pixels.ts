/**
 * Pictures as pixels, decoded by the browser from their bytes: nothing is loaded by that, so the page under test can do it.
 *
 * @module
 */

import type { Page } from "@playwright/test";

/** The size of a PNG, and its first pixel as red, green and blue. */
export async function measured(page: Page, png: Buffer): Promise<{ width: number; height: number; color: number[] }> {
  const { first } = await page.evaluate(look, { pngs: [png.toString("base64")], tolerance: 0 });
  return first;
}

/** The share of pixels that differ by more than a tolerance in any colour, over what both pictures cover. */
export async function difference(page: Page, one: Buffer, other: Buffer, tolerance: number): Promise<number> {
  const pngs = [one, other].map((png) => png.toString("base64"));
  return (await page.evaluate(look, { pngs, tolerance })).differing;
}

/** Runs in the page: what there is to know of the first picture, and how much of it is not as in the last. */
async function look({ pngs, tolerance }: { pngs: string[]; tolerance: number }) {
  const decode = async (png: string) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    if (context === null) throw new Error("there is no canvas");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const images = await Promise.all(pngs.map(decode));
  const [first, last] = [images[0], images.at(-1)];
  if (first === undefined || last === undefined) throw new Error("there is no picture");
  const width = Math.min(first.width, last.width);
  const height = Math.min(first.height, last.height);
  let differing = 0;
  for (let at = 0; at < width * height; at++) {
    const pixel = ({ width: stride, data }: ImageData) => {
      const start = (Math.floor(at / width) * stride + (at % width)) * 4;
      return data.subarray(start, start + 3);
    };
    const other = pixel(last);
    if (pixel(first).some((value, channel) => Math.abs(value - (other[channel] ?? 0)) > tolerance)) differing++;
  }
  return {
    first: { width: first.width, height: first.height, color: [...first.data.slice(0, 3)] },
    differing: differing / (width * height),
  };
}
