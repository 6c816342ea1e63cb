import { Drawing } from "./drawing.ts";
import { expect, test } from "./page.ts";
import { measured } from "./pixels.ts";

const TYPES = ["protanopia", "deuteranopia", "tritanopia", "achromatopsia"] as const;
const COLOURS = ["#C2185B", "#1B7A3D", "#0056B3", "#7A5C00"];

test("colours are seen as Chromium's own simulation shows them", async ({ designer }) => {
  test.slow();
  const { page } = designer;
  const drawing = new Drawing(designer);
  // A page of one colour, of which Chromium simulates how it is seen.
  const plain = await page.context().newPage();
  const session = await plain.context().newCDPSession(plain);
  const clip = { x: 8, y: 8, width: 2, height: 2 };
  const expected = async (color: string, type: (typeof TYPES)[number] | "none") => {
    await plain.evaluate((color) => {
      document.documentElement.style.background = color;
    }, color);
    await session.send("Emulation.setEmulatedVisionDeficiency", { type });
    return (await measured(page, await plain.screenshot({ clip }))).color;
  };
  /** The colour of the messenger's head, from its left edge, where no words are. */
  const seen = async () => {
    const box = await drawing.first.locator(".header").boundingBox();
    if (box === null) throw new Error("there is no head");
    const clip = { x: box.x + 4, y: box.y + box.height / 2, width: 2, height: 2 };
    return (await measured(page, await page.screenshot({ clip }))).color;
  };
  const wanted = new Map<string, number[]>();
  for (const color of COLOURS) {
    for (const type of ["none", ...TYPES] as const) wanted.set(`${color} ${type}`, await expected(color, type));
  }
  await plain.close();
  await page.bringToFront();
  for (const color of COLOURS) {
    await designer.write(
      JSON.stringify({
        kind: "widget-configuration",
        id: "a",
        spec: { widgetId: "a", theme: { primaryColor: color }, fields: [{ label: "Name", type: "text" }] },
      }),
    );
    await expect(drawing.first.getByLabel("Name")).toBeVisible();
    for (const type of ["none", ...TYPES] as const) {
      const option = type === "none" ? "full" : type;
      await drawing.withOptions((options) =>
        options.getByRole("combobox", { name: "Colour vision" }).selectOption(option),
      );
      const chromium = wanted.get(`${color} ${type}`) ?? [];
      // The frame is told of what was chosen, and paints it when it next paints.
      await expect(async () => {
        const found = await seen();
        const apart = Math.max(...found.map((value, index) => Math.abs(value - (chromium[index] ?? 0))));
        expect(apart, `${color} with ${type}: ${found}, and in Chromium ${chromium}`).toBeLessThanOrEqual(2);
      }).toPass({ timeout: 8_000 });
    }
  }
});
