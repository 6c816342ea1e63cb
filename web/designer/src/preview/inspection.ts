/**
 * What a drawing says to those who do not see it, and how its colours stand against each other: the core's inspection.
 *
 * @module
 */

import { computed, effect, signal } from "@preact/signals";
import type { Inspection } from "@preflight/core";
import { core, superseded } from "../state/engine.ts";
import { panes } from "./drawing.ts";
import { form, language, twoPanes } from "./settings.ts";

/** The pane that is inspected, where there are two. */
export const inspected = signal<0 | 1>(0);
const pane = computed(() => panes[twoPanes.value ? inspected.value : 0]);

/** The colours of the inspected pane. */
export const inspectedScheme = computed(() => pane.value.scheme.value);

/** What was found; none before it was, and where the text cannot be drawn. */
export const inspection = signal<Inspection | null>(null);

const { inspect } = core.latest();

/** Inspects the drawing whenever it changes, until the answer is called. */
export function watchInspection(): () => void {
  return effect(() => {
    const drawing = pane.value.drawing.value;
    const scheme = inspectedScheme.value === "light" ? "light" : "dark";
    const settings = { language: language.value, form: form.value };
    if (drawing === null) return;
    const { policy = null, kind = null } = drawing.options;
    inspect(drawing.text, { policy, kind, scheme, ...settings }).then(
      (found) => {
        inspection.value = found;
      },
      (error) => {
        if (!superseded(error)) inspection.value = null;
      },
    );
  });
}
