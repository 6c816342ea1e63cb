import type { Pointer, RenderTree } from "@preflight/core";

/** The innermost place of the payload whose text holds a range. */
export function innermost({ nodes }: RenderTree, { from, to }: { from: number; to: number }): Pointer | null {
  let best: { pointer: Pointer; size: number } | null = null;
  for (const node of nodes) {
    if (node.type !== "element" || node.span === undefined || !node.pointer) continue;
    const { start, end } = node.span;
    if (start > from || end < to) continue;
    if (best === null || end - start < best.size) best = { pointer: node.pointer, size: end - start };
  }
  return best?.pointer ?? null;
}
