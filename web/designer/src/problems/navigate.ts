/**
 * Going from problem to problem.
 *
 * @module
 */

import { computed, signal } from "@preact/signals";
import type { Finding } from "@preflight/core";
import { showInText } from "../editor/show.ts";
import { announce } from "../state/announce.ts";
import { reveal, selection } from "../state/document.ts";
import { findings } from "../state/engine.ts";
import { editorTab, part, setting } from "../state/settings.ts";

/** The least severity that is listed. */
export type Least = "info" | "warning" | "error";

const WEIGHT: Record<Least, number> = { info: 0, warning: 1, error: 2 };

export const least = setting<Least>("least-severity", "info", (value): value is Least =>
  ["info", "warning", "error"].includes(value as Least),
);

/** The findings that are listed, in the order of the text. */
export const listed = computed<Finding[]>(() =>
  findings.value.filter(({ severity }) => WEIGHT[severity] >= WEIGHT[least.value]),
);

/** How many there are of each severity. */
export const counts = computed(() => {
  const found: Record<Least, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings.value) found[severity]++;
  return found;
});

/** The problem that was gone to last. */
export const current = signal<Finding | null>(null);

/** Goes to a problem's place in the text, or in the form where that is shown. */
export function goTo(finding: Finding): void {
  current.value = finding;
  const { start, end } = finding.span;
  const range = { from: start.utf16, to: end.utf16 };
  if (editorTab.peek() !== "form") showInText(range);
  else {
    part.value = "edit";
    reveal(range);
  }
}

/** Goes to the next problem after the cursor, or the one before it, round the end. */
export function step(direction: 1 | -1): void {
  const problems = listed.peek();
  if (problems.length === 0) {
    announce("There are no problems.");
    return;
  }
  const at = current.peek();
  const known = at === null ? -1 : problems.indexOf(at);
  const { from } = selection.peek();
  const next =
    known >= 0
      ? problems[(known + direction + problems.length) % problems.length]
      : direction === 1
        ? (problems.find(({ span }) => span.start.utf16 >= from) ?? problems[0])
        : (problems.findLast(({ span }) => span.start.utf16 < from) ?? problems.at(-1));
  if (next === undefined) return;
  goTo(next);
  announce(`${next.severity}, line ${next.span.start.line}: ${next.message} ${next.help}`);
}
