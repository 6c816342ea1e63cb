import { expect, test } from "vitest";
import { scaled, stepped } from "../src/preview/scaling.ts";

const pane = { width: 640, height: 400 };

test.each([
  ["a pane by itself", 0, 0, { width: 640, height: 400, scale: 1 }],
  ["a phone, which fits", 320, 0, { width: 320, height: 400, scale: 1 }],
  ["a desktop, which has to be made smaller", 1280, 0, { width: 1280, height: 800, scale: 0.5 }],
  ["a desktop at its own size, which has to be scrolled", 1280, 100, { width: 1280, height: 400, scale: 1 }],
  // WCAG 2.2, 1.4.10: a window of 1,280 CSS pixels at 400 % has 320.
  ["a pane at 400 %, which has a quarter of its width", 0, 400, { width: 160, height: 100, scale: 4 }],
  ["a phone at 200 %, which stays as wide as a phone", 375, 200, { width: 375, height: 200, scale: 2 }],
] as const)("%s", (_, width, zoom, expected) => {
  expect(scaled(pane, width, zoom)).toEqual(expected);
});

test("a frame fills its pane and no more, at every zoom", () => {
  for (const zoom of [50, 67, 90, 110, 175, 400] as const) {
    const { width, height, scale } = scaled(pane, 0, zoom);
    expect(width * scale).toBeLessThanOrEqual(pane.width);
    expect(width * scale).toBeGreaterThan(pane.width - scale);
    expect(height * scale).toBeLessThanOrEqual(pane.height);
  }
});

test("zooming goes on from the scale that is shown, and ends at the last step", () => {
  expect(stepped(0.49, 1)).toBe(50);
  expect(stepped(1, 1)).toBe(110);
  expect(stepped(1, -1)).toBe(90);
  expect(stepped(4, 1)).toBe(400);
  expect(stepped(0.3, -1)).toBe(50);
});
