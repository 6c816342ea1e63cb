import type { Locator } from "@playwright/test";
import { type Designer, example, expect, test } from "./page.ts";

// Whole forms are walked and judged by axe here.
test.describe.configure({ timeout: 60_000 });

async function formOf(designer: Designer, text: string): Promise<Locator> {
  await designer.write(text);
  await designer.page.getByRole("tab", { name: "Form" }).click();
  return designer.page.getByRole("form", { name: "Document as a form" });
}

async function value<T>(designer: Designer): Promise<T> {
  return JSON.parse(await designer.text());
}

interface Widget {
  spec: { fields: { label: string; type?: string; options?: unknown[]; hint?: string }[] };
}

async function labels(designer: Designer): Promise<string[]> {
  return (await value<Widget>(designer)).spec.fields.map(({ label }) => label);
}

/** A card with a container, as it is sent. */
const CARD = `{
  "kind": "rich-card",
  "id": "card",
  "target": { "conversationId": "c" },
  "payload": {
    "messageId": "m",
    "templateMatrix": { "templateId": "t", "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly" },
    "components": [
      { "type": "header", "text": "Your order", "style": "bold" },
      { "type": "body", "text": "It is on its way." },
      {
        "type": "container",
        "components": [
          { "type": "body", "text": "Inside." }
        ]
      },
      {
        "type": "buttonGroup",
        "buttons": [
          { "label": "Track", "action": "postback", "payload": "track" }
        ]
      }
    ]
  }
}
`;

interface Component {
  type: string;
  text?: string;
  components?: Component[];
}

/** The components of a card in short: \`header body container(body) buttonGroup\`. */
function outline(components: Component[]): string {
  return components
    .map(({ type, components: inner }) => (inner === undefined ? type : `${type}(${outline(inner)})`))
    .join(" ");
}

async function card(designer: Designer): Promise<string> {
  return outline((await value<{ payload: { components: Component[] } }>(designer)).payload.components);
}

test.describe("the table of pre-chat fields", () => {
  test("main columns are edited in place, the rest in details", async ({ designer }) => {
    const form = await formOf(designer, example("widget-configuration"));
    const table = form.getByRole("table");
    await expect(form.getByText("3 of 15 fields")).toBeVisible();
    await table.getByLabel("Label of field 2").fill("E-mail");
    await table.getByLabel("Type of field 1").selectOption("textarea");
    await table.getByLabel("Required of field 3", { exact: true }).check();
    await table.getByRole("button", { name: "More fields of Department" }).click();
    await table.getByLabel("Hint", { exact: true }).fill("Who should answer?");
    await table.getByLabel("Option 2", { exact: true }).fill("Help");
    await table.getByRole("button", { name: "Add option" }).click();
    await expect(table.getByLabel("Option 4", { exact: true })).toBeFocused();
    await designer.page.keyboard.type("Press");
    await table.getByLabel("Form of Option 1").selectOption("label and value");
    await table.getByRole("group", { name: "Option 1" }).getByLabel("Value", { exact: true }).fill("sales-eu");
    const { spec } = await value<Widget>(designer);
    expect(spec.fields).toMatchObject([
      { label: "Full Name", type: "textarea" },
      { label: "E-mail" },
      {
        hint: "Who should answer?",
        options: [{ label: "Sales", value: "sales-eu" }, "Help", "Billing", "Press"],
        required: true,
      },
    ]);
    expect(await designer.axe()).toEqual([]);
  });

  test("a select without options says that it needs them now", async ({ designer }) => {
    const form = await formOf(designer, example("widget-configuration"));
    await form.getByLabel("Type of field 1").selectOption("radio");
    await expect(form.getByRole("button", { name: "More fields of Full Name" })).toContainText(
      "options required because Type is select or radio",
    );
    await form.getByRole("button", { name: "More fields of Full Name" }).click();
    await expect(form.getByText(/has no "options", which is required/)).toBeVisible();
    await form.getByRole("button", { name: "Add options" }).click();
    expect((await value<Widget>(designer)).spec.fields[0]?.options).toEqual([]);
  });

  test("rows are added, doubled, moved and deleted by mouse", async ({ designer }) => {
    const form = await formOf(designer, example("widget-configuration"));
    const said = designer.page.locator("[data-announcement]");
    await form.getByRole("button", { name: "Move Department up" }).click();
    await expect(said).toContainText("Department moved to position 2 of 3 in the fields");
    expect(await labels(designer)).toEqual(["Full Name", "Department", "Email Address"]);
    await form.getByRole("button", { name: "Duplicate Full Name" }).click();
    expect(await labels(designer)).toEqual(["Full Name", "Full Name", "Department", "Email Address"]);
    await form.getByRole("button", { name: "Delete Department" }).click();
    await expect(said).toContainText("Department deleted; 3 are left");
    await form.getByRole("button", { name: "Add field" }).click();
    await expect(form.getByLabel("Label of field 4")).toBeFocused();
    await designer.page.keyboard.type("Order number");
    expect(await labels(designer)).toEqual(["Full Name", "Full Name", "Email Address", "Order number"]);
  });

  test("rows move by keyboard alone, the focus stays on them, and undo takes it back", async ({ designer }) => {
    const text = example("widget-configuration");
    const form = await formOf(designer, text);
    const { page } = designer;
    await form.getByLabel("Label of field 1").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect(form.getByLabel("Label of field 2")).toBeFocused();
    await expect(form.getByLabel("Label of field 2")).toHaveValue("Full Name");
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Alt+ArrowDown");
    await expect(page.locator("[data-announcement]")).toContainText("Full Name cannot move further that way");
    expect(await labels(designer)).toEqual(["Email Address", "Department", "Full Name"]);
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    expect(await designer.text()).toBe(text);
    await page.keyboard.press("Control+z");
    expect(await labels(designer)).toEqual(["Email Address", "Full Name", "Department"]);
  });

  test("an open row stays open where it goes", async ({ designer }) => {
    const form = await formOf(designer, example("widget-configuration"));
    await form.getByRole("button", { name: "More fields of Department" }).click();
    await form.getByRole("button", { name: "Move Department up" }).click();
    await expect(form.getByRole("button", { name: "Fewer fields of Department" })).toBeVisible();
    await expect(form.getByRole("button", { name: "More fields of Email Address" })).toBeVisible();
  });

  test("rows are dragged", async ({ designer }) => {
    const text = example("widget-configuration");
    const form = await formOf(designer, text);
    const handle = form.getByRole("button", { name: "Move Department", exact: true });
    await handle.scrollIntoViewIfNeeded();
    const target = await form.getByLabel("Label of field 1").boundingBox();
    await handle.hover();
    await designer.page.mouse.down();
    await designer.page.mouse.move((target?.x ?? 0) + 10, (target?.y ?? 0) + 30, { steps: 5 });
    await designer.page.mouse.move((target?.x ?? 0) + 10, (target?.y ?? 0) + 2, { steps: 5 });
    await designer.page.mouse.up();
    expect(await labels(designer)).toEqual(["Department", "Full Name", "Email Address"]);
    await expect(designer.page.locator("[data-announcement]")).toContainText(
      "Department moved to position 1 of 3 in the fields",
    );
    await designer.page.keyboard.press("Control+z");
    expect(await designer.text()).toBe(text);
  });

  test("a full table says why it takes no more", async ({ designer }) => {
    const document = await JSON.parse(example("widget-configuration"));
    document.spec.fields = Array.from({ length: 15 }, (_, index) => ({ label: `Field ${index + 1}`, type: "text" }));
    const form = await formOf(designer, JSON.stringify(document, null, 2));
    await expect(form.getByText("15 of 15 fields")).toBeVisible();
    await expect(form.getByRole("button", { name: "Add field" })).toHaveAccessibleDescription(/No more than 15 fields/);
    await form.getByRole("button", { name: "Add field" }).click({ force: true });
    await expect(designer.page.locator("[data-announcement]")).toContainText("No more than 15 fields");
    expect(await value(designer)).toEqual(document);
  });
});

test.describe("the tree of components", () => {
  test("it shows what holds what, and each component opens", async ({ designer }) => {
    const form = await formOf(designer, CARD);
    await expect(form.getByText("5 of 20 components, counted at every level")).toBeVisible();
    await form.getByRole("button", { name: "Header Your order" }).click();
    await form.getByLabel("Text", { exact: true }).fill("Your parcel");
    expect(await designer.text()).toBe(CARD.replace("Your order", "Your parcel"));
    await form.getByLabel("Type", { exact: true }).selectOption("body");
    await expect(form.getByLabel("style as JSON")).toBeVisible();
    expect(await designer.axe()).toEqual([]);
  });

  test("components of each type are added at every level", async ({ designer }) => {
    const form = await formOf(designer, CARD);
    for (const type of ["Header", "Body", "Button group", "Container"]) {
      await form.getByRole("button", { name: "Add component", exact: true }).click();
      await designer.page.getByRole("menuitem", { name: type, exact: true }).click();
      await expect(designer.page.locator("[data-announcement]")).toContainText(`${type} added`);
    }
    await form.getByRole("button", { name: "Add component to the container" }).first().click();
    await designer.page.getByRole("menuitem", { name: "Body" }).click();
    expect(await card(designer)).toBe(
      "header body container(body body) buttonGroup header body buttonGroup container()",
    );
  });

  test("components move up, down, into and out of containers by keyboard, and back to the same text", async ({
    designer,
  }) => {
    const form = await formOf(designer, CARD);
    const { page } = designer;
    const said = page.locator("[data-announcement]");
    const title = form.getByRole("button", { name: /^Body It is/ });
    await title.focus();
    await page.keyboard.press("Alt+ArrowUp");
    await expect(said).toContainText("Body moved to position 1 of 4 in the card");
    await expect(title).toBeFocused();
    await page.keyboard.press("Alt+ArrowDown");
    expect(await designer.text()).toBe(CARD);
    await page.keyboard.press("Alt+ArrowRight");
    await expect(said).toContainText("Body moved to position 1 of 2 in the container");
    expect(await card(designer)).toBe("header container(body body) buttonGroup");
    await expect(title).toBeFocused();
    await page.keyboard.press("Alt+ArrowLeft");
    expect(await card(designer)).toBe("header container(body) body buttonGroup");
    await expect(title).toBeFocused();
    await page.keyboard.press("Alt+ArrowUp");
    expect(await designer.text()).toBe(CARD);
    await page.keyboard.press("Alt+ArrowLeft");
    await expect(said).toContainText("Body cannot move further that way");
  });

  test("components move by buttons, are doubled and deleted", async ({ designer }) => {
    const form = await formOf(designer, CARD);
    await form.getByRole("button", { name: "Move Button group into the container" }).click();
    expect(await card(designer)).toBe("header body container(body buttonGroup)");
    await form.getByRole("button", { name: "Move Button group out to the card" }).click();
    expect(await designer.text()).toBe(CARD);
    await form.getByRole("button", { name: "Duplicate Container" }).click();
    expect(await card(designer)).toBe("header body container(body) container(body) buttonGroup");
    await form.getByRole("button", { name: "Delete Header" }).click();
    expect(await card(designer)).toBe("body container(body) container(body) buttonGroup");
    await designer.page.keyboard.press("Control+z");
    await designer.page.keyboard.press("Control+z");
    expect(await designer.text()).toBe(CARD);
  });

  test("nothing is moved below the deepest level, by whatever means", async ({ designer, page }) => {
    const body = { type: "body", text: "Deep down", markdown: false };
    const inside = (...components: object[]) => ({ type: "container", components });
    const components = [inside(), inside(inside(inside(body)))];
    const text = JSON.stringify({ kind: "rich-card", id: "a", payload: { messageId: "m", components } }, null, 2);
    const form = await formOf(designer, text);
    const said = page.locator("[data-announcement]");
    const handle = form.getByRole("button", { name: "Move Container", exact: true }).nth(1);
    await handle.focus();
    await page.keyboard.press("Alt+ArrowRight");
    await expect(said).toContainText("Cards nest 4 levels; this would be level 5.");
    const into = form.getByRole("button", { name: "Move Container into the container" }).nth(1);
    await expect(into).toHaveAttribute("aria-disabled", "true");
    await into.press("Enter");
    await handle.hover();
    await page.mouse.down();
    const empty = await form.getByText("Nothing is in the container yet.").boundingBox();
    await page.mouse.move((empty?.x ?? 0) + 10, (empty?.y ?? 0) + 4, { steps: 4 });
    await expect(form.locator("[data-drop=inside]")).toHaveCount(0);
    await page.mouse.up();
    expect(await designer.text()).toBe(text);
    // The other way round there is room.
    await form.getByRole("button", { name: "Move Container", exact: true }).first().focus();
    await page.keyboard.press("Alt+ArrowRight");
    expect(await card(designer)).toBe("container(container() container(container(body)))");
  });

  test("components are dragged into a container, and nothing goes into itself", async ({ designer }) => {
    const form = await formOf(designer, CARD);
    const { mouse } = designer.page;
    const drag = async (from: Locator, to: Locator, part: number) => {
      await from.scrollIntoViewIfNeeded();
      const end = await to.boundingBox();
      if (end === null) throw new Error("there is nothing to drag to");
      await from.hover();
      await mouse.down();
      await mouse.move(end.x + 40, end.y + end.height / 2, { steps: 5 });
      await mouse.move(end.x + 40, end.y + end.height * part, { steps: 3 });
      await mouse.up();
    };
    const inner = form.getByRole("button", { name: "Body Inside." });
    await drag(form.getByRole("button", { name: "Move Header", exact: true }), inner, 0.9);
    expect(await card(designer)).toBe("body container(body header) buttonGroup");
    await drag(form.getByRole("button", { name: "Move Container", exact: true }), inner, 0.1);
    expect(await card(designer)).toBe("body container(body header) buttonGroup");
  });

  test("a drag that is given up changes nothing", async ({ designer }) => {
    const form = await formOf(designer, CARD);
    await form.getByRole("button", { name: "Move Header", exact: true }).hover();
    await designer.page.mouse.down();
    await designer.page.mouse.move(200, 500, { steps: 5 });
    await designer.page.keyboard.press("Escape");
    await designer.page.mouse.up();
    await expect(designer.page.locator("[data-announcement]")).toContainText("Header stays where it was");
    expect(await designer.text()).toBe(CARD);
  });

  test("limits are told where they are reached", async ({ designer }) => {
    const document = JSON.parse(CARD);
    const [, , , group] = document.payload.components;
    group.buttons = Array.from({ length: 5 }, (_, index) => ({ label: `B${index}`, action: "postback", payload: "x" }));
    const form = await formOf(designer, JSON.stringify(document, null, 2));
    await form.getByRole("button", { name: /^Button group/ }).click();
    await expect(form.getByText("5 of 5 buttons")).toBeVisible();
    await expect(form.getByRole("button", { name: "Add button" })).toHaveAccessibleDescription(
      /No more than 5 buttons/,
    );
  });

  test("a card of a spec has its actions in a table", async ({ designer }) => {
    const form = await formOf(designer, example("rich-card"));
    await form.getByLabel("Label of action 2").fill("Call us");
    await form.getByRole("button", { name: "Move Call us up" }).click();
    await form.getByLabel("Title", { exact: true }).fill("Thank you");
    expect(await value(designer)).toMatchObject({
      spec: { fields: { title: "Thank you", actions: [{ label: "Call us" }, { label: "Track Order" }] } },
    });
  });
});

test.describe("variables", () => {
  test("values are edited by their type", async ({ designer }) => {
    const form = await formOf(designer, example("participant-variables"));
    await expect(form.getByLabel("Value of directive 2")).toHaveValue("1250.50");
    await form.getByLabel("Value of directive 2").fill("99.90");
    await form.getByLabel("Value of directive 3").uncheck();
    await form.getByLabel("Type of directive 2").selectOption("string");
    expect(await designer.text()).toContain('"value": "99.90", "type": "string"');
    expect(await designer.text()).toContain('"key": "is_vip", "value": false');
    expect(await designer.axe()).toEqual([]);
  });

  test("the bytes of keys and values are counted against the policy's limits", async ({ designer }) => {
    const form = await formOf(designer, example("participant-variables"));
    await expect(form.getByText("4 of 100 directives")).toBeVisible();
    const field = form.getByLabel("Value of directive 1");
    await field.fill("é☕");
    await expect(field).toHaveAccessibleDescription(/5 of 2048 bytes/);
    await expect(form.getByLabel("Key of directive 1")).toHaveAccessibleDescription(/13 of 64 bytes/);
  });

  test("the key matrix offers keys, and sets their types", async ({ designer }) => {
    const text = example("participant-variables").replace(
      '"directives"',
      '"keyMatrix": { "customer_tier": "string", "cart_value": "number", "is_vip": "boolean", "referral_code": "string", "visits": "number" },\n    "directives"',
    );
    const form = await formOf(designer, text);
    await form.getByRole("button", { name: "Add directive" }).click();
    const key = form.getByLabel("Key of directive 5");
    await expect(key).toBeFocused();
    const offered = await form.evaluate((element) => {
      const input = element.querySelector<HTMLInputElement>('[aria-label="Key of directive 5"]');
      return [...(input?.list?.options ?? [])].map((option) => option.value);
    });
    expect(offered).toEqual(["visits"]);
    await designer.page.keyboard.type("visits");
    await key.blur();
    await expect(form.getByLabel("Type of directive 5")).toHaveValue("number");
    await form.getByLabel("Value of directive 5").fill("3");
    const { spec } = await value<{ spec: { directives: unknown[] } }>(designer);
    expect(spec.directives.at(-1)).toEqual({ key: "visits", value: 3, type: "number" });
    await form.getByLabel("Type of directive 5").selectOption("string");
    await expect(form.getByText("the key matrix says number")).toBeVisible();
  });
});
