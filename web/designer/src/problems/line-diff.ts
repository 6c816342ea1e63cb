/** A line of a comparison of two texts. */
export interface DiffLine {
  kind: "same" | "removed" | "added" | "skipped";
  text: string;
}

/** Lines around a change that are shown for orientation. */
const CONTEXT = 2;

/** What differs between two texts, line by line, with a little of what is the same around it. */
export function lineDiff(before: string, after: string): DiffLine[] {
  return collapse(compared(before, after));
}

/**
 * All lines of two texts: what went stands before what came in its place. Equal beginnings and ends are skipped first, so
 * what is left is small where one fix was made. The merging editor's chunks are no help: they lose a line that came where
 * an empty one stood.
 */
export function compared(before: string, after: string): DiffLine[] {
  const old = before.split("\n");
  const now = after.split("\n");
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const same = (text: string): DiffLine => ({ kind: "same", text });
  return [
    ...old.slice(0, start).map(same),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
}

/** Beyond this many pairs of lines the whole stretch is shown as taken out and put in. */
const MOST_PAIRS = 4_000_000;

/** The longest common subsequence of the lines. */
function middle(old: string[], now: string[]): DiffLine[] {
  if (old.length * now.length > MOST_PAIRS) {
    return [
      ...old.map((text): DiffLine => ({ kind: "removed", text })),
      ...now.map((text): DiffLine => ({ kind: "added", text })),
    ];
  }
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: "same", text: old[i] ?? "" });
      i++;
      j++;
    } else if (i < old.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      lines.push({ kind: "removed", text: old[i++] ?? "" });
    } else if (j < now.length) lines.push({ kind: "added", text: now[j++] ?? "" });
    else lines.push({ kind: "removed", text: old[i++] ?? "" });
  }
  return lines;
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
