/**
 * What the core measured of the drawn document's colours.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import type { ContrastPair, NearestColor, RenderToken } from "@preflight/core";
import { core, options, superseded, verdict } from "../state/engine.ts";

/** How the colours of a document stand, with where in the text each comes from. */
export interface Inspected {
  pairs: ContrastPair[];
  nearest: NearestColor[];
  tokens: RenderToken[];
}

/** The measurements of the last verdict's text; none where there is nothing to draw. */
export const inspection = signal<Inspected | null>(null);

const asked = core.latest();

/** Measures anew with every verdict. */
export function followInspection(): () => void {
  return effect(() => {
    const judged = verdict.value;
    if (judged === null) return;
    const { policy, kind } = options.peek();
    const how = { policy: policy ?? null, kind: kind ?? null };
    Promise.all([asked.preview(judged.text, how), asked.inspect(judged.text, how)]).then(
      ([drawn, measured]) => {
        inspection.value =
          drawn === null || measured === null
            ? null
            : { pairs: measured.contrast, nearest: measured.nearest, tokens: drawn.tokens };
      },
      (error) => {
        // What keeps the core from answering is told where the verdict is; here there is nothing to show.
        if (!superseded(error)) inspection.value = null;
      },
    );
  });
}

/** The pairs that a colour of the text is in, and the nearest one that passes in all of them. */
export function standingOf(inspected: Inspected, range: { from: number; to: number }) {
  const token = inspected.tokens.find(({ span }) => span.start >= range.from && span.end <= range.to);
  if (token === undefined) return null;
  const { pointer } = token;
  return {
    pairs: inspected.pairs.filter(
      ({ foregroundPointer, backgroundPointer }) => foregroundPointer === pointer || backgroundPointer === pointer,
    ),
    nearest: inspected.nearest.find((one) => one.pointer === pointer),
  };
}
