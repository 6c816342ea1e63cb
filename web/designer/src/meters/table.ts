/**
 * What is measured against which limit, as a table.
 *
 * @module
 */

import type { Kind, Report } from "@preflight/core";
import { byteLength, MOST_BYTES } from "../state/bytes.ts";

/** What a measure looks at. */
export interface Measured {
  report: Report;
  /** The payload as it would be sent; `undefined` where none could be built. */
  payload: unknown;
  /** The text of the document. */
  text: string;
}

/** A measure, and the limit it is held against. */
export interface Measure {
  label: string;
  /** The limit by its name in the policy, or a number that no policy changes. */
  limit: string | { value: number; unit: string };
  /** The kinds that have it; every kind where absent. */
  kind?: Kind;
  /** The number; `undefined` where there is nothing to measure. */
  of: (measured: Measured) => number | undefined;
}

/** What the core counted. */
function fact(name: string): Measure["of"] {
  return ({ report }) => report.facts[name];
}

/** A value of the payload by its path. */
function at(...path: string[]): (measured: Measured) => unknown {
  return ({ payload }) =>
    path.reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      payload,
    );
}

function number(read: (measured: Measured) => unknown): Measure["of"] {
  return (measured) => {
    const value = read(measured);
    return typeof value === "number" ? value : undefined;
  };
}

/** The largest of what each entry of the attributes measures. */
function largest(measure: (entry: [string, unknown]) => number): Measure["of"] {
  return (measured) => {
    const attributes = at("attributes")(measured);
    if (typeof attributes !== "object" || attributes === null) return undefined;
    return Math.max(0, ...Object.entries(attributes).map(measure));
  };
}

/** The most buttons that stand in one group, at whatever level. */
function largestGroup({ payload }: Measured): number {
  let most = 0;
  const rest = [payload];
  for (let value = rest.pop(); value !== undefined; value = rest.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if ("buttons" in value && Array.isArray(value.buttons)) most = Math.max(most, value.buttons.length);
    rest.push(...Object.values(value).filter((inner) => typeof inner === "object" && inner !== null));
  }
  return most;
}

/** Every measure, in the order in which they are shown. */
export const MEASURES: Measure[] = [
  { label: "Body as sent", limit: "request.bytes", of: fact("bytes") },
  { label: "Widget as sent", limit: "agent-widget.bytes", kind: "agent-widget", of: fact("bytes") },
  {
    label: "Variables as sent",
    limit: "participant-variables.bytes",
    kind: "participant-variables",
    of: fact("bytes"),
  },
  {
    label: "Document as written",
    limit: { value: MOST_BYTES, unit: "bytes" },
    of: ({ text }) => byteLength(text),
  },
  { label: "Components", limit: "rich-card.components", kind: "rich-card", of: fact("components") },
  { label: "Depth of components", limit: "rich-card.depth", kind: "rich-card", of: fact("depth") },
  { label: "Buttons in the largest group", limit: "rich-card.buttons", kind: "rich-card", of: largestGroup },
  { label: "Form fields", limit: "widget-configuration.fields", kind: "widget-configuration", of: fact("fields") },
  {
    label: "Drawn elements",
    limit: "widget-configuration.elements",
    kind: "widget-configuration",
    of: fact("elements"),
  },
  {
    label: "Depth of drawn elements",
    limit: "widget-configuration.element-depth",
    kind: "widget-configuration",
    of: fact("elementDepth"),
  },
  {
    label: "Elements declared (maxElements)",
    limit: "widget-configuration.max-elements",
    kind: "widget-configuration",
    of: number(at("preChatForm", "maxElements")),
  },
  {
    label: "Border radius",
    limit: "widget-configuration.border-radius",
    kind: "widget-configuration",
    of: number(at("uiTheme", "borderRadius")),
  },
  {
    label: "Name",
    limit: "widget-configuration.name-characters",
    kind: "widget-configuration",
    of: (measured) => {
      const name = at("name")(measured);
      return typeof name === "string" ? [...name].length : undefined;
    },
  },
  {
    label: "Width",
    limit: "agent-widget.width",
    kind: "agent-widget",
    of: number(at("settings", "dimensions", "width")),
  },
  {
    label: "Height",
    limit: "agent-widget.height",
    kind: "agent-widget",
    of: number(at("settings", "dimensions", "height")),
  },
  { label: "Custom attributes", limit: "channel.custom-attributes", kind: "channel", of: fact("customAttributes") },
  {
    label: "Attributes",
    limit: "participant-variables.attributes",
    kind: "participant-variables",
    of: fact("attributes"),
  },
  {
    label: "Longest key",
    limit: "participant-variables.key-bytes",
    kind: "participant-variables",
    of: largest(([key]) => byteLength(key)),
  },
  {
    label: "Longest value",
    limit: "participant-variables.value-bytes",
    kind: "participant-variables",
    of: largest(([, value]) => (typeof value === "string" ? byteLength(value) : 0)),
  },
];
