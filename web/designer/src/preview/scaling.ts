/**
 * How large the preview's frame is, and how large it is shown.
 *
 * @module
 */

/** Widths of devices in CSS pixels; `0` is as wide as the pane. */
export const WIDTHS = [0, 320, 375, 768, 1280] as const;
export type Width = (typeof WIDTHS)[number];

/** Steps of the zoom in percent; `0` is as large as fits. */
export const ZOOMS = [0, 50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 300, 400] as const;
export type Zoom = (typeof ZOOMS)[number];

/** A frame: its own width and height in CSS pixels, and the scale it is shown at. */
export interface Scaled {
  width: number;
  height: number;
  scale: number;
}

/** Makes a frame for a pane. As in a browser, zooming a frame as wide as its pane leaves it fewer pixels. */
export function scaled(pane: { width: number; height: number }, width: Width, zoom: Zoom): Scaled {
  const scale = zoom === 0 ? (width === 0 ? 1 : Math.min(1, pane.width / width)) : zoom / 100;
  return {
    width: width === 0 ? Math.max(1, Math.floor(pane.width / scale)) : width,
    height: Math.max(1, Math.floor(pane.height / scale)),
    scale,
  };
}

/** The next larger or smaller zoom; `now` is the scale at which the frame is shown. */
export function stepped(now: number, direction: 1 | -1): Zoom {
  const percent = Math.round(now * 100);
  const steps = ZOOMS.filter((step) => step !== 0);
  return direction === 1
    ? (steps.find((step) => step > percent) ?? 400)
    : (steps.findLast((step) => step < percent) ?? 50);
}
