import { Drawing } from "./drawing.ts";
import { expect, test } from "./page.ts";
import { pixels } from "./pixels.ts";

const COLOURS = ["#C2185B", "#1B7A3D", "#0056B3", "#7A5C00"];

test("colours are seen as Chromium's own simulation shows them", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const session = await page.context().newCDPSession(page);
  /** The colour of the messenger's head, from its left edge, where no words are. */
  const head = async () => {
    const box = await drawing.first.locator(".header").boundingBox();
    if (box === null) throw new Error("there is no head");
    const clip = { x: box.x + 4, y: box.y + box.height / 2, width: 4, height: 4 };
    const { data } = await pixels(page, await page.screenshot({ clip }));
    return data.slice(0, 3);
  };
  for (const color of COLOURS) {
    await designer.write(
      JSON.stringify({
        kind: "widget-configuration",
        id: "a",
        spec: { widgetId: "a", theme: { primaryColor: color }, fields: [{ label: "Name", type: "text" }] },
      }),
    );
    await expect(drawing.first.getByLabel("Name")).toBeVisible();
    const full = await head();
    for (const type of ["protanopia", "deuteranopia", "tritanopia", "achromatopsia"] as const) {
      await session.send("Emulation.setEmulatedVisionDeficiency", { type });
      const expected = await head();
      await session.send("Emulation.setEmulatedVisionDeficiency", { type: "none" });
      await drawing.withOptions((options) =>
        options.getByRole("combobox", { name: "Colour vision" }).selectOption(type),
      );
      const simulated = await head();
      for (const [index, value] of simulated.entries()) {
        expect(Math.abs(value - (expected[index] ?? 0)), `${color} with ${type}`).toBeLessThanOrEqual(2);
      }
      expect(simulated).not.toEqual(full);
    }
    await drawing.withOptions((options) =>
      options.getByRole("combobox", { name: "Colour vision" }).selectOption("full"),
    );
    expect(await head()).toEqual(full);
  }
});
