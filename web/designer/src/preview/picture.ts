/**
 * The drawing as a PNG. The frame tells it as SVG, which the page paints: an image runs nothing and loads nothing.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { Pane } from "./drawing.ts";
import type { FromFrame } from "./protocol.ts";

export type Picture = Extract<FromFrame, { type: "picture" }>;

/** How long a frame may take to answer. Milliseconds. */
const TIMEOUT = 3000;

/** The largest side of a canvas that every browser has, in pixels. */
const LARGEST = 8192;

const waiting = new Map<number, (picture: Picture) => void>();
let number = 0;

/** The pane whose picture is asked for, while its dialog is open. */
export const pictured = signal<Pane["index"]>(0);

/** Hands a picture to who asked for it. */
export function onPicture(picture: Picture): void {
  waiting.get(picture.number)?.(picture);
  waiting.delete(picture.number);
}

/** Asks a pane for its picture. */
export function takePicture(pane: Pane): Promise<Picture> {
  const own = ++number;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(own);
      reject(new Error("The preview did not answer. Show a drawing in the preview, then try again."));
    }, TIMEOUT);
    waiting.set(own, (picture) => {
      clearTimeout(timer);
      resolve(picture);
    });
    pane.post({ type: "picture", number: own });
  });
}

/** Where a picture can be shown from. */
export function addressOf({ svg }: Picture): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** Paints a picture, `scale` pixels for each of CSS. */
export async function paint(picture: Picture, scale: number): Promise<Blob> {
  const width = picture.width * scale;
  const height = picture.height * scale;
  if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
    throw new Error(
      `The picture would be ${width} by ${height} pixels; its sides may have 1 to ${LARGEST}. Choose a smaller size.`,
    );
  }
  const image = new Image(width, height);
  image.src = addressOf(picture);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture could not be painted.")) : resolve(blob)));
  });
}
