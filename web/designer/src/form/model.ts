/**
 * The text as a tree of places, read as far as it can be read: while a part of it is no JSON, the rest still has its place.
 *
 * @module
 */

import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Range } from "../state/document.ts";
import { join, tokens } from "./pointers.ts";

/** What stands at a place. */
export type PlaceType = "object" | "array" | "string" | "number" | "boolean" | "null";

/** One value in the text. */
export interface Place extends Range {
  /** Its JSON pointer. */
  pointer: string;
  type: PlaceType;
  /** A scalar's value. */
  value: string | number | boolean | null;
  /** What an object holds, in the order of the text. */
  members: Member[];
  /** What an array holds. */
  items: Place[];
  /** What holds it. */
  parent: Place | null;
  /** Parts of it that are no JSON, and in no place of their own. */
  faults: Range[];
}

/** A key of an object, and its value. */
export interface Member extends Range {
  key: string;
  keyFrom: number;
  keyTo: number;
  /** The value; none where there is none, or it cannot be read. */
  place: Place | null;
  /** Where something stands for a value that is none. */
  garbled: Range | null;
  /** Whether the object has the key again further on, which counts then. */
  repeated: boolean;
}

/** What could be read of a text. */
export interface Model {
  /** The value of the whole text; none where it has none, or nests too deep. */
  root: Place | null;
  /** Everything that is no JSON. */
  faults: Range[];
}

/** Reads a text. */
export function parse(text: string): Model {
  const errors: ParseError[] = [];
  let root: Place | null = null;
  try {
    const node = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
    if (node !== undefined) root = toPlace(text, node);
  } catch (error) {
    // The parser calls itself for every level, and the machine has an end to that.
    if (!(error instanceof RangeError)) throw error;
    return { root: null, faults: [{ from: 0, to: text.length }] };
  }
  const faults = errors.map(({ offset, length }) => ({ from: offset, to: Math.min(offset + length, text.length) }));
  for (const fault of faults) if (root !== null) deepest(root, fault.from, fault.to).faults.push(fault);
  return { root, faults };
}

/** Goes without calling itself, since texts may nest deeper than the machine lets calls. */
function toPlace(text: string, root: Node): Place {
  const whole = placeOf(root, "", null);
  const waiting: [Node, Place][] = [[root, whole]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, place] = next;
    const inside = (child: Node, token: string | number): Place => {
      const inner = placeOf(child, join(place.pointer, token), place);
      waiting.push([child, inner]);
      return inner;
    };
    if (node.type === "array") place.items = (node.children ?? []).map(inside);
    if (node.type === "object") place.members = membersOf(text, node, inside);
  }
  return whole;
}

function placeOf({ type, value, offset, length }: Node, pointer: string, parent: Place | null): Place {
  return {
    pointer,
    type: type === "property" ? "null" : type,
    value: (value as Place["value"] | undefined) ?? null,
    from: offset,
    to: offset + length,
    members: [],
    items: [],
    parent,
    faults: [],
  };
}

function membersOf(text: string, { children = [] }: Node, inside: (child: Node, key: string) => Place): Member[] {
  const members: Member[] = [];
  const last = new Map<string, Member>();
  for (const property of children) {
    const [key, value] = property.children ?? [];
    if (key === undefined) continue;
    const name = String(key.value);
    const keyTo = key.offset + key.length;
    const member: Member = {
      key: name,
      keyFrom: key.offset,
      keyTo,
      from: key.offset,
      to: value === undefined ? keyTo : value.offset + value.length,
      place: value === undefined ? null : inside(value, name),
      garbled: value === undefined ? garbled(text, keyTo) : null,
      repeated: false,
    };
    const before = last.get(name);
    if (before !== undefined) before.repeated = true;
    last.set(name, member);
    members.push(member);
  }
  return members;
}

/** What stands behind a key that has no readable value, up to the end of its line; none where nothing does. */
function garbled(text: string, from: number): Range | null {
  const colon = /^\s*:?\s*/.exec(text.slice(from))?.[0].length ?? 0;
  const said = /^[^\n,}\]]*/.exec(text.slice(from + colon))?.[0].trimEnd() ?? "";
  return said === "" ? null : { from: from + colon, to: from + colon + said.length };
}

/** The innermost place that holds a range; the place itself where no inner one does. */
export function deepest(place: Place, from: number, to: number): Place {
  let at = place;
  for (;;) {
    const inner = childAt(at, from, to);
    if (inner === null) return at;
    at = inner;
  }
}

/** The child that holds a range, by halving: a list may be as long as the document, and as full of faults. */
function childAt({ type, items, members }: Place, from: number, to: number): Place | null {
  const parts: (Place | Member)[] = type === "array" ? items : members;
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.from ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  // At a border the one before ends where the next one begins.
  for (const part of [parts[low - 1], parts[low - 2]]) {
    const child = part === undefined || "pointer" in part ? part : part.place;
    if (child != null && child.from <= from && to <= child.to) return child;
  }
  return null;
}

/** The values that a place holds. */
export function children(place: Place): Place[] {
  if (place.type === "array") return place.items;
  return place.members.flatMap(({ place: value }) => (value === null ? [] : [value]));
}

/** The member of an object that counts. */
export function member(place: Place | null, key: string): Member | null {
  return place?.members.findLast((one) => one.key === key) ?? null;
}

/** The place that a pointer names. */
export function at(root: Place | null, pointer: string): Place | null {
  let place = root;
  for (const token of tokens(pointer)) {
    if (place === null) return null;
    place = place.type === "array" ? (place.items[Number(token)] ?? null) : (member(place, token)?.place ?? null);
  }
  return place;
}

/** The text of a string that stands under a key; none where there is none. */
export function textOf(place: Place | null, key: string): string | null {
  const value = member(place, key)?.place;
  return value?.type === "string" ? String(value.value) : null;
}
