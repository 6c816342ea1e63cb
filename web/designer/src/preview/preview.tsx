import { signal } from "@preact/signals";
import type { RenderTree } from "@preflight/core";
import { useEffect } from "preact/hooks";
import { reveal } from "../state/document.ts";
import { core, options, superseded, verdict } from "../state/engine.ts";
import { Frame } from "./frame.tsx";

const tree = signal<RenderTree | null>(null);
const { preview } = core.latest();

/** The drawing of the document. */
export function Preview() {
  const judged = verdict.value;
  useEffect(() => {
    if (judged === null) return;
    const { policy, kind } = options.peek();
    preview(judged.text, { policy: policy ?? null, kind: kind ?? null }).then(
      (drawn) => {
        tree.value = drawn;
      },
      (error) => {
        if (!superseded(error)) throw error;
      },
    );
  }, [judged]);
  if (tree.value === null) return <p class="empty">There is nothing to draw yet.</p>;
  return <Frame tree={tree.value} onSelect={({ start, end }) => reveal({ from: start, to: end })} />;
}
