/**
 * The preview as a person uses it.
 *
 * @module
 */

import type { Frame, FrameLocator, Locator, Page } from "@playwright/test";
import type { Designer } from "./page.ts";

export class Drawing {
  readonly page: Page;
  /** What is drawn in the first pane, and in the second. */
  readonly first: FrameLocator;
  readonly second: FrameLocator;
  readonly options: Locator;
  readonly events: Locator;

  readonly #designer: Designer;

  constructor(designer: Designer) {
    const { page } = designer;
    this.#designer = designer;
    this.page = page;
    this.first = page.frameLocator('[data-pane="0"] iframe');
    this.second = page.frameLocator('[data-pane="1"] iframe');
    this.options = page.getByRole("group", { name: "Options of the preview" });
    this.events = page.getByRole("list", { name: "Events" }).getByRole("listitem");
  }

  /** The frame of the first pane itself. */
  frame(): Frame {
    const found = this.page.frames().find((frame) => frame.parentFrame() !== null);
    if (found === undefined) throw new Error("there is no frame");
    return found;
  }

  /**
   * Puts a text in place of the document by the event that a paste makes. Text that is typed over a problem is first
   * written by the browser itself, in the style of the problem, which the policy refuses.
   */
  async paste(text: string): Promise<void> {
    const { editor } = this.#designer;
    await editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    if (text === "") await this.page.keyboard.press("Delete");
    await editor.evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await this.#designer.judged();
  }

  /** Opens the options, does something with them, and closes them. */
  async withOptions(act: (options: Locator) => Promise<unknown>): Promise<void> {
    await this.page.getByRole("button", { name: /^Options/ }).click();
    await act(this.options);
    await this.page.keyboard.press("Escape");
  }

  /** The JSON of the newest event. */
  async newest(): Promise<unknown> {
    return JSON.parse((await this.events.first().locator("pre").textContent()) ?? "");
  }

  /** What is selected in the text. */
  selected(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as { preflight: { selected(): string } }).preflight.selected());
  }
}
