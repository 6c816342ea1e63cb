import { Drawing } from "./drawing.ts";
import { example, expect, test } from "./page.ts";

test("the document is drawn as it is typed, and what cannot be drawn leaves the last drawing", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await expect(page.getByRole("heading", { name: "Your drawing will be here" })).toBeVisible();
  await drawing.paste('[{ "kind": "rich-card" }');
  await expect(page.getByRole("heading", { name: "This cannot be drawn yet" })).toBeVisible();

  await drawing.paste(example("widget-configuration"));
  await expect(first.getByLabel("Full Name")).toBeVisible();
  await first.getByLabel("Full Name").fill("Ada");
  await drawing.paste(example("widget-configuration").replace("Full Name", "Your name"));
  await expect(first.getByLabel("Your name")).toHaveValue("Ada");
  await expect(page.getByText("This is how it was before.")).toBeHidden();

  await drawing.paste("nothing that can be drawn");
  await expect(page.getByText("This is how it was before.")).toBeVisible();
  await expect(first.getByLabel("Your name")).toBeVisible();
  await drawing.paste("");
  await expect(page.getByRole("heading", { name: "Your drawing will be here" })).toBeVisible();
});

test("of a form that was refused a screen reader says the errors that apply", async ({ designer, page }) => {
  const { first } = new Drawing(designer);
  await designer.write(example("widget-configuration"));
  await page.getByRole("tab", { name: "Screen reader" }).click();
  const lines = page.getByRole("list", { name: "What a screen reader says" });
  await expect(lines).toContainText("Full Name (required), edit text, required");
  await expect(lines).not.toContainText("invalid");
  await first.getByLabel("Full Name").fill("Ada");
  await first.getByRole("button", { name: "Start chat" }).click();
  await expect(lines).toContainText("Email Address (required), edit text, required, invalid");
  await expect(lines.getByText(/^Full Name/)).toHaveText("Full Name (required), edit text, required");
  await expect(lines.getByText(/^Enter an email address/)).toHaveCount(1);
  await expect(lines).not.toContainText("Fill in this field.");
});

test("a form that is sent by keyboard shows the errors that apply, and goes to the first", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  const name = first.getByLabel("Full Name");
  const mail = first.getByLabel("Email Address");
  await name.focus();
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ada.example.com");
  await page.keyboard.press("Enter");

  await expect(first.getByText("Enter an email address")).toBeVisible();
  await expect(first.getByText("Fill in this field.")).toBeHidden();
  await expect(mail).toBeFocused();
  await expect(mail).toHaveAttribute("aria-invalid", "true");
  await expect(mail).toHaveAccessibleDescription(/Enter an email address/);
  await expect(mail).toHaveValue("ada.example.com");
  await expect(name).toHaveValue("Ada");
  await expect(name).not.toHaveAttribute("aria-invalid");
  await expect(page.locator("[data-announcement]")).toContainText(/1 field is not filled in correctly/);
  await expect(drawing.events).toHaveCount(0);

  await mail.fill("ada@example.com");
  await page.keyboard.press("Tab");
  await expect(first.getByText("Enter an email address")).toBeHidden();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(drawing.events).toHaveCount(1);
  expect(await drawing.newest()).toEqual({
    channel: { metadata: { customAttributes: { "Full Name": "Ada", "Email Address": "ada@example.com" } } },
  });
  await expect(page.locator("[data-announcement]")).toContainText(/an event would be sent/);
  await expect(name).toHaveValue("Ada");
});

test("a group of boxes, a telephone number and a box of consent are looked at too", async ({ designer }) => {
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(
    JSON.stringify({
      kind: "widget-configuration",
      id: "a",
      spec: {
        widgetId: "a",
        theme: { primaryColor: "#0056B3" },
        fields: [
          { label: "Topics", type: "checkbox", required: true, options: ["Bills", "Parcels"] },
          { label: "Channel", type: "radio", required: true, options: ["Mail", "Phone"] },
          { label: "Phone", type: "tel" },
          { label: "I agree", type: "checkbox", required: true },
        ],
      },
    }),
  );
  const send = first.getByRole("button", { name: "Start chat" });
  await first.getByLabel("Phone", { exact: true }).last().fill("call me");
  await send.click();
  await expect(first.locator(".error:visible")).toHaveCount(4);
  await expect(first.getByRole("checkbox", { name: "Bills" })).toBeFocused();
  await first.getByRole("checkbox", { name: "Bills" }).check();
  await first.getByRole("checkbox", { name: "Parcels" }).check();
  await first.getByRole("radio", { name: "Mail" }).check();
  await first.getByRole("textbox", { name: "Phone" }).fill("+44 20 7946 0000");
  await first.getByRole("checkbox", { name: "I agree" }).check();
  await expect(first.locator(".error:visible")).toHaveCount(0);
  await send.click();
  await expect(drawing.events).toHaveCount(1);
  expect(await drawing.newest()).toEqual({
    channel: {
      metadata: {
        customAttributes: {
          Topics: "Bills, Parcels",
          Channel: "Mail",
          Phone: "+44 20 7946 0000",
          "I agree": "true",
        },
      },
    },
  });
});

const card = JSON.stringify({
  kind: "rich-card",
  id: "a",
  target: { conversationId: "c" },
  spec: {
    templateId: "t",
    fields: {
      title: "Order",
      description: "See [the terms](https://example.com/terms).",
      actions: [
        { label: "Track", type: "postback", value: "track:1" },
        { label: "Site", type: "link", value: "https://example.com/shop" },
      ],
    },
  },
});

test("buttons and links of a card show their event and open nothing, by keyboard too", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(card);
  await first.getByRole("button", { name: "Track" }).click();
  await expect(drawing.events).toHaveCount(1);
  expect(await drawing.newest()).toEqual({ action: "postback", payload: "track:1" });

  await page.keyboard.press("Tab");
  await expect(first.getByRole("link", { name: "Site" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(drawing.events).toHaveCount(2);
  expect(await drawing.newest()).toEqual({ action: "link", payload: "https://example.com/shop" });

  await first.getByRole("link", { name: "the terms" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(drawing.events).toHaveCount(3);
  expect(await drawing.newest()).toEqual({ action: "link", payload: "https://example.com/terms" });

  await first.getByLabel("Your message").fill("Hello");
  await first.getByRole("button", { name: "Send" }).click();
  await expect(drawing.events).toHaveCount(4);
  expect(await drawing.newest()).toEqual({ action: "onMessage", message: { type: "Text", text: "Hello" } });
  await expect(first.getByLabel("Your message")).toHaveValue("");
  await first.getByRole("button", { name: "Send" }).click();
  await expect(drawing.events).toHaveCount(4);

  expect(page.context().pages()).toHaveLength(1);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(drawing.events).toHaveCount(0);
});

test("the messenger closes and opens, and tells so", async ({ designer }) => {
  const { first } = new Drawing(designer);
  await designer.write(example("rich-card"));
  const launcher = first.getByRole("button", { name: "Chat", exact: true });
  await first.getByRole("button", { name: "Close" }).click();
  await expect(first.getByRole("dialog")).toBeHidden();
  await expect(launcher).toBeFocused();
  await expect(launcher).toHaveAttribute("aria-expanded", "false");
  // What is drawn anew stays as it was.
  await designer.write(example("widget-configuration"));
  await expect(first.getByRole("dialog")).toBeHidden();
  await launcher.click();
  await expect(first.getByRole("dialog")).toBeVisible();
  await expect(launcher).toHaveAttribute("aria-expanded", "true");
});

test("what is chosen in the drawing is selected in the text, and the other way about", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  await first.getByText("Email Address (required)").click({ position: { x: 5, y: 5 } });
  await expect.poll(() => drawing.selected()).toBe('"Email Address"');
  await first.getByRole("combobox").focus();
  await expect.poll(() => drawing.selected()).toContain('"label": "Department"');

  const marked = first.locator("[data-selected]");
  await expect(marked).toContainText("Department");
  // A double click takes the word.
  await designer.editor.getByText('"Full Name"').dblclick();
  await expect(marked).toHaveText("Full Name (required)");
  await designer.editor.getByText('"widgetId"').click();
  await expect(marked).toHaveCount(0);
  await page.getByRole("button", { name: "Two panes" }).click();
  await designer.editor.getByText('"#0056B3"').dblclick();
  await expect(marked.first()).toContainText("Chat with us");
  await expect(drawing.second.locator("[data-selected]").first()).toContainText("Chat with us");
});

test("the text draws attention to a place out of sight, but not while a person scrolls", async ({ designer }) => {
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("widget-configuration"));
  await expect(first.getByRole("combobox")).not.toBeInViewport();
  await designer.editor.getByText('"Department"').click();
  await expect(first.getByText("Department")).toBeInViewport();

  await first.locator("body").hover();
  await designer.page.mouse.wheel(0, -2000);
  await expect(first.getByText("Department")).not.toBeInViewport();
  await designer.editor.getByText('"Billing"').click();
  await expect(first.locator("[data-selected]")).toHaveCount(1);
  await expect(first.getByText("Department")).not.toBeInViewport();
});

test("F6 leaves the drawing for the next part of the page", async ({ designer }) => {
  const { page } = designer;
  const { first } = new Drawing(designer);
  await designer.write(example("rich-card"));
  await first.getByLabel("Your message").focus();
  await page.keyboard.press("F6");
  await expect(page.locator("iframe:focus")).toHaveCount(0);
  await expect(page.locator("footer")).toBeFocused();
});
