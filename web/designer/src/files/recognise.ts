/**
 * What a text is, by its look: one manifest, a bare payload, or one document on each line.
 *
 * @module
 */

import type { Kind } from "@preflight/core";

/** Members that only one kind of payload has. */
const TELLTALES: Record<Kind, string[]> = {
  "widget-configuration": ["uiTheme", "preChatForm"],
  "rich-card": ["templateMatrix", "messageId", "components"],
  "agent-widget": ["manifestUrl"],
  channel: ["webMessagingWidgetConfiguration", "securityPolicy", "routingConfiguration"],
  "participant-variables": ["attributes"],
};

/** How people call the kinds. */
export const KIND_NAMES: Record<Kind, string> = {
  "widget-configuration": "messenger widget",
  "rich-card": "rich card",
  "agent-widget": "agent widget",
  channel: "channel",
  "participant-variables": "participant variables",
};

/** A kind in a sentence, such as "an agent widget". */
export function aKind(kind: Kind): string {
  const article = { "agent-widget": "an ", "participant-variables": "" }[kind as string] ?? "a ";
  return article + KIND_NAMES[kind];
}

/** A payload of a kind, in a sentence. */
export function payloadOf(kind: Kind): string {
  return `the payload of ${aKind(kind)}`;
}

/** The kinds, in the order in which they are shown. */
export const KINDS = Object.keys(KIND_NAMES) as Kind[];

/** Whether a text names one of the kinds. */
export function isKind(name: unknown): name is Kind {
  return typeof name === "string" && Object.hasOwn(KIND_NAMES, name);
}

/** What a text looks like: a manifest, or the payload of a kind; none where it looks like neither. */
export function looksLike(text: string): "manifest" | Kind | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if ("kind" in value) return "manifest";
  if ("spec" in value || "payload" in value) return null;
  const fitting = KINDS.filter((kind) => TELLTALES[kind].some((member) => Object.hasOwn(value, member)));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** A document that stands on a line of its own. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** What it says it is. */
  kind: string | null;
  id: string | null;
}

/** The documents of a text that has one on each line (NDJSON); none where it is one document. */
export function documentLines(text: string): Line[] {
  if (parsed(text) !== undefined) return [];
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, text: line }));
  const filled = lines.filter((line) => line.text.trim() !== "");
  if (filled.length < 2) return [];
  const found: Line[] = [];
  for (const line of filled) {
    const value = parsed(line.text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    found.push({ ...line, kind: words(value, "kind"), id: words(value, "id") });
  }
  return found;
}

function words(value: object, member: string): string | null {
  const found = (value as Record<string, unknown>)[member];
  return typeof found === "string" ? found : null;
}

/** The value of a JSON text; `undefined` where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
