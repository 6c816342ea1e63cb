/**
 * Which parts of the form are open. An item keeps that while it moves.
 *
 * @module
 */

import { signal } from "@preact/signals";
import { afterInsertion, afterRemoval, join, within } from "./pointers.ts";

/** What a person opened (`true`) or closed (`false`), by its pointer; the rest is as it is by itself. */
export const opened = signal<ReadonlyMap<string, boolean>>(new Map());

/** Opens or closes a part. */
export function setOpen(pointer: string, open: boolean): void {
  opened.value = new Map(opened.peek()).set(pointer, open);
}

let document = "";

/** Forgets everything where it is another document, which its name tells. */
export function forgetOthers(name: string): void {
  if (name !== document && opened.peek().size > 0) opened.value = new Map();
  document = name;
}

/** Keeps in step with an item that was taken out of a list. */
export function followRemoval(list: string, index: number): void {
  const gone = join(list, index);
  const entries = [...opened.peek()].filter(([pointer]) => !within(pointer, gone));
  opened.value = new Map(entries.map(([pointer, open]) => [afterRemoval(list, index, pointer), open]));
}

/** Keeps in step with an item that was moved, or is new where it comes from nowhere. */
export function followMove(from: string, index: number | null, to: string, target: number): void {
  const moving = index === null ? null : join(from, index);
  const own: [string, boolean][] = [];
  let rest: [string, boolean][] = [];
  for (const [pointer, open] of opened.peek()) {
    if (moving !== null && within(pointer, moving)) own.push([pointer.slice(moving.length), open]);
    else rest.push([pointer, open]);
  }
  let list = to;
  if (index !== null) {
    rest = rest.map(([pointer, open]) => [afterRemoval(from, index, pointer), open]);
    if (from !== to) list = afterRemoval(from, index, to);
  }
  rest = rest.map(([pointer, open]) => [afterInsertion(list, target, pointer), open]);
  const landed = join(list, target);
  opened.value = new Map([...rest, ...own.map(([pointer, open]): [string, boolean] => [landed + pointer, open])]);
}
