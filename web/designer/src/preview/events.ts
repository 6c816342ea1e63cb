/**
 * What a messenger would send when a person presses something, as data to show. Nothing is sent.
 *
 * @module
 */

import type { Pointer, RenderTree } from "@preflight/core";

/** Something that would happen. */
export interface PreviewEvent {
  /** What it is, in words. */
  what: string;
  /** What would be sent; where a link leads, as a text. */
  data: unknown;
}

/** Of a button of a card: its action and its payload, which come back as they were written. */
interface CardButton {
  label?: unknown;
  action?: unknown;
  payload?: unknown;
}

/** A person pressed what shows a place of the payload; `link` is where it would lead. Nothing where nothing happens. */
export function pressed(payload: unknown, pointer: Pointer, link: string | null): PreviewEvent | undefined {
  const { label, action, payload: value } = (at(payload, pointer) ?? {}) as CardButton;
  if (typeof action === "string") {
    const data = { action, payload: value ?? null };
    return { what: `${action === "link" ? "Link" : "Button"} “${words(label)}”`, data };
  }
  return link === null ? undefined : { what: "Link in the text", data: { action: "link", payload: link } };
}

/** A person sent a form: the controls by their ids, and what stands in them. */
export function submitted(tree: RenderTree, payload: unknown, values: Record<string, string>): PreviewEvent {
  const fields = Object.entries(values).flatMap(([id, value]) => {
    const pointer = placeOf(tree, id);
    return pointer === undefined ? [] : [{ field: at(payload, pointer), value }];
  });
  if (fields.length === 0) {
    return { what: "Message", data: { action: "onMessage", message: { type: "Text", text: values.message ?? "" } } };
  }
  // Custom attributes of a conversation are texts by name. A field that was left empty says nothing.
  const customAttributes: Record<string, string> = Object.create(null);
  for (const { field, value } of fields) if (value !== "") customAttributes[nameOf(field)] = value;
  return { what: "Pre-chat form", data: { channel: { metadata: { customAttributes: { ...customAttributes } } } } };
}

/** The place that the control with an id stands for: its own, or that of what holds it. */
export function placeOf({ nodes }: RenderTree, id: string): Pointer | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let node = nodes.find((node) => node.type === "element" && node.attributes?.id === id);
  while (node !== undefined) {
    if (node.type === "element" && node.pointer !== undefined) return node.pointer === "" ? undefined : node.pointer;
    node = node.parent === null ? undefined : byId.get(node.parent);
  }
  return undefined;
}

/** A field is known by its name, or where it has none by its label. */
function nameOf(field: unknown): string {
  const { name, label } = (field ?? {}) as { name?: unknown; label?: unknown };
  return words(name) || words(label) || "field";
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What stands at a place of a value (RFC 6901). */
export function at(value: unknown, pointer: Pointer): unknown {
  let found = value;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
