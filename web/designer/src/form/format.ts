/**
 * How the author of a text sets JSON, so that what is added looks like the rest.
 *
 * @module
 */

import type { Range } from "../state/document.ts";
import type { Json } from "./edits.ts";
import { children, type Place } from "./model.ts";

/** How JSON is set. */
export interface Style {
  /** One level of indentation. */
  unit: string;
  /** What stands between a key and its value. */
  colon: string;
  /** What stands between items in one line, after the comma. */
  comma: string;
  /** What stands inside the braces of an object in one line. */
  pad: string;
}

/** How the parts of one container stand. */
export interface Layout {
  /** The indentation of its parts; none where they stand in one line. */
  indent: string | null;
  /** What stands between two parts, after the comma. */
  separator: string;
}

/** How the document that holds a place is set. */
export function styleOf(text: string, place: Place): Style {
  let root = place;
  while (root.parent !== null) root = root.parent;
  const between = colonIn(text, root);
  const colon = between !== null && /^\s*:[ \t]*$/.test(between) ? between : ": ";
  const spaced = colon !== ":";
  const begin = children(root)[0];
  const key = root.members[0]?.from ?? begin?.from;
  const lead = key === undefined ? "" : lineIndent(text, key).slice(lineIndent(text, root.from).length);
  return { unit: lead === "" ? "  " : lead, colon, comma: spaced ? " " : "", pad: spaced ? " " : "" };
}

/** Places that are looked at for how a document is set. */
const MOST_LOOKED_AT = 1000;

/** What stands between the first key of a document and its value; none where there is no key. */
function colonIn(text: string, root: Place): string | null {
  const waiting = [root];
  for (let index = 0; index < Math.min(waiting.length, MOST_LOOKED_AT); index++) {
    const place = waiting[index];
    if (place === undefined) break;
    const first = place.members.find((member) => member.place !== null);
    if (first?.place != null) return text.slice(first.keyTo, first.place.from);
    waiting.push(...children(place));
  }
  return null;
}

/** How the parts of a container stand; of an empty one, how they are to stand. */
export function layoutIn(text: string, container: Place, parts: Range[], style: Style): Layout {
  const [first] = parts;
  if (first === undefined) {
    const indent = opensLines(text, container) ? lineIndent(text, container.from) + style.unit : null;
    return { indent, separator: indent === null ? style.comma : `\n${indent}` };
  }
  const lead = blanksBefore(text, first.from);
  const indent = lead.includes("\n") ? lead.slice(lead.lastIndexOf("\n") + 1) : null;
  const [before, last] = parts.slice(-2);
  const gap = before === undefined || last === undefined ? undefined : text.slice(before.to, last.from);
  const separator = gap === undefined ? undefined : /^\s*,(\s*)$/.exec(gap)?.[1];
  return { indent, separator: separator ?? (indent === null ? style.comma : `\n${indent}`) };
}

/** Whether an empty container gets lines of its own: it does where what holds it has, and at the top. */
function opensLines(text: string, container: Place): boolean {
  if (text.slice(container.from, container.to).includes("\n")) return true;
  const { parent } = container;
  if (parent === null) return true;
  const first = parent.type === "array" ? parent.items[0] : parent.members[0];
  return first !== undefined && blanksBefore(text, first.from).includes("\n");
}

function blanksBefore(text: string, offset: number): string {
  let from = offset;
  while (from > 0 && /\s/.test(text[from - 1] ?? "")) from--;
  return text.slice(from, offset);
}

/** The blanks that the line of an offset begins with. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/**
 * Writes a value.
 *
 * @param indent The indentation of the line it stands in; none to write it in one line.
 */
export function write(value: Json, style: Style, indent: string | null): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => write(item, style, indent === null ? null : indent + style.unit));
    return enclose("[", items, "]", style, indent, "");
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, held]) => {
    const written = write(held, style, indent === null ? null : indent + style.unit);
    return `${JSON.stringify(key)}${style.colon}${written}`;
  });
  return enclose("{", members, "}", style, indent, style.pad);
}

function enclose(open: string, parts: string[], close: string, style: Style, indent: string | null, pad: string) {
  if (parts.length === 0) return open + close;
  if (indent === null) return `${open}${pad}${parts.join(`,${style.comma}`)}${pad}${close}`;
  const inner = `\n${indent}${style.unit}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${indent}${close}`;
}
