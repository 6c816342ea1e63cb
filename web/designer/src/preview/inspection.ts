/**
 * What a drawing says to those who do not see it, and how its colours stand against each other: the core's inspection.
 *
 * @module
 */

import { computed, effect, signal } from "@preact/signals";
import type { Inspection } from "@preflight/core";
import { core, superseded } from "../state/engine.ts";
import { type Drawing, panes } from "./drawing.ts";
import { onlyErrorsSaid } from "./form-errors.ts";
import { twoPanes } from "./settings.ts";

/** The pane that is inspected, where there are two. */
export const inspected = signal<0 | 1>(0);
const pane = computed(() => panes[twoPanes.value ? inspected.value : 0]);

/** The colours of the inspected pane. */
export const inspectedScheme = computed(() => pane.value.scheme.value);

/** What was found; none before it was, and where the text cannot be drawn. */
export const inspection = signal<Inspection | null>(null);

const { inspect } = core.latest();
const { inspect: inspectUntouched } = core.latest();

async function inspectionOf({ text, tree, options }: Drawing, wrong: readonly string[] | null) {
  const found = await inspect(text, options);
  // Of a form that was sent and refused people hear the errors that apply, as they see them.
  if (found === null || wrong === null || tree.form !== "invalid") return found;
  const untouched = await inspectUntouched(text, { ...options, form: "untouched" });
  return { ...found, outline: onlyErrorsSaid(tree, wrong, found.outline, untouched?.outline ?? []) };
}

/** Inspects the drawing whenever it changes, until the answer is called. */
export function watchInspection(): () => void {
  return effect(() => {
    const { drawing, refused } = pane.value;
    if (drawing.value === null) return;
    const [now, wrong] = [drawing.value, refused.value];
    const isNow = () => pane.peek().drawing.peek() === now && pane.peek().refused.peek() === wrong;
    inspectionOf(now, wrong).then(
      (found) => {
        if (isNow()) inspection.value = found;
      },
      (error) => {
        if (!superseded(error) && isNow()) inspection.value = null;
      },
    );
  });
}
