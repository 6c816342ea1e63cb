/**
 * The smallest text edits that change one thing of the document and leave the rest as its author wrote it. Each function
 * makes changes that count in the text it is given.
 *
 * @module
 */

import type { Change, Range } from "../state/document.ts";
import { layoutIn, lineIndent, type Style, styleOf, write } from "./format.ts";
import { type Member, member, type Place } from "./model.ts";
import { stringChange } from "./string-change.ts";

/** What may be written. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A value as it is to stand in the text, to the letter. */
export class Raw {
  readonly raw: string;
  constructor(raw: string) {
    this.raw = raw;
  }
}

/** Puts a value in place of another. Of a string only what differs is touched, so escapes elsewhere in it stay. */
export function replace(text: string, place: Place, value: Json | Raw): Change[] {
  if (typeof value === "string" && place.type === "string") return stringChange(text, place, value);
  const style = styleOf(text, place);
  const broken = text.slice(place.from, place.to).includes("\n") || place.parent === null;
  const wanted = value instanceof Raw ? value.raw : write(value, style, broken ? lineIndent(text, place.from) : null);
  return trimmed(text, place, wanted);
}

/**
 * Gives an object a key, or its value another one. Where something unreadable stands for the value nothing is changed. A new key
 * goes where `order` has it among those that are there.
 */
export function put(text: string, object: Place, key: string, value: Json | Raw, order: readonly string[]): Change[] {
  const old = member(object, key);
  if (old?.place != null) return replace(text, old.place, value);
  if (old !== null) return old.garbled === null ? afterKey(text, old, value) : [];
  return insertMember(text, object, slot(object, key, order), key, value);
}

/** A key without a readable value gets its value, and its colon where that is missing too. */
function afterKey(text: string, { keyTo }: Member, value: Json | Raw): Change[] {
  const written = value instanceof Raw ? value.raw : JSON.stringify(value);
  const colon = /^\s*:/.exec(text.slice(keyTo))?.[0];
  const from = keyTo + (colon?.length ?? 0);
  return [{ from, to: from, insert: colon === undefined ? `: ${written}` : ` ${written}` }];
}

/** Before which member a new key goes. */
function slot(object: Place, key: string, order: readonly string[]): number {
  const rank = order.indexOf(key);
  if (rank < 0) return object.members.length;
  const before = object.members.findLastIndex((one) => {
    const other = order.indexOf(one.key);
    return other >= 0 && other < rank;
  });
  if (before >= 0) return before + 1;
  const after = object.members.findIndex((one) => order.indexOf(one.key) > rank);
  return after >= 0 ? after : object.members.length;
}

/** Puts a key with its value before the member at `index`. */
export function insertMember(text: string, object: Place, index: number, key: string, value: Json | Raw): Change[] {
  return insert(text, object, index, (style, indent) => {
    const written = value instanceof Raw ? value.raw : write(value, style, indent);
    return `${JSON.stringify(key)}${style.colon}${written}`;
  });
}

/** Puts an item before the one at `index`. */
export function insertItem(text: string, array: Place, index: number, value: Json | Raw): Change[] {
  return insert(text, array, index, (style, indent) => {
    if (value instanceof Raw) return value.raw;
    // Where the others stand in one line each, the new one does too.
    const type = Array.isArray(value) ? "array" : "object";
    const like = array.items.find((item) => item.type === type && partsOf(item).length > 0);
    const inline = like !== undefined && !text.slice(like.from, like.to).includes("\n");
    return write(value, style, inline ? null : indent);
  });
}

/** Puts the item once more after itself. */
export function duplicate(text: string, array: Place, index: number): Change[] {
  const item = array.items[index];
  if (item === undefined) return [];
  return insertItem(text, array, index + 1, new Raw(text.slice(item.from, item.to)));
}

type Writer = (style: Style, indent: string | null) => string;

function insert(text: string, container: Place, index: number, written: Writer): Change[] {
  const parts = partsOf(container);
  const style = styleOf(text, container);
  const layout = layoutIn(text, container, parts, style);
  const content = written(style, layout.indent);
  if (parts.length === 0) {
    const inner = innerOf(text, container);
    const open = layout.indent === null ? "" : `\n${layout.indent}`;
    const close = layout.indent === null ? "" : `\n${lineIndent(text, container.from)}`;
    const pad = layout.indent === null && container.type === "object" ? style.pad : "";
    // What is not blank in there is a comment, or no JSON; it stays.
    const blank = text.slice(inner.from, inner.to).trim() === "";
    const from = blank ? inner.from : inner.from + text.slice(inner.from, inner.to).trimEnd().length;
    return [{ from, to: inner.to, insert: `${open}${pad}${content}${pad}${close}` }];
  }
  const next = parts[index];
  const last = parts.at(-1);
  if (next === undefined && last !== undefined) {
    return [{ from: last.to, to: last.to, insert: `,${layout.separator}${content}` }];
  }
  const from = next?.from ?? container.from;
  const separator = index === 0 ? layout.separator : afterComma(text, parts, index, layout.separator);
  return [{ from, to: from, insert: `${content},${separator}` }];
}

/** Takes a member or an item out, with one comma. */
export function remove(text: string, container: Place, index: number): Change[] {
  const parts = partsOf(container);
  const part = parts[index];
  if (part === undefined) return [];
  const [before, after] = [parts[index - 1], parts[index + 1]];
  if (after !== undefined) return cut(text, part, { from: part.to, to: after.from });
  if (before !== undefined) return cut(text, part, { from: before.to, to: part.from });
  const inner = innerOf(text, container);
  const rest = text.slice(inner.from, part.from) + text.slice(part.to, inner.to).replace(",", "");
  if (rest.trim() === "") return [{ ...inner, insert: "" }];
  const comma = text.slice(part.to, inner.to).search(/^\s*,/) < 0 ? part.to : text.indexOf(",", part.to) + 1;
  return [{ from: part.from, to: comma, insert: "" }];
}

/** Takes out a part and the gap beside it; of a gap that holds more than a comma, the comma alone. */
function cut(text: string, part: Range, gap: Range): Change[] {
  const between = text.slice(gap.from, gap.to);
  if (/^\s*,?\s*$/.test(between)) {
    return [{ from: Math.min(part.from, gap.from), to: Math.max(part.to, gap.to), insert: "" }];
  }
  const comma = commaIn(between);
  const changes: Change[] = [{ from: part.from, to: part.to, insert: "" }];
  if (comma >= 0) changes.push({ from: gap.from + comma, to: gap.from + comma + 1, insert: "" });
  return changes.sort((a, b) => a.from - b.from);
}

/** Moves an item within its list: the items change places, and what stands between them stays. */
export function move(text: string, array: Place, from: number, to: number): Change[] {
  const order = array.items.map((_, index) => index);
  order.splice(to, 0, ...order.splice(from, 1));
  return array.items.flatMap((item, index) => {
    const other = array.items[order[index] ?? index];
    if (other === undefined || other === item) return [];
    return [{ from: item.from, to: item.to, insert: text.slice(other.from, other.to) }];
  });
}

/** Moves an item to another list, which is not in it. Its lines are indented as their new place asks. */
export function transfer(text: string, source: Place, from: number, target: Place, to: number): Change[] {
  const item = source.items[from];
  if (item === undefined) return [];
  const style = styleOf(text, target);
  const { indent } = layoutIn(text, target, partsOf(target), style);
  const raw = reindent(
    text.slice(item.from, item.to),
    lineIndent(text, item.from),
    indent ?? lineIndent(text, target.from),
  );
  return [...remove(text, source, from), ...insertItem(text, target, to, new Raw(raw))].sort((a, b) => a.from - b.from);
}

function reindent(raw: string, from: string, to: string): string {
  const lines = raw.split("\n");
  return lines
    .map((line, index) => (index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line))
    .join("\n");
}

/** Gives a member another key. */
export function rename(text: string, { keyFrom, keyTo }: Member, key: string): Change[] {
  return stringChange(text, { from: keyFrom, to: keyTo }, key);
}

/** A change of no more than what differs. */
function trimmed(text: string, { from, to }: Range, wanted: string): Change[] {
  const old = text.slice(from, to);
  if (old === wanted) return [];
  let start = 0;
  while (start < old.length && start < wanted.length && old[start] === wanted[start]) start++;
  let end = 0;
  const most = Math.min(old.length, wanted.length) - start;
  while (end < most && old.at(-1 - end) === wanted.at(-1 - end)) end++;
  return [{ from: from + start, to: to - end, insert: wanted.slice(start, wanted.length - end) }];
}

/** The ranges that commas separate in a container. */
export function partsOf(container: Place): Range[] {
  return container.type === "array" ? container.items : container.members;
}

/** What stands between the brackets. While the closing one is still missing that is up to where the place ends. */
function innerOf(text: string, { from, to, type }: Place): Range {
  const closed = to - from > 1 && text[to - 1] === (type === "array" ? "]" : "}");
  return { from: from + 1, to: closed ? to - 1 : to };
}

/** The blanks that follow the comma before a part. */
function afterComma(text: string, parts: Range[], index: number, otherwise: string): string {
  const gap = text.slice(parts[index - 1]?.to ?? 0, parts[index]?.from ?? 0);
  return /^\s*,(\s*)$/.exec(gap)?.[1] ?? otherwise;
}

/** Where the comma stands in a gap that may hold comments. */
function commaIn(gap: string): number {
  const blanked = gap.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => " ".repeat(comment.length));
  return blanked.indexOf(",");
}
