/**
 * What the core measured of the drawn document's colours.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import type { CheckOptions } from "@preflight/core";
import { core, options, superseded, verdict } from "../state/engine.ts";

/** Two colours that are drawn on each other. */
export interface ContrastPair {
  /** The number of the element. */
  node: number;
  /** A little of its text. */
  sample: string;
  use: "text" | "large-text" | "non-text";
  foreground: string;
  background: string;
  ratio: number;
  needed: number;
  outcome: "pass" | "fail" | "review";
  /** Where in the document the colours come from. */
  foregroundPointer?: string;
  backgroundPointer?: string;
  /** How many elements have the same. */
  count: number;
}

/** A colour that fails somewhere, and the nearest one that does not. */
export interface NearestColor {
  pointer: string;
  name: string;
  color: string;
  suggestion: string;
  ratio: number;
}

/** What was measured. */
export interface Inspection {
  contrast: ContrastPair[];
  nearest: NearestColor[];
}

/** The measurements of the last verdict's text; none where the core makes none. */
export const inspection = signal<Inspection | null>(null);

type Inspect = (text: string, options?: CheckOptions | null) => Promise<Inspection>;

const asked = core.latest() as typeof core & { inspect?: Inspect };

/** Measures anew with every verdict. */
export function followInspection(): () => void {
  return effect(() => {
    const judged = verdict.value;
    if (judged === null || asked.inspect === undefined) return;
    asked.inspect(judged.text, options.peek()).then(
      (measured) => {
        inspection.value = measured;
      },
      (error) => {
        if (!superseded(error)) throw error;
      },
    );
  });
}
