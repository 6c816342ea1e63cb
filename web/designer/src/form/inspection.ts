/**
 * What the core measured of the drawn document's colours.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import type { ContrastPair, NearestColor, Pointer } from "@preflight/core";
import { type Drawing, isCurrent, panes } from "../preview/drawing.ts";
import { core, superseded } from "../state/engine.ts";
import { paced } from "../state/pace.ts";
import { deepest } from "./model.ts";
import { model } from "./tables.ts";

/** How the colours of a document stand. */
export interface Inspected {
  pairs: ContrastPair[];
  nearest: NearestColor[];
  /** The colours of the text by their places in it, with the places that they have in the payload. */
  colors: Map<Pointer, Pointer>;
}

/** The measurements of the last drawing; none where there is none. */
export const inspection = signal<Inspected | null>(null);

/** While keys come fast not each is measured. Milliseconds. */
const REST = 250;

const { inspect } = core.latest();

/** Measures the colours of what the preview has drawn; where they come from is in the drawing already. */
const measure = paced(REST, async (drawing: Drawing) => {
  const { root } = model.peek();
  // Of an older text the places are others; the drawing of this one is on its way.
  if (root === null || !isCurrent(drawing)) return;
  const { policy = null, kind = null } = drawing.options;
  const colors = new Map(
    drawing.tree.tokens.map(({ span, pointer }) => [deepest(root, span.start, span.end).pointer, pointer]),
  );
  try {
    const measured = await inspect(drawing.text, { policy, kind });
    inspection.value = measured === null ? null : { pairs: measured.contrast, nearest: measured.nearest, colors };
  } catch (error) {
    // What keeps the core from answering is told where the verdict is; here there is nothing to show.
    if (!superseded(error)) inspection.value = null;
  }
});

/** Measures anew with every drawing, until the answer is called. */
export function followInspection(): () => void {
  return effect(() => {
    const drawing = panes[0].drawing.value;
    if (drawing === null) inspection.value = null;
    else measure(drawing);
  });
}

/** The pairs that a colour of the text is in, and the nearest one that passes in all of them. */
export function standingOf({ pairs, nearest, colors }: Inspected, place: Pointer) {
  const pointer = colors.get(place);
  if (pointer === undefined) return null;
  return {
    pairs: pairs.filter(
      ({ foregroundPointer, backgroundPointer }) => foregroundPointer === pointer || backgroundPointer === pointer,
    ),
    nearest: nearest.find((one) => one.pointer === pointer),
  };
}
