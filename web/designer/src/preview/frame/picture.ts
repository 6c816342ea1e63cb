/**
 * The drawing as an SVG image: its elements as they are, with what was typed into them, and its styles.
 *
 * @module
 */

import { FILTER } from "./look.ts";

const SVG = "http://www.w3.org/2000/svg";

/** What no XML document may hold, in any notation (XML 1.0, section 2.2), and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

export interface Picture {
  svg: string;
  /** In CSS pixels. */
  width: number;
  height: number;
}

/** Takes the picture of all that is drawn, not only of what is in sight. */
export function picture(root: ShadowRoot, content: HTMLElement): Picture {
  const width = Math.ceil(document.documentElement.clientWidth);
  const height = heightOf(content);
  const image = document.createElementNS(SVG, "svg");
  const sheet = document.createElementNS(SVG, "style");
  const holder = document.createElementNS(SVG, "foreignObject");
  for (const element of [image, holder]) {
    element.setAttribute("width", String(width));
    element.setAttribute("height", String(height));
  }
  sheet.textContent = root.adoptedStyleSheets
    .flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText))
    .join("\n");
  holder.append(copyOf(content));
  image.append(sheet, holder);
  const filter = document.getElementById(FILTER);
  if (filter !== null) {
    image.append(filter.cloneNode(true));
    holder.setAttribute("filter", `url(#${FILTER})`);
  }
  const svg = new XMLSerializer().serializeToString(image);
  return { svg: svg.replace(FORBIDDEN, "\ufffd"), width, height };
}

/** How high the drawing is by itself: in the frame it is as high as that at least. */
function heightOf(content: HTMLElement): number {
  const view = content.firstElementChild;
  if (!(view instanceof HTMLElement)) return 1;
  view.style.minHeight = "0";
  const height = Math.ceil(content.scrollHeight);
  view.style.minHeight = "";
  return height;
}

/** A copy whose attributes say what a person did: values of controls are no attributes. */
function copyOf(content: HTMLElement): Node {
  const copy = content.cloneNode(true) as HTMLElement;
  const copies = copy.querySelectorAll("input, textarea, option");
  for (const [at, control] of [...content.querySelectorAll("input, textarea, option")].entries()) {
    const copied = copies[at];
    if (control instanceof HTMLInputElement) {
      copied?.setAttribute("value", control.value);
      copied?.toggleAttribute("checked", control.checked);
    } else if (control instanceof HTMLOptionElement) {
      copied?.toggleAttribute("selected", control.selected);
    } else if (control instanceof HTMLTextAreaElement && copied !== undefined) {
      copied.textContent = control.value;
    }
  }
  for (const marked of copy.querySelectorAll("[data-selected]")) marked.removeAttribute("data-selected");
  return copy;
}
