/**
 * Line ends. The editor holds LF; a file is written with the line ends it was read with.
 *
 * @module
 */

/** What ends a line of a file. */
export type LineEnd = "\n" | "\r\n" | "\r";

/** The line ends of a text. */
export interface LineEnds {
  /** The one that most lines have; LF where no line ends. */
  most: LineEnd;
  /** Whether there are others, too. */
  mixed: boolean;
}

/** How people call them. */
export const LINE_END_NAMES: Record<LineEnd, string> = { "\n": "LF", "\r\n": "CRLF", "\r": "CR" };

/** Tells the line ends of a text. */
export function lineEnds(text: string): LineEnds {
  const counts = new Map<LineEnd, number>();
  for (const [end] of text.matchAll(/\r\n|\n|\r/g)) {
    counts.set(end as LineEnd, (counts.get(end as LineEnd) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return { most: first?.[0] ?? "\n", mixed: counts.size > 1 };
}

/** The text of the editor as a file has it. */
export function withLineEnds(text: string, end: LineEnd): string {
  return end === "\n" ? text : text.replaceAll("\n", end);
}
