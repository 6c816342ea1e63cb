import type { Change, Range } from "../state/document.ts";

/**
 * Makes a string literal say another text, touching no more of it than differs: the author's own way of escaping stays in
 * the rest of it.
 */
export function stringChange(text: string, { from, to }: Range, wanted: string): Change[] {
  const literal = text.slice(from, to);
  const units = read(literal);
  if (units === null) return [{ from, to, insert: JSON.stringify(wanted) }];
  const old = units.map(({ unit }) => unit).join("");
  if (old === wanted) return [];
  let start = 0;
  while (start < old.length && start < wanted.length && old[start] === wanted[start]) start++;
  if (isHigh(old, start - 1) || isHigh(wanted, start - 1)) start--;
  let end = 0;
  const most = Math.min(old.length, wanted.length) - start;
  while (end < most && old.at(-1 - end) === wanted.at(-1 - end)) end++;
  if (end > 0 && (isLow(old, old.length - end) || isLow(wanted, wanted.length - end))) end--;
  const first = units[start]?.at ?? literal.length - 1;
  const after = units[old.length - end]?.at ?? literal.length - 1;
  const insert = JSON.stringify(wanted.slice(start, wanted.length - end)).slice(1, -1);
  return [{ from: from + first, to: from + after, insert }];
}

const ESCAPES: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "/": "/" };

/** The code units that a literal says, each with where it is written; none where it is no JSON string. */
function read(literal: string): { unit: string; at: number }[] | null {
  if (literal.length < 2 || !literal.startsWith('"') || !literal.endsWith('"')) return null;
  const units: { unit: string; at: number }[] = [];
  for (let at = 1; at < literal.length - 1; ) {
    const escaped = /^\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/.exec(literal.slice(at, at + 6));
    const char = literal[at] ?? "";
    if (escaped === null && (char === "\\" || char < " ")) return null;
    const [length, hex, short] = escaped === null ? [1] : [escaped[0].length, escaped[1], escaped[2]];
    const unit = hex !== undefined ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[short ?? ""] ?? char);
    units.push({ unit, at });
    at += length ?? 1;
  }
  return units;
}

function isHigh(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
