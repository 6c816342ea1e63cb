import type { RenderTree } from "@preflight/core";

/** A drawing that runs from right to left, whatever its language. */
export function rightToLeft(tree: RenderTree): RenderTree {
  return {
    ...tree,
    direction: "rtl",
    // Texts that find their own direction stand where the view begins.
    theme: { ...tree.theme, start: "right" },
    nodes: tree.nodes.map((node) =>
      node.type === "element" && node.parent === null
        ? { ...node, attributes: { ...node.attributes, dir: "rtl" } }
        : node,
    ),
  };
}
