/**
 * What is selected in the text is marked in the drawings, and the other way about.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import type { Pointer, TextRange } from "@preflight/core";
import { type Range, reveal, selection } from "../state/document.ts";
import { isCurrent, type Pane, panes } from "./drawing.ts";
import { innermost } from "./innermost.ts";
import type { Target } from "./protocol.ts";

/** What is marked, and the pane where a person chose it: that one does not scroll to it. */
export interface Mark {
  target: Target;
  from: Pane["index"] | null;
}

export const mark = signal<Mark>({ target: null, from: null });

/** What was chosen elsewhere than in the text, for as long as the selection stays where it led. */
let chosen: { range: Range; mark: Mark } | undefined;

/** A person chose a place in a pane: its text is selected. */
export function selectFrom(pane: Pane, pointer: Pointer): void {
  const drawing = pane.drawing.peek();
  if (drawing === null || pointer === "" || !isCurrent(drawing)) return;
  const node = drawing.tree.nodes.find((node) => node.type === "element" && node.pointer === pointer);
  if (node?.type === "element" && node.span !== undefined) choose(node.span, { target: pointer, from: pane.index });
}

/** A person chose a node in a list about the drawing: it is marked, and its text selected where it has any. */
export function selectNode(node: number, span: TextRange | undefined): void {
  const made: Mark = { target: node, from: null };
  if (span === undefined) mark.value = made;
  else choose(span, made);
}

function choose({ start, end }: TextRange, made: Mark): void {
  const range = { from: start, to: end };
  chosen = { range, mark: made };
  mark.value = made;
  reveal(range);
}

/** Marks what the selection stands for, whenever it or the drawing changes. */
export function watchMarks(): () => void {
  return effect(() => {
    const { from, to } = selection.value;
    const drawing = panes[0].drawing.value;
    if (drawing === null || !isCurrent(drawing)) return;
    if (chosen?.range.from === from && chosen.range.to === to) {
      mark.value = chosen.mark;
      return;
    }
    chosen = undefined;
    const target = innermost(drawing.tree, { from, to });
    if (mark.peek().target !== target) mark.value = { target, from: null };
  });
}
