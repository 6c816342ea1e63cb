import { Chunk } from "@codemirror/merge";
import { Text } from "@codemirror/state";

/** A line of a comparison of two texts. */
export interface DiffLine {
  kind: "same" | "removed" | "added" | "skipped";
  text: string;
}

/** Lines around a change that are shown for orientation. */
const CONTEXT = 2;

/** How long differences are looked for exactly. Milliseconds. */
const TIMEOUT = 500;

/** What differs between two texts, line by line, with a little of what is the same around it. */
export function lineDiff(before: string, after: string): DiffLine[] {
  return collapse(compared(before, after));
}

/** All lines of two texts: what went stands before what came in its place. */
export function compared(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const [oldText, nowText] = [Text.of(old), Text.of(now)];
  const as = (kind: DiffLine["kind"]) => (text: string) => ({ kind, text });
  const lines: DiffLine[] = [];
  let next = 0;
  for (const { fromA, toA, fromB, toB } of Chunk.build(oldText, nowText, { timeout: TIMEOUT })) {
    const [start, end] = [lineIndex(nowText, fromB), lineIndex(nowText, toB)];
    lines.push(...now.slice(next, start).map(as("same")));
    lines.push(...old.slice(lineIndex(oldText, fromA), lineIndex(oldText, toA)).map(as("removed")));
    lines.push(...now.slice(start, end).map(as("added")));
    next = end;
  }
  return [...lines, ...now.slice(next).map(as("same"))];
}

/** The number of the line that begins at an offset, from 0; behind the last one stands none. */
function lineIndex(text: Text, offset: number): number {
  return offset > text.length ? text.lines : text.lineAt(offset).number - 1;
}

/** Long stretches of equal lines become one line that says so. */
function collapse(lines: DiffLine[]): DiffLine[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ kind }) => kind !== "same"),
  );
  const shown: DiffLine[] = [];
  lines.forEach((line, index) => {
    if (near[index] === true) shown.push(line);
    else if (shown.at(-1)?.kind !== "skipped") shown.push({ kind: "skipped", text: "…" });
  });
  return shown;
}
