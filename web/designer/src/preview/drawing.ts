/**
 * The drawings of the document, one for each pane.
 *
 * @module
 */

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PreviewOptions, RenderTree } from "@preflight/core";
import { text } from "../state/document.ts";
import { core, options, superseded, verdict } from "../state/engine.ts";
import { paced } from "../state/pace.ts";
import { rightToLeft } from "./direction.ts";
import { onlyErrors } from "./form-errors.ts";
import type { ToFrame } from "./protocol.ts";
import { pseudoLocalised } from "./pseudo-locale.ts";
import { form, language, longest, mirrored, type Scheme, schemes } from "./settings.ts";

/** A drawing, and the text it is of. */
export interface Drawing {
  tree: RenderTree;
  text: string;
  /** How it was drawn, for whoever asks more about it. */
  options: PreviewOptions;
}

/** One place that shows the document drawn. */
export interface Pane {
  /** Which one it is. */
  index: 0 | 1;
  scheme: Signal<Scheme>;
  /** The last drawing that there was of the document. */
  drawing: ReadonlySignal<Drawing | null>;
  /** The text that could not be drawn last; none where the last one could. */
  failed: ReadonlySignal<string | null>;
  /** The wrong controls of the form that a person sent in this pane; none where nobody did. */
  refused: Signal<readonly string[] | null>;
  /** The control to go to with the next drawing. */
  focus: string | null;
  /** The drawing as it is shown. */
  shown: ReadonlySignal<RenderTree | null>;
  /** Says something to the frame; it is not there before it is shown. */
  post: (message: ToFrame) => void;
  /** Draws the document again whenever it changes, until the answer is called. */
  watch: () => () => void;
}

/** While keys come fast not each is drawn: it would be seen for a blink. Milliseconds. */
const REST = 100;

function pane(index: 0 | 1): Pane {
  const scheme = schemes[index];
  const drawing = signal<Drawing | null>(null);
  const failed = signal<string | null>(null);
  const refused = signal<readonly string[] | null>(null);
  const { preview } = core.latest();

  const draw = paced(REST, async (drawn: string, how: PreviewOptions) => {
    try {
      const tree = await preview(drawn, how);
      if (tree === null) {
        failed.value = drawn;
        // An empty document is the end of what was there before.
        if (drawn.trim() === "") drawing.value = null;
        return;
      }
      if (tree.kind !== drawing.peek()?.tree.kind) refused.value = null;
      failed.value = null;
      drawing.value = { tree, text: drawn, options: how };
    } catch (error) {
      if (!superseded(error)) failed.value = drawn;
    }
  });

  const shown = computed(() => {
    if (drawing.value === null) return null;
    let { tree } = drawing.value;
    if (refused.value !== null && tree.form === "invalid") tree = onlyErrors(tree, refused.value);
    if (longest.value) tree = pseudoLocalised(tree);
    return mirrored.value ? rightToLeft(tree) : tree;
  });

  return {
    index,
    scheme,
    drawing,
    failed,
    refused,
    focus: null,
    shown,
    post: () => undefined,
    watch: () =>
      effect(() => {
        const { policy = null, kind = null } = options.value;
        const how: PreviewOptions = {
          policy,
          kind,
          scheme: scheme.value === "light" ? "light" : "dark",
          language: language.value,
          form: form.value === "invalid" || refused.value !== null ? "invalid" : "untouched",
        };
        if (verdict.value !== null) draw(verdict.value.text, how);
      }),
  };
}

export const panes: readonly [Pane, Pane] = [pane(0), pane(1)];

/** Whether the drawing of a pane is of an older text, because the one that is there now cannot be drawn. */
export function isOutdated({ failed, drawing }: Pane): boolean {
  return drawing.value !== null && failed.value !== null && failed.value !== drawing.value.text;
}

/** Whether a drawing's places are places of the text as it is. */
export function isCurrent(drawing: Drawing): boolean {
  return drawing.text === text.peek();
}
