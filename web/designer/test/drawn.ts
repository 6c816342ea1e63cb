import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type PreviewOptions, preview, type RenderTree } from "@preflight/core";

/** A document drawn by the core itself. */
export function drawn(document: object, options: PreviewOptions = {}): RenderTree {
  const tree = preview(JSON.stringify(document), options);
  if (tree === null) throw new Error("the document cannot be drawn");
  return tree;
}

/** The payload of a document, built by the core itself. */
export function payloadOf(document: object): unknown {
  const { payload } = build(JSON.stringify(document));
  if (payload === null) throw new Error("the document has no payload");
  return JSON.parse(payload);
}

/** The good example of a kind. */
export function example(kind: string): object {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../../../examples/${kind}.json`), "utf8"));
}

/** A widget with these fields in its form. */
export function widget(fields: object[]): object {
  return {
    kind: "widget-configuration",
    id: "a",
    spec: { widgetId: "a", theme: { primaryColor: "#0056B3" }, fields },
  };
}
