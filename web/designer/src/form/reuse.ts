/**
 * Places outlive the text they were read from: what an edit did not touch stays the same object, with its new offsets, so
 * that of the form only what changed is drawn again.
 *
 * @module
 */

import type { Member, Model, Place } from "./model.ts";

/** A text, and what was read of it. */
export interface Read extends Model {
  text: string;
}

/** What was read of a text, with the places of the last one where they say the same. The last one is used up by that. */
export function reusing(last: Read, now: Read): Read {
  if (last.root === null || now.root === null) return now;
  try {
    return { ...now, root: kept(last.root, now.root, last.text, now.text) };
  } catch (error) {
    // Levels without end: the machine has one.
    if (!(error instanceof RangeError)) throw error;
    return now;
  }
}

function kept(old: Place, now: Place, before: string, after: string): Place {
  if (old.type !== now.type || old.pointer !== now.pointer) return now;
  if (now.type !== "array" && now.type !== "object")
    return saysTheSame(old, now, before, after) ? moved(old, now) : now;
  // Looked at first: what is kept below has its new offsets already.
  const laidOut = isLaidOutAs(old, now);
  let same = laidOut && old.faults.length === 0 && now.faults.length === 0;
  for (const [index, item] of now.items.entries()) {
    const other = old.items[index];
    if (other === undefined) break;
    now.items[index] = kept(other, item, before, after);
    same &&= now.items[index] === other;
  }
  for (const [index, member] of now.members.entries()) {
    const other = old.members[index];
    if (other === undefined) break;
    same &&= isTheSame(other, member);
    if (member.place === null || other.place === null) continue;
    member.place = kept(other.place, member.place, before, after);
    same &&= member.place === other.place;
  }
  if (same) return moved(old, now);
  for (const item of now.items) item.parent = now;
  for (const { place } of now.members) if (place !== null) place.parent = now;
  return now;
}

/** Numbers have several notations, and the form shows the author's. */
function saysTheSame(old: Place, now: Place, before: string, after: string): boolean {
  if (old.faults.length > 0 || now.faults.length > 0 || old.value !== now.value) return false;
  return now.type === "string" || before.slice(old.from, old.to) === after.slice(now.from, now.to);
}

function isTheSame(old: Member, now: Member): boolean {
  if (old.garbled !== null || now.garbled !== null) return false;
  return old.key === now.key && old.repeated === now.repeated && (old.place === null) === (now.place === null);
}

/** Whether the parts of two containers stand at the same distances: a value of any shape is shown as it is written. */
function isLaidOutAs(old: Place, now: Place): boolean {
  const [parts, others] = now.type === "array" ? [now.items, old.items] : [now.members, old.members];
  return (
    parts.length === others.length &&
    old.to - old.from === now.to - now.from &&
    parts.every(({ from, to }, index) => {
      const other = others[index];
      return other !== undefined && other.from - old.from === from - now.from && other.to - old.to === to - now.to;
    })
  );
}

function moved(old: Place, now: Place): Place {
  old.from = now.from;
  old.to = now.to;
  old.members = now.members;
  return old;
}
