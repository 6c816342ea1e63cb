/**
 * The stops of the Tab key, numbered in their order. The numbers lie over the drawing and are no part of it.
 *
 * @module
 */

const STYLES = `
:host { position: absolute; inset: 0 0 auto 0; pointer-events: none; }
b {
  box-sizing: border-box;
  position: absolute;
  min-width: 22px;
  padding: 0 5px;
  border: 2px solid #ffffff;
  border-radius: 12px;
  background: #6a1b9a;
  color: #ffffff;
  font: 700 13px / 18px system-ui, sans-serif;
  text-align: center;
  translate: -50% -50%;
}`;

let layer: ShadowRoot | undefined;

/** Numbers the stops as they are now, or takes the numbers away. */
export function numberTabStops(root: ShadowRoot, shown: boolean): void {
  if (!shown && layer === undefined) return;
  layer ??= makeLayer();
  layer.replaceChildren(...(shown ? tabStops(root).map(badge) : []));
}

function makeLayer(): ShadowRoot {
  const host = document.createElement("div");
  host.ariaHidden = "true";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  return root;
}

/** What Tab goes to, in order: nothing of a drawing has an order of its own. Of radio buttons one is a stop for all. */
function tabStops(root: ShadowRoot): HTMLElement[] {
  const groups = new Set<string>();
  const stops = root.querySelectorAll<HTMLElement>("a, button, input:not([type=hidden]), select, textarea");
  return [...stops].filter((stop) => {
    if (!stop.checkVisibility({ visibilityProperty: true })) return false;
    if (!(stop instanceof HTMLInputElement && stop.type === "radio" && stop.name !== "")) return true;
    const chosen = [...root.querySelectorAll<HTMLInputElement>("input[type=radio]")].find(
      ({ name, checked }) => name === stop.name && checked,
    );
    if (groups.has(stop.name) || (chosen !== undefined && chosen !== stop)) return false;
    groups.add(stop.name);
    return true;
  });
}

function badge(stop: HTMLElement, index: number): HTMLElement {
  const box = stop.getBoundingClientRect();
  const made = document.createElement("b");
  made.textContent = String(index + 1);
  const edge = document.documentElement.dir === "rtl" ? box.right : box.left;
  const width = document.documentElement.clientWidth;
  made.style.left = `${Math.min(Math.max(edge + scrollX, 14), width - 14)}px`;
  made.style.top = `${Math.max(box.top + scrollY, 12)}px`;
  return made;
}
