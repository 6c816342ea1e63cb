import { Drawing } from "./drawing.ts";
import { example, expect, test } from "./page.ts";

test("a script in the frame reaches neither the page nor its storage nor the network", async ({ designer }) => {
  const drawing = new Drawing(designer);
  await designer.write(example("rich-card"));
  await expect(drawing.first.getByRole("button", { name: "Track Order" })).toBeVisible();
  const tried = await drawing.frame().evaluate(async () => {
    const attempts: Record<string, () => unknown> = {
      "the page's document": () => parent.document.title,
      "the page's state": () => (parent as unknown as { preflight: unknown }).preflight,
      "its storage": () => localStorage.length,
      "its cookies": () => document.cookie,
      "its databases": () => indexedDB.open("x"),
      "the network": () => fetch("/designer.json"),
      "the network by a socket": () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket("wss://example.com");
          socket.onopen = resolve;
          socket.onerror = () => reject(new Error("not connected"));
        }),
      "an image": () =>
        new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = () => reject(new Error("not loaded"));
          image.src = "https://example.com/x.png";
        }),
      "a text as code": () => new Function("return 1")(),
      "another page in its place": () => {
        (top as Window).location.href = "https://example.com/";
      },
    };
    const outcomes: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt();
        outcomes[name] = "reached";
      } catch {
        outcomes[name] = "refused";
      }
    }
    // A form or a window that opens tells of no error.
    outcomes["a window"] = open("https://example.com/") === null ? "refused" : "reached";
    return { origin: self.origin, outcomes };
  });
  expect(tried.origin).toBe("null");
  expect(Object.entries(tried.outcomes).filter(([, outcome]) => outcome !== "refused")).toEqual([]);
  expect(designer.page.url()).toMatch(/^http:\/\/(127\.0\.0\.1|localhost)/);
  // The browser told of every try; it may tell a moment later.
  await designer.page.waitForTimeout(100);
  expect(designer.complaints.length).toBeGreaterThan(3);
  // Of the image the browser tells before it refuses it.
  expect(designer.requests).toEqual(["https://example.com/x.png"]);
  expect(designer.complaints).toContain("not loaded: https://example.com/x.png");
  designer.requests.length = 0;
  designer.complaints.length = 0;
});

test("the page passes by messages of another shape, or from elsewhere", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  await designer.write(example("rich-card"));
  await drawing.first.getByRole("button", { name: "Track Order" }).click();
  await expect(drawing.events).toHaveCount(1);
  const before = await drawing.selected();

  const pressed = { type: "pressed", pointer: "/components/2/buttons/1", link: null };
  const selected = { type: "selected", pointer: "/components/0/text" };
  await page.evaluate(
    (messages) => {
      for (const message of messages) postMessage(message, "*");
    },
    [pressed, selected],
  );
  await drawing.frame().evaluate(() => {
    for (const message of [
      null,
      "selected",
      { type: "selected", pointer: 3 },
      { type: "selected", pointer: "/nowhere" },
      { type: "pressed", pointer: ["/components/2/buttons/1"], link: null },
      { type: "pressed", pointer: "/components/0", link: null },
      { type: "submitted", values: "all" },
      { type: "__proto__" },
      { type: "picture", number: 1, svg: "<svg/>", width: 1, height: 1 },
    ]) {
      parent.postMessage(message, "*");
    }
  });
  await page.waitForTimeout(200);
  await expect(drawing.events).toHaveCount(1);
  expect(await drawing.selected()).toBe(before);

  // The same messages from the frame, in their right shape, are heard: the test would notice if none were.
  await drawing.frame().evaluate((message) => parent.postMessage(message, "*"), pressed);
  await expect(drawing.events).toHaveCount(2);
});

test("the frame passes by messages of another shape, or from elsewhere", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  await designer.write(example("rich-card"));
  await expect(first.getByRole("button", { name: "Track Order" })).toBeVisible();
  const node = { type: "element", id: 0, parent: null, name: "h1", namespace: "html" };
  const tree = {
    language: "en",
    direction: "ltr",
    theme: {},
    nodes: [node, { type: "text", id: 1, parent: 0, text: "Other" }],
  };
  const draw = { type: "draw", tree, focus: null, attempted: false };
  await drawing.frame().evaluate((message) => postMessage(message, "*"), draw);
  const tell = (message: unknown) =>
    page.evaluate((message) => {
      document.querySelector("iframe")?.contentWindow?.postMessage(message, "*");
    }, message);
  await tell({ ...draw, tree: { ...tree, nodes: [{ ...node, name: 3 }] } });
  await tell({ ...draw, tree: { ...tree, theme: null } });
  await tell({ type: "look", look: { vision: 'url("https://example.com/")' } });
  await tell({ type: "eval", code: "parent" });
  await page.waitForTimeout(200);
  await expect(first.getByRole("button", { name: "Track Order" })).toBeVisible();
  await expect(first.getByRole("heading", { name: "Other" })).toHaveCount(0);

  await tell(draw);
  await expect(first.getByRole("heading", { name: "Other" })).toBeVisible();
});

/** Markup that runs something in a browser that believes it. */
const HOSTILE = [
  "<script>parent.postMessage('x','*')</script>",
  "<img src=x onerror=alert(1)>",
  "<svg><style><img/src=x onerror=alert(1)></style></svg>",
  "</style><script>alert(1)</script>",
  "javascript:alert(1)",
  '"><iframe srcdoc="<script>alert(1)</script>">',
  "<form action=https://example.com/><input type=submit>",
  "{{constructor.constructor('alert(1)')()}}",
  "url(https://example.com/x)",
];

/** What no drawing has. */
const FOREIGN = "script, style, img, iframe, [src], [href], [onerror], [action]";

test("hostile texts are drawn as texts, everywhere that a text may stand", async ({ designer }) => {
  const { page } = designer;
  const drawing = new Drawing(designer);
  const { first } = drawing;
  page.on("dialog", () => designer.complaints.push("a dialog"));
  for (const text of HOSTILE) {
    await designer.write(
      JSON.stringify({
        kind: "widget-configuration",
        id: "a",
        spec: {
          widgetId: "a",
          theme: { primaryColor: "#0056B3", fontFamily: text },
          fields: [
            { label: text, type: "text", hint: text, placeholder: text, ariaLabel: text, name: text },
            { label: "Choice", type: "select", options: [text] },
          ],
        },
      }),
    );
    await expect(first.locator("label").first()).toHaveText(text);
    await expect(first.locator("input")).toHaveAttribute("placeholder", text);
    await expect(first.locator(".view").locator(FOREIGN)).toHaveCount(0);
    await designer.write(
      JSON.stringify({
        kind: "rich-card",
        id: "a",
        target: { conversationId: "c" },
        payload: {
          messageId: "m",
          templateMatrix: { templateId: text, layoutEngine: "flexbox", version: "2.1", fallbackBehavior: "textOnly" },
          dynamicFields: {},
          components: [
            { type: "header", text, style: "bold" },
            { type: "body", text, markdown: true },
            { type: "body", text, markdown: false },
            { type: "buttonGroup", buttons: [{ label: text, action: "link", payload: text, style: "primary" }] },
          ],
        },
      }),
    );
    await expect(first.getByRole("button", { name: text, exact: true })).toBeVisible();
    await expect(first.locator(".view").locator(FOREIGN)).toHaveCount(0);
  }
});
