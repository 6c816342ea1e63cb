/**
 * Shows the drawings that `preview()` makes, in a page of any framework or none. It needs no module of its own: a drawing
 * is data, so it may come from a worker or by `postMessage`.
 *
 * @module
 */

import { stylesheet } from "./generated/stylesheet.js";
import type { Pointer, RenderNode, RenderTree, TextRange } from "./generated/types.js";
import { patch } from "./patch.js";

export type { Pointer, RenderNode, RenderTree, TextRange } from "./generated/types.js";

/** How to show drawings. */
export interface RendererOptions {
  /**
   * Where the styles come from: `"adopt"` (the default) constructs a style sheet, which a policy of `style-src 'self'`
   * allows; an address is linked, such as that of `@preflight/core/preview.css`.
   */
  styles?: "adopt" | { href: string };
  /** Called when a person clicks something or goes there by keyboard. */
  onSelect?: (selection: Selection) => void;
}

/** What a person selected: the innermost element that shows a place of the payload. */
export interface Selection {
  /** The place in the payload. */
  pointer: Pointer;
  /** Where that comes from in the source text. */
  span: TextRange | undefined;
  /** Where a link leads. It is never followed. */
  link: string | undefined;
  /** The element. */
  element: Element;
}

/** Shows drawings, one after the other, in one place. */
export interface Renderer {
  /** What holds the drawing. Styles neither leave it nor come in. */
  readonly root: ShadowRoot;
  /** Shows a drawing. What is the same as before stays, with its focus and what was typed into it. */
  render(tree: RenderTree): void;
  /**
   * Marks what shows a place of the payload, or the element with a node's number, and scrolls to it unless told not to;
   * `null` takes the mark away. Tells whether anything is marked.
   */
  select(target: Pointer | number | null, options?: { scroll?: boolean }): boolean;
  /** Takes the drawing away. */
  destroy(): void;
}

/** An element of a drawing. */
type DrawnElement = Extract<RenderNode, { type: "element" }>;

/** Marks what is selected. */
const SELECTED = "data-selected";

/** Makes a renderer in an element, which must be able to hold a shadow root: a `div` can. */
export function createRenderer(host: HTMLElement, options: RendererOptions = {}): Renderer {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const listeners = new AbortController();
  const content = document.createElement("div");
  let drawn = new Map<Element, DrawnElement>();
  root.replaceChildren(...styles(root, options.styles ?? "adopt"), content);

  const report = (event: Event) => {
    const found = nearest(drawn, event.target);
    if (found !== undefined) options.onSelect?.(found);
  };
  const { signal } = listeners;
  root.addEventListener("click", report, { signal });
  root.addEventListener("focusin", report, { signal });
  // It is a picture of a form. Sent, it would take the page away.
  root.addEventListener("submit", (event) => event.preventDefault(), { signal });

  return {
    root,
    render(tree) {
      drawn = patch(content, tree);
    },
    select(target, { scroll = true } = {}) {
      let found = false;
      for (const [element, node] of drawn) {
        const isIt = target !== null && (typeof target === "number" ? node.id : node.pointer) === target;
        element.toggleAttribute(SELECTED, isIt);
        if (isIt && !found && scroll) element.scrollIntoView({ block: "nearest", inline: "nearest" });
        found ||= isIt;
      }
      return found;
    },
    destroy() {
      listeners.abort();
      root.replaceChildren();
      root.adoptedStyleSheets = [];
      drawn.clear();
    },
  };
}

function styles(root: ShadowRoot, from: "adopt" | { href: string }): Element[] {
  if (from === "adopt") {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(stylesheet);
    root.adoptedStyleSheets = [sheet];
    return [];
  }
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = from.href;
  return [link];
}

function nearest(drawn: Map<Element, DrawnElement>, target: EventTarget | null): Selection | undefined {
  let link: string | undefined;
  for (let element = target instanceof Element ? target : null; element !== null; element = element.parentElement) {
    const node = drawn.get(element);
    link ??= node?.link;
    if (node?.pointer !== undefined) return { pointer: node.pointer, span: node.span, link, element };
  }
  return undefined;
}
