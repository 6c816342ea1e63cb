/**
 * What a person does in the form, as edits of the document. Every action looks its place up in the text as it is at that
 * moment, and tells those who do not see it.
 *
 * @module
 */

import { batch } from "@preact/signals";
import { announce } from "../state/announce.ts";
import { type Change, edit, text } from "../state/document.ts";
import type { Json } from "./edits.ts";
import * as edits from "./edits.ts";
import { afterwards, focusItem } from "./focus.ts";
import { at, type Place } from "./model.ts";
import { followMove, followRemoval, setOpen } from "./open.ts";
import { join, landing, split } from "./pointers.ts";
import { model } from "./tables.ts";

/** How a value is set. */
export interface SetOptions {
  /** Whether it comes from keys typed in a row. */
  typing?: boolean;
  /** The keys of the object in the order of its table. */
  order?: readonly string[];
}

function place(pointer: string): Place | null {
  return at(model.peek().root, pointer);
}

/** Sets a value, which may not be there yet; what holds it is. */
export function setValue(
  pointer: string,
  value: Json | edits.Raw,
  { typing = false, order = [] }: SetOptions = {},
): void {
  const now = text.peek();
  const old = place(pointer);
  if (old !== null) {
    change(edits.replace(now, old, value), typing);
    return;
  }
  const { parent, token } = split(pointer);
  const holder = place(parent);
  if (holder?.type === "object") change(edits.put(now, holder, token, value, order), typing);
  else if (holder?.type === "array") change(edits.insertItem(now, holder, holder.items.length, value), typing);
}

/** Whether keys were typed since a field got the focus. */
let inRow = false;

/** Has the next key typed begin a step of its own, as in another field. */
export function beginTyping(): void {
  inRow = false;
}

function change(changes: Change[], typing = false): void {
  if (changes.length === 0) return;
  edit(changes, { typing: typing && !inRow ? "begin" : typing });
  inRow = typing;
}

/** Sets values that are there, as one step; tells whether that changed anything. */
export function setValues(values: [string, Json][]): boolean {
  const changes = values.flatMap(([pointer, value]) => {
    const old = place(pointer);
    return old === null ? [] : edits.replace(text.peek(), old, value);
  });
  change(changes.sort((a, b) => a.from - b.from));
  return changes.length > 0;
}

/** Takes a value out, with its key. */
export function clear(pointer: string): void {
  const { parent, token } = split(pointer);
  const holder = place(parent);
  if (holder === null) return;
  const index = holder.type === "array" ? Number(token) : holder.members.findLastIndex(({ key }) => key === token);
  if (index >= 0) change(edits.remove(text.peek(), holder, index));
}

/** Gives a key another name. */
export function renameKey(object: string, index: number, key: string): void {
  const member = place(object)?.members[index];
  if (member !== undefined && member.key !== key) change(edits.rename(text.peek(), member, key), true);
}

/** Takes a key out by its number, which tells it from another of the same name. */
export function removeMember(object: string, index: number): void {
  const holder = place(object);
  if (holder !== null) change(edits.remove(text.peek(), holder, index));
}

/** Adds a key at the end of an object. */
export function addMember(object: string, key: string, value: Json): void {
  const holder = place(object);
  if (holder?.type !== "object") return;
  change(edits.insertMember(text.peek(), holder, holder.members.length, key, value));
}

/** Adds an item to a list, at its end unless told otherwise, and goes to it. */
export function addItem(list: string, value: Json, said: string, index?: number): void {
  const array = place(list);
  if (array?.type !== "array") return;
  const to = index ?? array.items.length;
  batch(() => {
    change(edits.insertItem(text.peek(), array, to, value));
    followMove(list, null, list, to);
    setOpen(join(list, to), true);
  });
  announce(`${said} added at position ${to + 1} of ${array.items.length + 1}`);
  focusItem(join(list, to), "first");
}

/** Doubles an item, and goes to the second. */
export function duplicateItem(list: string, index: number, said: string): void {
  const array = place(list);
  if (array?.items[index] === undefined) return;
  batch(() => {
    change(edits.duplicate(text.peek(), array, index));
    followMove(list, null, list, index + 1);
  });
  announce(`${said} duplicated at position ${index + 2} of ${array.items.length + 1}`);
  focusItem(join(list, index + 1), "same");
}

/** Deletes an item, and goes to the one that takes its place. */
export function removeItem(list: string, index: number, said: string): void {
  const array = place(list);
  if (array?.items[index] === undefined) return;
  const left = array.items.length - 1;
  batch(() => {
    change(edits.remove(text.peek(), array, index));
    followRemoval(list, index);
  });
  announce(`${said} deleted; ${left === 0 ? "nothing is" : `${left} ${left === 1 ? "is" : "are"}`} left`);
  if (left === 0) afterwards(() => focusList(list));
  else focusItem(join(list, Math.min(index, left - 1)), "handle");
}

function focusList(list: string): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-list]")) {
    if (element.dataset.list === list) element.querySelector<HTMLElement>("[data-add]")?.focus();
  }
}

/** Where an item goes. */
export interface Destination {
  list: string;
  index: number;
  /** The list in words, such as "the card". */
  where: string;
}

/** Moves an item, within its list or to another one, and keeps the focus on it. */
export function moveItem(list: string, index: number, to: Destination, said: string): boolean {
  const source = place(list);
  const target = place(to.list);
  if (source?.items[index] === undefined || target?.type !== "array") return false;
  const same = list === to.list;
  const count = target.items.length + (same ? 0 : 1);
  if (to.index < 0 || to.index >= count || (same && to.index === index)) return false;
  const now = text.peek();
  const moved = same ? edits.move(now, source, index, to.index) : edits.transfer(now, source, index, target, to.index);
  const landed = landing(list, index, to);
  batch(() => {
    change(moved);
    followMove(list, index, to.list, to.index);
  });
  announce(`${said} moved to position ${to.index + 1} of ${count} in ${to.where}`);
  focusItem(landed, "same");
  return true;
}
