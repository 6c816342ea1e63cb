/**
 * The page under test: opened as a person opens it, and held throughout to what it promises (no error, no breach of its
 * policy, no request after it has loaded).
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
// @ts-expect-error: it is plain JavaScript, shared with the tests of the package
import { serve } from "../../../tests/consumers/server.mjs";
import { violations, violationsWithFrames } from "./axe.ts";

const repository = join(import.meta.dirname, "../../..");

/** The text of a file of the repository, such as `examples/rich-card.json`. */
export function file(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** The good example of a kind. */
export function example(kind: string): string {
  return file(`examples/${kind}.json`);
}

/** What the page shows of itself to the browser's console. */
interface Exposed {
  preflight: { text(): string; selected(): string; judged(): boolean };
}

/** Has the page believe that its service worker is ready. */
function keepNothing(): void {
  const registration = { unregister: async () => true };
  const value = {
    register: async () => registration,
    getRegistrations: async () => [registration],
    ready: Promise.resolve(registration),
  };
  Object.defineProperty(Navigator.prototype, "serviceWorker", { value });
}

/** The documents of all tabs as they lie in the browser's database. */
function keptDocuments(): Promise<{ text: string; name: string }[]> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("preflight.designer");
    // Where the page has not made it yet, it is not made by looking.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => done([]);
    opening.onsuccess = () => {
      const reading = opening.result.transaction("current").objectStore("current").getAll();
      reading.onerror = () => failed(reading.error);
      reading.onsuccess = () => {
        opening.result.close();
        done(reading.result.map(({ text, name }) => ({ text, name })));
      };
    };
  });
}

/** The designer as a person uses it. */
export class Designer {
  readonly page: Page;
  readonly editor: Locator;
  readonly verdict: Locator;
  /** What is said to people who do not see the page change. */
  readonly announcement: Locator;
  /** What the page said or asked for that it should not have. */
  readonly complaints: string[] = [];
  /** The addresses that were asked for since the page had loaded. */
  readonly requests: string[] = [];
  #loaded = false;

  constructor(page: Page) {
    this.page = page;
    this.editor = page.getByRole("textbox", { name: "Document as JSON" });
    this.verdict = page.locator("[data-verdict]");
    this.announcement = page.locator("[data-announcement]");
  }

  /**
   * Opens the page, and waits until it has judged its first document and loaded its last part. To keep every file once more
   * for later costs as much as the rest of that, so only those do it who mean to be `offline`.
   */
  async open(address: string, fragment = "", { offline = false } = {}): Promise<void> {
    const { page } = this;
    if (!offline) await page.addInitScript(keepNothing);
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (this.#loaded && !/^(data|blob|about):/.test(request.url())) this.requests.push(request.url());
    });
    page.on("requestfailed", (request) => this.complaints.push(`not loaded: ${request.url()}`));
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
        console.error(`policy: ${effectiveDirective} ${blockedURI} ${sample}`);
      });
    });
    await page.goto(`${address}/${fragment}`);
    await page.locator("html[data-loaded]").waitFor();
    this.#loaded = true;
  }

  /** Puts a text in place of the document, as a paste does. */
  async write(text: string): Promise<void> {
    await this.page.getByRole("tab", { name: "Text" }).click();
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
    await this.judged();
  }

  /** The text of the document. */
  text(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as Exposed).preflight.text());
  }

  /** What is selected in it. */
  selected(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as Exposed).preflight.selected());
  }

  /** Waits until the verdict is about the text as it is. */
  async judged(): Promise<void> {
    await this.page.waitForFunction(() => (window as unknown as Exposed).preflight.judged());
  }

  /** Waits until this browser keeps the document as it is, with its name, for a reload or another tab. */
  async kept(): Promise<void> {
    const document = { text: await this.text(), name: await this.page.getByLabel("Name of the document").inputValue() };
    await expect.poll(() => this.page.evaluate(keptDocuments)).toContainEqual(document);
  }

  /** Chooses a line of a menu. */
  async choose(menu: string, line: string | RegExp): Promise<void> {
    await this.page.getByRole("navigation", { name: "Menus" }).getByRole("button", { name: menu, exact: true }).click();
    await this.page.getByRole("menuitem", { name: line }).click();
  }

  /** What axe finds on the page as it is; with `frames`, which takes twice as long, in the drawing too. */
  async axe({ frames = false } = {}): Promise<string[]> {
    const found = await (frames ? violationsWithFrames(this.page) : violations(this.page));
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
  }
}

interface Fixtures {
  designer: Designer;
}

interface WorkerFixtures {
  address: string;
}

/** `designer` is the page, open and judged; when the test ends it must have kept its promises. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
    async ({}, use) => {
      const server = await serve(join(import.meta.dirname, "../dist"));
      await use(server.address);
      await server.close();
    },
    { scope: "worker" },
  ],
  designer: async ({ page, address }, use) => {
    const designer = new Designer(page);
    await designer.open(address);
    await use(designer);
    // Reports of breaches come as tasks of their own.
    await page.waitForTimeout(50);
    expect(designer.complaints).toEqual([]);
    expect(designer.requests).toEqual([]);
  },
});

export { expect };
