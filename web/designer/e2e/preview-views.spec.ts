import { Drawing } from "./drawing.ts";
import { example, expect, test } from "./page.ts";

test("device widths give the frame that width, and the scale is said", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("widget-configuration"));
  const inner = () => drawing.frame().evaluate(() => innerWidth);
  for (const width of [320, 375, 768, 1280]) {
    await page.getByRole("combobox", { name: "Width" }).selectOption(String(width));
    await expect.poll(inner).toBe(width);
  }
  await expect(page.locator("[data-scale]")).toHaveText(/^1280 px wide, shown at \d\d %$/);
  const pane = await page.locator(".preview-view").boundingBox();
  const frame = await page.locator(".preview-frame").boundingBox();
  expect(frame?.width).toBeCloseTo(pane?.width ?? 0, 0);

  await page.getByRole("combobox", { name: "Zoom" }).selectOption("100");
  await expect(page.locator("[data-scale]")).toHaveText("1280 px wide");
  // What is wider than its place is scrolled, by keyboard too.
  const view = page.getByRole("group", { name: "Drawing, wider than its place" });
  await view.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => view.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);

  await page.getByRole("combobox", { name: "Width" }).selectOption("0");
  await page.getByRole("combobox", { name: "Zoom" }).selectOption("400");
  await expect.poll(inner).toBe(Math.floor((pane?.width ?? 0) / 4));
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect(page.locator("[data-scale]")).toHaveText(/shown at 300 %$/);
  await expect(designer.announcement).toContainText("Zoom 300 %");
});

test("a click on what is shown smaller hits what is under it", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("rich-card"));
  await page.getByRole("combobox", { name: "Width" }).selectOption("1280");
  await expect(page.locator("[data-scale]")).toHaveText(/shown at/);
  const button = drawing.first.getByRole("button", { name: "Contact Support" });
  // The frame may still take its place when it is measured first.
  await expect(async () => {
    const inside = await button.evaluate((element) => {
      element.scrollIntoView();
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const frame = await page.locator("iframe").boundingBox();
    const scale = (frame?.width ?? 0) / 1280;
    await page.mouse.click((frame?.x ?? 0) + inside.x * scale, (frame?.y ?? 0) + inside.y * scale);
    await expect(drawing.events).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  expect(await drawing.newest()).toEqual({ action: "webchat", payload: "support" });
});

test("two panes show two schemes, and everything outlives the page", async ({ designer }) => {
  const { page } = designer;
  const { first, second } = new Drawing(designer);
  await designer.write(example("widget-configuration"));
  await page.getByRole("button", { name: "Two panes" }).click();
  const ground = (frame: typeof first) =>
    frame.locator(".view").evaluate((view) => getComputedStyle(view).backgroundColor);
  await expect.poll(() => ground(second)).not.toBe(await ground(first));
  await page.getByRole("combobox", { name: "Colours of first pane" }).selectOption("contrast");
  await expect.poll(() => ground(first)).toBe("rgb(0, 0, 0)");
  await expect(page.getByText("simulated colours")).toBeVisible();
  await expect(page.getByTitle("Preview, high contrast, simulated")).toBeVisible();

  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator("html[data-loaded]").waitFor();
  await other.getByRole("textbox", { name: "Document as JSON" }).focus();
  await other.keyboard.insertText(example("rich-card"));
  await expect(other.getByTitle("Preview, high contrast, simulated")).toBeVisible();
  await expect(other.getByTitle("Second preview, dark")).toBeVisible();
});

test("high contrast forces what the browser's own forced colours force", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("widget-configuration"));
  await expect(drawing.first.getByLabel("Full Name")).toBeVisible();
  /** Which elements stand on one ground with their text in one colour, and which have a border. */
  const seen = () =>
    drawing.frame().evaluate(() => {
      const root = document.querySelector("div")?.shadowRoot;
      return [...(root?.querySelectorAll(".view, .dialog, .header, .message, .input, .label, .title") ?? [])].map(
        (element) => {
          const { color, backgroundColor, boxShadow, borderTopColor } = getComputedStyle(element);
          return {
            element: `${element.localName}.${element.className}`,
            isText: color === "rgb(255, 255, 255)" || color === "rgb(0, 0, 0)",
            isGround: ["rgb(255, 255, 255)", "rgb(0, 0, 0)"].includes(backgroundColor),
            isDistinct: color !== backgroundColor,
            isBorder: ["rgb(255, 255, 255)", "rgb(0, 0, 0)"].includes(borderTopColor),
            boxShadow,
          };
        },
      );
    });
  await page.emulateMedia({ forcedColors: "active" });
  const forced = await seen();
  await page.emulateMedia({ forcedColors: "none" });
  await page.getByRole("combobox", { name: "Colours of drawing" }).selectOption("contrast");
  await expect(page.getByTitle("Preview, high contrast, simulated")).toBeVisible();
  expect(forced.length).toBeGreaterThan(5);
  const plain = ({ isText, isDistinct, boxShadow, element }: (typeof forced)[number]) => ({
    element,
    isText,
    isDistinct,
    boxShadow,
  });
  // The title changes before the drawing does.
  await expect.poll(async () => (await seen()).map(plain)).toEqual(forced.map(plain));
  const simulated = await seen();
  expect(simulated.every(({ isGround, isBorder }) => isGround && isBorder)).toBe(true);
});

test("language, direction and the longest labels are drawn, texts of the payload too", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  const view = first.locator(".view");
  await drawing.withOptions(async (options) => {
    for (const [language, words] of [
      ["German", "Chat starten"],
      ["Japanese", "チャットを開始"],
    ] as const) {
      await options.getByRole("combobox", { name: "Language of the messenger" }).selectOption({ label: language });
      await expect(first.getByRole("button", { name: words })).toBeVisible();
    }
    await options.getByRole("combobox", { name: "Language of the messenger" }).selectOption("ar");
  });
  await expect(view).toHaveAttribute("dir", "rtl");
  await expect(page.getByRole("button", { name: "Options (1 on)" })).toBeVisible();
  await drawing.withOptions(async (options) => {
    await options.getByRole("button", { name: "Reset the options" }).click();
    await expect(view).toHaveAttribute("dir", "ltr");
    await options.getByRole("checkbox", { name: "Right to left" }).check();
    await options.getByRole("checkbox", { name: "Longest labels" }).check();
  });
  await expect(view).toHaveAttribute("dir", "rtl");
  await expect(first.getByText("[Ƒûļļ Ñåṁé one two]")).toBeVisible();
  await expect(first.getByRole("button", { name: "[Ŝţåŕţ çĥåţ one two]" })).toBeVisible();
  // Nothing that was typed into the document changes.
  expect(await designer.text()).toBe(example("widget-configuration"));
});

test("text at 200 % is twice as large, and nothing is cut off", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  await page.getByRole("combobox", { name: "Width" }).selectOption("375");
  const sizes = () =>
    drawing
      .frame()
      .evaluate(() =>
        [
          ...(document
            .querySelector("div")
            ?.shadowRoot?.querySelectorAll("p, h2, h3, label, input, button:not([aria-label])") ?? []),
        ].map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
      );
  const before = await sizes();
  await drawing.withOptions((options) => options.getByRole("checkbox", { name: "Text at 200 %" }).check());
  await expect.poll(sizes).toEqual(before.map((size) => size * 2));
  const wide = await drawing.frame().evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBe(375);
  await expect(first.getByRole("button", { name: "Start chat" })).toBeVisible();
});

test("the numbers of the tab stops are the order in which Tab reaches them", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(
    JSON.stringify({
      kind: "widget-configuration",
      id: "a",
      spec: {
        widgetId: "a",
        theme: { primaryColor: "#0056B3" },
        fields: [
          { label: "Name", type: "text" },
          { label: "Way", type: "radio", options: ["Mail", "Phone"] },
          { label: "Topics", type: "checkbox", options: ["Bills", "Parcels"] },
          { label: "Secret", type: "hidden" },
        ],
      },
    }),
  );
  await drawing.withOptions((options) => options.getByRole("checkbox", { name: "Number the tab stops" }).check());
  // Close, name, one of the two radio buttons, two boxes, send, launcher.
  await expect(drawing.first.locator("b")).toHaveText(["1", "2", "3", "4", "5", "6", "7"]);
  await drawing.first.getByRole("button", { name: "Close" }).focus();
  for (let number = 1; number <= 7; number++) {
    const distance = await drawing.frame().evaluate((number) => {
      const [drawn, numbers] = [...document.querySelectorAll("div")].map(({ shadowRoot }) => shadowRoot);
      const badge = numbers?.querySelectorAll("b")[number - 1]?.getBoundingClientRect();
      const stop = drawn?.activeElement?.getBoundingClientRect();
      if (badge === undefined || stop === undefined) return Number.POSITIVE_INFINITY;
      return Math.hypot(badge.x + badge.width / 2 - stop.left, badge.y + badge.height / 2 - stop.top);
    }, number);
    expect(distance, `stop ${number}`).toBeLessThan(2);
    await page.keyboard.press("Tab");
  }
});

test("all errors are shown on request, and reduced motion opens the messenger at once", async ({ designer }) => {
  const { page } = designer;
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  await drawing.withOptions((options) => options.getByRole("combobox", { name: "Form" }).selectOption("invalid"));
  await expect(first.locator(".error:visible")).toHaveCount(2);
  /** Closes and opens the messenger, and tells how many things move then: they do not move for long. */
  const opening = () =>
    drawing.frame().evaluate(() => {
      const root = document.querySelector("div")?.shadowRoot;
      root?.querySelector<HTMLElement>(".close")?.click();
      root?.querySelector<HTMLElement>(".launcher")?.click();
      return root?.querySelector(".dialog")?.getAnimations().length;
    });
  expect(await opening()).toBe(1);
  await drawing.withOptions((options) => options.getByRole("checkbox", { name: "Reduced motion" }).check());
  await expect.poll(opening).toBe(0);
  await drawing.withOptions((options) => options.getByRole("checkbox", { name: "Reduced motion" }).uncheck());
  await expect.poll(opening).toBe(1);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(opening).toBe(0);
});

test("all five kinds are drawn within a phone's width", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  for (const kind of ["widget-configuration", "rich-card", "agent-widget", "channel", "participant-variables"]) {
    await designer.write(example(kind));
    await page.getByRole("combobox", { name: "Width" }).selectOption("320");
    await expect(drawing.first.locator(".view")).toBeVisible();
    await expect.poll(() => drawing.frame().evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  }
});

test("the options close when a person goes to the drawing, or on by keyboard", async ({ designer, page }) => {
  const drawing = new Drawing(designer);
  await designer.write(example("rich-card"));
  const button = page.getByRole("button", { name: /^Options/ });
  await button.click();
  await expect(drawing.options).toBeVisible();
  // The options lie over the other side of it.
  const frame = await page.locator('[data-pane="0"] iframe').boundingBox();
  await page.mouse.click((frame?.x ?? 0) + 20, (frame?.y ?? 0) + 20);
  await expect(drawing.options).toBeHidden();
  await button.click();
  await expect(drawing.options.getByRole("button", { name: "Reset the options" })).toBeVisible();
  await drawing.options.getByRole("checkbox").last().focus();
  await page.keyboard.press("Tab");
  await expect(drawing.options).toBeHidden();
});
