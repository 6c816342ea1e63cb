import type { RenderNode, RenderTree } from "./generated/types.js";
import { attributes, elements, everywhere, styles } from "./generated/vocabulary.js";

/** An element of a drawing. */
type DrawnElement = Extract<RenderNode, { type: "element" }>;

const NAMESPACES = { html: "http://www.w3.org/1999/xhtml", svg: "http://www.w3.org/2000/svg" } as const;

/**
 * Makes what an element holds the same as a drawing, and tells which element shows which node. What is of the same kind at
 * the same place is kept and corrected, so that focus, scrolling and what a person typed survive.
 *
 * Nothing is made but what the vocabulary names (docs/drawing.md), whatever the drawing says: it may have come by
 * `postMessage`.
 */
export function patch(holder: Element, tree: RenderTree): Map<Element, DrawnElement> {
  const drawn = new Map<Element, DrawnElement>();
  const made = new Map<number, Element>();
  /** The next child of an element that no node has claimed yet. */
  const next = new Map<Element, ChildNode | null>([[holder, holder.firstChild]]);
  // A node stands after the one that holds it, and children stand in their order.
  for (const node of tree.nodes) {
    const parent = node.parent === null ? holder : made.get(node.parent);
    if (parent === undefined) continue;
    const old = next.get(parent) ?? null;
    if (node.type === "text") {
      next.set(parent, place(parent, old, asText(old, node.text)));
      continue;
    }
    const kind = elements[node.name];
    if (kind === undefined) continue;
    const element = asElement(old, node.name, NAMESPACES[kind.namespace]);
    correctAttributes(element, node, kind.attributes);
    correctStyle(element, node, node.parent === null ? tree.theme : {});
    made.set(node.id, element);
    drawn.set(element, node);
    next.set(parent, place(parent, old, element));
    next.set(element, element.firstChild);
  }
  for (const rest of next.values()) removeFrom(rest);
  return drawn;
}

/** Puts a node where an old one stands, unless it is that one; gives the old one's successor. */
function place(parent: Element, old: ChildNode | null, node: ChildNode): ChildNode | null {
  if (old === node) return node.nextSibling;
  if (old === null) {
    parent.append(node);
    return null;
  }
  old.replaceWith(node);
  return node.nextSibling;
}

function removeFrom(first: ChildNode | null): void {
  for (let node = first; node !== null; ) {
    const following = node.nextSibling;
    node.remove();
    node = following;
  }
}

function asText(old: ChildNode | null, text: string): Text {
  if (!(old instanceof Text)) return document.createTextNode(text);
  if (old.data !== text) old.data = text;
  return old;
}

function asElement(old: ChildNode | null, name: string, namespace: string): Element {
  return old instanceof Element && old.localName === name && old.namespaceURI === namespace
    ? old
    : document.createElementNS(namespace, name);
}

function correctAttributes(element: Element, node: DrawnElement, own: readonly string[]): void {
  const wanted = new Map<string, string>();
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    const values = attributes[name];
    const known = own.includes(name) || everywhere.includes(name);
    if (known && values !== undefined && (values.length === 0 || values.includes(value))) wanted.set(name, value);
  }
  if (node.classes !== undefined && node.classes.length > 0) wanted.set("class", node.classes.join(" "));
  for (const name of element.getAttributeNames()) {
    if (name !== "style" && !wanted.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of wanted) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

/** Policies that forbid the attribute `style` allow this. */
function correctStyle(element: Element, node: DrawnElement, theme: Record<string, string>): void {
  const { style } = element as HTMLElement | SVGElement;
  const wanted = new Map(Object.entries(node.style ?? {}).filter(([name]) => styles.includes(name)));
  for (const [name, value] of Object.entries(theme)) {
    if (/^[a-z0-9-]+$/.test(name)) wanted.set(`--preflight-${name}`, value);
  }
  for (const name of [...style]) if (!wanted.has(name)) style.removeProperty(name);
  for (const [name, value] of wanted) style.setProperty(name, value);
}
