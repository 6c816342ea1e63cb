import type { Page } from "@playwright/test";
import { type Designer, example, expect, test } from "./page.ts";

// Whole forms are walked and judged by axe here.
test.describe.configure({ timeout: 60_000 });

/** Shows the form of a document. */
async function formOf(designer: Designer, text: string) {
  await designer.write(text);
  return show(designer.page);
}

async function show(page: Page) {
  await page.getByRole("tab", { name: "Form" }).click();
  return page.getByRole("form", { name: "Document as a form" });
}

async function value(designer: Designer): Promise<Record<string, unknown>> {
  return JSON.parse(await designer.text());
}

const KINDS = ["widget-configuration", "rich-card", "agent-widget", "channel", "participant-variables"];

for (const kind of KINDS) {
  test(`${kind}: every value of the example has its field, and showing it changes nothing`, async ({ designer }) => {
    const text = example(kind);
    const form = await formOf(designer, text);
    await expect(form.getByLabel("Kind", { exact: true })).toHaveValue(kind);
    const { id } = JSON.parse(text) as { id: string };
    await expect(form.getByLabel("ID", { exact: true })).toHaveValue(id);
    const closed = form.getByRole("button", { name: /^More fields/ });
    for (let left = await closed.count(); left > 0; left--) await closed.first().click();
    const shown = await form.evaluate((element) =>
      [...element.querySelectorAll<HTMLInputElement>("input, select, textarea")].map((field) =>
        field.type === "checkbox" ? String(field.checked) : field.value,
      ),
    );
    const values: string[] = [];
    JSON.parse(text, (_, held) => {
      if (typeof held !== "object") values.push(String(held));
      return held;
    });
    for (const one of values) expect(shown.map((said) => said.replace(/(\.\d)0$/, "$1"))).toContain(one);
    expect(await designer.text()).toBe(text);
    expect(await designer.axe()).toEqual([]);
  });
}

for (const kind of KINDS) {
  test(`${kind}: Tab reaches everything in the order it is seen, and leaves the form at its end`, async ({
    designer,
  }) => {
    const { page } = designer;
    const form = await formOf(designer, example(kind));
    // What is said of colours comes later than the fields, and brings buttons of its own.
    let before = 0;
    await expect
      .poll(
        async () => {
          const now = await form.locator("input, select, textarea, button").count();
          const isSettled = now > 10 && now === before;
          before = now;
          return isSettled;
        },
        { intervals: [400] },
      )
      .toBe(true);
    await form.evaluate((element) => {
      const parts = element.querySelectorAll("input, select, textarea, button");
      for (const [index, part] of [...parts].entries()) part.setAttribute("data-number", String(index));
    });
    const count = await form.locator("[data-number]").count();
    expect(count).toBeGreaterThan(10);
    await page.getByRole("tab", { name: "Form" }).focus();
    const reached: (string | null)[] = [];
    // The panel scrolls, so that browsers may give it a stop of its own.
    for (let step = 0; step <= count + 6; step++) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(() => document.activeElement?.getAttribute("data-number") ?? null));
    }
    const parts = reached.filter((number) => number !== null);
    expect(parts).toEqual(Array.from({ length: parts.length }, (_, index) => String(index)));
    expect(parts.length).toBeGreaterThanOrEqual(count - 1);
    expect(reached.at(-1)).toBeNull();
    expect(await designer.text()).toBe(example(kind));
  });
}

const HOSTILE = [
  '<img src="https://evil.example/x.png" onerror="window.harmed = true">',
  "</script><script>window.harmed = true</script>",
  "javascript:window.harmed=true",
  "url(https://evil.example/x.css)",
  "\u202e\u0000\ud800{{constructor.constructor('window.harmed=true')()}}",
];

test("whatever is written into the fields, nothing of it runs and nothing is asked for", async ({ designer }) => {
  const { page } = designer;
  for (const [index, kind] of KINDS.entries()) {
    const form = await formOf(designer, example(kind));
    const hostile = HOSTILE[index % HOSTILE.length] ?? "";
    for (const field of await form
      .locator("input:not([type]):visible, input[type=text]:visible, textarea:visible")
      .all()) {
      if (await field.isVisible()) await field.fill(hostile);
    }
    await designer.judged();
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => "harmed" in window)).toBe(false);
  }
});

test("an empty document becomes a manifest of the kind that is chosen", async ({ designer }) => {
  const form = await show(designer.page);
  expect(await designer.axe()).toEqual([]);
  for (const [kind, name] of [
    ["widget-configuration", "Messenger widget"],
    ["channel", "Channel"],
  ] as const) {
    await form.getByRole("button", { name }).click();
    await designer.judged();
    await expect(form.getByLabel("Kind", { exact: true })).toHaveValue(kind);
    await designer.page.keyboard.press("Control+z");
    await expect(form.getByRole("heading", { name: "What do you want to make?" })).toBeVisible();
  }
});

test("typing in a field changes that value in the text and nothing else", async ({ designer }) => {
  const text = example("widget-configuration");
  const form = await formOf(designer, text);
  const field = form.getByLabel("Widget ID");
  await field.click();
  await field.press("End");
  await designer.page.keyboard.type("_2");
  expect(await designer.text()).toBe(text.replace("prod_widget_alpha", "prod_widget_alpha_2"));
  // The caret stays where a person types, in the middle too.
  await field.press("Home");
  await designer.page.keyboard.type("my_");
  expect(await designer.text()).toBe(text.replace("prod_widget_alpha", "my_prod_widget_alpha_2"));
  await expect(field).toBeFocused();
  // One history: keys typed in a row are one step of it.
  await designer.page.keyboard.press("Control+z");
  expect(await designer.text()).toBe(text.replace("prod_widget_alpha", "prod_widget_alpha_2"));
  await designer.page.keyboard.press("Control+z");
  expect(await designer.text()).toBe(text);
  await designer.page.keyboard.press("Control+Shift+z");
  await expect(field).toHaveValue("prod_widget_alpha_2");
});

test("typing in the text changes the field", async ({ designer }) => {
  await designer.write(example("channel"));
  await designer.write(example("channel").replace('"support"', '"sales"'));
  const form = await show(designer.page);
  await expect(form.getByLabel("Value of department")).toHaveValue("sales");
});

test("an optional field comes with its key and goes with it", async ({ designer }) => {
  const text = example("channel").replace(/ *"description": .*\n/, "");
  const form = await formOf(designer, text);
  const field = form.getByLabel("Description", { exact: true });
  await field.fill("For customers");
  expect((await value(designer)).spec).toMatchObject({ description: "For customers" });
  // It goes behind the name, where the table has it, and looks like the other lines.
  expect(await designer.text()).toContain(
    '"name": "Enterprise Support Portal Widget",\n    "description": "For customers",\n',
  );
  await field.fill("");
  await field.blur();
  expect(await designer.text()).toBe(text);
  await field.fill("x");
  await form.getByRole("button", { name: "Remove Description" }).click();
  expect(await designer.text()).toBe(text);
  await expect(designer.page.locator("[data-announcement]")).toContainText("Description removed");
});

test("a key that is typed into being keeps its field, and undo takes back no more", async ({ designer }) => {
  const text = example("widget-configuration").replace(/,\n *"borderRadius": 8/, "");
  const form = await formOf(designer, text);
  const radius = form.getByLabel("Border radius", { exact: true });
  await radius.evaluate((element) => Object.assign(element, { same: true }));
  await radius.focus();
  await designer.page.keyboard.type("12.5", { delay: 20 });
  await expect(radius).toBeFocused();
  expect(await radius.evaluate((element) => "same" in element)).toBe(true);
  expect(await designer.text()).toContain('"fontFamily": "Inter, sans-serif",\n      "borderRadius": 12.5\n');
  // Keys within half a second are one step; on a busy machine they may be further apart.
  for (let step = 0; step < 4 && (await designer.text()).includes("borderRadius"); step++) {
    await designer.page.keyboard.press("Control+z");
  }
  expect(await designer.text()).toBe(text);
});

test("an author's own escapes stay where nothing is typed", async ({ designer }) => {
  const text = example("channel").replace("Primary web", "Pr\\u0069mary \\/ web");
  const form = await formOf(designer, text);
  const field = form.getByLabel("Description", { exact: true });
  await expect(field).toHaveValue(/^Primary \/ web/);
  await field.press("End");
  await designer.page.keyboard.type(' "x"');
  expect(await designer.text()).toBe(text.replace('customer support"', 'customer support \\"x\\""'));
});

test("numbers are numbers, and what is none is told and kept", async ({ designer }) => {
  const form = await formOf(designer, example("widget-configuration"));
  const radius = form.getByLabel("Border radius", { exact: true });
  await radius.fill("12.50");
  expect(await designer.text()).toContain('"borderRadius": 12.50');
  await radius.fill("12px");
  expect(await designer.text()).toContain('"borderRadius": "12px"');
  await expect(radius).toHaveAttribute("aria-invalid", "true");
  await expect(radius).toHaveAccessibleErrorMessage(/is a string; it must be a number/);
  await expect(radius).toHaveAccessibleDescription(/0 to 50 pixels/);
  expect(await designer.axe()).toEqual([]);
  await radius.fill("400");
  await expect(radius).toHaveAccessibleErrorMessage(/50/);
});

test("true and false can be unset where they may be left out", async ({ designer }) => {
  const form = await formOf(designer, example("channel"));
  const enabled = form.getByRole("checkbox", { name: "Enabled" });
  await expect(enabled).toBeChecked();
  await enabled.uncheck();
  expect(await designer.text()).toContain('"enabled": false');
  await form.getByRole("button", { name: "Unset Enabled" }).click();
  expect(await designer.text()).not.toContain("enabled");
  await expect(enabled).toBeFocused();
  await expect(enabled).toHaveJSProperty("indeterminate", true);
  await enabled.press("Space");
  expect(await designer.text()).toContain('"enabled": true');
});

test("a required key that is missing is told under its field", async ({ designer }) => {
  const text = example("widget-configuration").replace('"primaryColor": "#0056B3",', "");
  const form = await formOf(designer, text);
  const color = form.getByLabel("Primary colour", { exact: true });
  await expect(color).toHaveAccessibleErrorMessage(/no "primaryColor", which is required/);
  await color.fill("#0056b3");
  await expect(color).not.toHaveAttribute("aria-invalid");
});

test("what is known of a text is counted", async ({ designer }) => {
  const text = '{ "kind": "widget-configuration", "id": "a", "payload": { "name": "Café ☕" } }';
  const form = await formOf(designer, text);
  await expect(form.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/6 of 100 characters/);
});

test("keys that no table knows are shown as JSON, and can be changed and removed", async ({ designer }) => {
  const text = example("agent-widget").replace('"type"', '"colour": [1, 2],\n    "type"');
  const form = await formOf(designer, text);
  const raw = form.getByLabel("colour as JSON");
  await expect(raw).toHaveValue("[1, 2]");
  await raw.fill("[1, 2");
  await expect(raw).toHaveAccessibleErrorMessage(/no JSON yet/);
  expect(await designer.text()).toBe(text);
  await raw.fill("[1, 2, 3]");
  expect(await designer.text()).toBe(text.replace("[1, 2]", "[1, 2, 3]"));
  expect(await designer.axe()).toEqual([]);
  await form.getByRole("button", { name: "Remove Colour" }).click();
  expect(await designer.text()).toBe(example("agent-widget"));
});

test("what is typed for a value goes with its key, and not to the next one", async ({ designer }) => {
  const text = example("agent-widget").replace('"type"', '"one": 1, "two": 2, "type"');
  const form = await formOf(designer, text);
  await form.getByLabel("one as JSON").fill("[1");
  await form.getByRole("button", { name: "Remove One" }).click();
  await expect(form.getByLabel("two as JSON")).toHaveValue("2");
});

test("settings take keys of the author's own", async ({ designer }) => {
  const form = await formOf(designer, example("agent-widget"));
  const settings = form.getByRole("group", { name: "Settings" });
  await settings.getByLabel("Another key").last().fill("locale");
  await settings.getByLabel("Another key").last().press("Enter");
  await settings.getByLabel("locale as JSON").fill('"de"');
  expect((await value(designer)).payload).toMatchObject({ settings: { locale: "de", refresh_interval_ms: 5000 } });
});

test("a map has rows whose keys can be changed, added and removed", async ({ designer }) => {
  const form = await formOf(designer, example("channel"));
  const map = form.getByRole("group", { name: "Custom attributes" });
  await expect(map).toContainText("3 of 20 custom attributes");
  await map.getByLabel("Key of Custom attribute 1").fill("team");
  await map.getByLabel("New custom attribute").fill("tier");
  await map.getByRole("button", { name: "Add custom attribute" }).click();
  await expect(map.getByLabel("Value of tier")).toBeFocused();
  await designer.page.keyboard.type("gold");
  await map.getByRole("button", { name: "Remove priority" }).click();
  const spec = (await value(designer)).spec as Record<string, Record<string, unknown>>;
  expect(spec.webMessagingWidgetConfiguration?.customAttributes).toEqual({
    team: "support",
    region: "na",
    tier: "gold",
  });
  await map.getByLabel("New custom attribute").fill("team");
  await expect(map).toContainText("This key is there already.");
});

test("a key that is not in the document yet has its own undo", async ({ designer }) => {
  const text = example("channel");
  const form = await formOf(designer, text);
  const key = form.getByLabel("New custom attribute");
  await key.focus();
  await designer.page.keyboard.type("tier");
  await designer.page.keyboard.press("Control+z");
  // The browser's own, which takes back as much at a time as it likes.
  await expect(key).not.toHaveValue("tier");
  expect(await designer.text()).toBe(text);
});

test("a full map says why there can be no more", async ({ designer }) => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, "v"]));
  const document = JSON.parse(example("channel"));
  document.spec.webMessagingWidgetConfiguration.customAttributes = many;
  const form = await formOf(designer, JSON.stringify(document, null, 2));
  const map = form.getByRole("group", { name: "Custom attributes" });
  await expect(map).toContainText("No more than 20 custom attributes may stand here");
  await map.getByLabel("New custom attribute").fill("one more");
  await map.getByRole("button", { name: "Add custom attribute" }).click({ force: true });
  await expect(designer.page.locator("[data-announcement]")).toContainText("No more than 20");
  expect(await value(designer)).toEqual(document);
});

test("origins are added, moved and deleted by keyboard alone", async ({ designer }) => {
  const { page } = designer;
  const form = await formOf(designer, example("channel"));
  const origins = form.getByRole("group", { name: "Allowed origins" });
  await origins.getByRole("button", { name: "Add origin" }).focus();
  await page.keyboard.press("Enter");
  await expect(origins.getByLabel("Origin 3", { exact: true })).toBeFocused();
  await page.keyboard.type("https://shop.example.com");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.locator("[data-announcement]")).toContainText("moved to position 2 of 3 in the origins");
  await expect(origins.getByLabel("Origin 2", { exact: true })).toBeFocused();
  await expect(origins.getByLabel("Origin 2", { exact: true })).toHaveValue("https://shop.example.com");
  await origins.getByRole("button", { name: /^Delete https:\/\/support/ }).focus();
  await page.keyboard.press("Enter");
  const { spec } = (await value(designer)) as { spec: { securityPolicy: { allowedOrigins: string[] } } };
  expect(spec.securityPolicy.allowedOrigins).toEqual(["https://shop.example.com", "https://portal.example.com"]);
});

test("a bare payload has its form too", async ({ designer }) => {
  const payload = JSON.stringify(JSON.parse(example("agent-widget")).payload, null, 4);
  const form = await formOf(designer, payload);
  await form.getByLabel("This text is").selectOption("agent-widget");
  await form.getByLabel("Description", { exact: true }).fill("Numbers");
  await form.getByLabel("Width", { exact: true }).fill("300");
  expect(await value(designer)).toMatchObject({ description: "Numbers", settings: { dimensions: { width: 300 } } });
  await expect(designer.verdict).toHaveText("May be published");
  expect(await designer.axe()).toEqual([]);
});

test("a conflicting kind shows what there is as JSON", async ({ designer }) => {
  const form = await formOf(designer, '{ "kind": "nothing", "id": "x", "spec": { "a": 1 } }');
  await expect(form.getByLabel("Kind", { exact: true })).toHaveValue("\0nothing");
  await form.getByLabel("Kind", { exact: true }).selectOption("channel");
  await expect(form.getByRole("group", { name: "Security policy" })).toBeVisible();
  await form.getByRole("button", { name: "Add security policy" }).click();
  await expect(form.getByRole("group", { name: "Allowed origins" })).toBeVisible();
});
