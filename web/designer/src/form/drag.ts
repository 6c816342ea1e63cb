/**
 * Moving items by pointer. The same moves are there by key and by button; this is beside them.
 *
 * @module
 */

import { announce } from "../state/announce.ts";
import { moveItem } from "./actions.ts";
import { at } from "./model.ts";
import { join, split, within } from "./pointers.ts";
import { model } from "./tables.ts";

/** What is dragged. */
interface Dragged {
  list: string;
  index: number;
  said: string;
  group: string;
  /** How many levels it has itself. */
  levels: number;
}

/** Where it would go: before or after an item, or into an empty list. */
interface Drop {
  element: HTMLElement;
  side: "before" | "after" | "inside";
  list: string;
  /** The place between the items as they are now. */
  index: number;
  where: string;
}

/** How far the pointer goes before it drags, in CSS pixels: a press is no drag. */
const THRESHOLD = 4;

/** How near to the edge of what scrolls it scrolls, and how far each time, in CSS pixels. */
const EDGE = 40;
const STEP = 12;

/** Begins a drag where the pointer then moves. */
export function startDrag(event: PointerEvent, dragged: Dragged): void {
  if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
  const handle = event.currentTarget;
  const origin = { x: event.clientX, y: event.clientY };
  const item = handle.closest<HTMLElement>("[data-item]");
  let drop: Drop | null = null;
  let moving = false;

  const mark = (next: Drop | null) => {
    if (drop !== null) delete drop.element.dataset.drop;
    drop = next;
    if (next !== null) next.element.dataset.drop = next.side;
  };
  const onMove = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (!moving && Math.hypot(x - origin.x, y - origin.y) < THRESHOLD) return;
    moving = true;
    if (item !== null) item.dataset.dragged = "";
    scrollNear(handle, y);
    mark(dropAt(x, y, dragged));
  };
  const stop = () => {
    handle.removeEventListener("pointermove", onMove);
    handle.removeEventListener("pointerup", onUp);
    handle.removeEventListener("pointercancel", stop);
    document.removeEventListener("lostpointercapture", stop);
    document.removeEventListener("keydown", onKey, true);
    if (item !== null) delete item.dataset.dragged;
    mark(null);
  };
  const onUp = () => {
    const made = drop;
    stop();
    if (made !== null) land(dragged, made);
  };
  const onKey = (pressed: KeyboardEvent) => {
    if (pressed.key !== "Escape") return;
    pressed.preventDefault();
    pressed.stopPropagation();
    stop();
    announce(`${dragged.said} stays where it was`);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", onMove);
  handle.addEventListener("pointerup", onUp);
  handle.addEventListener("pointercancel", stop);
  // What is dragged may go meanwhile, as by a step of the undo; then the document hears of it.
  document.addEventListener("lostpointercapture", stop);
  document.addEventListener("keydown", onKey, true);
}

function land({ list, index, said }: Dragged, { list: target, index: gap, where }: Drop): void {
  // Counted without the item, which leaves its own place.
  const to = list === target && gap > index ? gap - 1 : gap;
  moveItem(list, index, { list: target, index: to, where }, said);
}

function dropAt(x: number, y: number, { list, index, group, levels }: Dragged): Drop | null {
  const under = document.elementFromPoint(x, y);
  const holder = under?.closest<HTMLElement>("[data-list]");
  if (holder == null || holder.dataset.group !== group) return null;
  const pointer = holder.dataset.list ?? "";
  const where = holder.dataset.where ?? "the list";
  // Nothing goes into itself.
  if (within(pointer, join(list, index))) return null;
  // A list that has a limit of levels says how many may be in it.
  if (pointer !== list && levels > Number(holder.dataset.room ?? levels)) return null;
  const item = under?.closest<HTMLElement>("[data-item]");
  const own = item?.dataset.item === undefined ? null : split(item.dataset.item);
  if (item == null || own === null || own.parent !== pointer) {
    const length = at(model.peek().root, pointer)?.items.length ?? 0;
    return { element: holder, side: "inside", list: pointer, index: length, where };
  }
  const box = (item.querySelector<HTMLElement>("[data-item-head]") ?? item).getBoundingClientRect();
  const after = y > box.top + box.height / 2;
  const number = Number(own.token);
  return { element: item, side: after ? "after" : "before", list: pointer, index: after ? number + 1 : number, where };
}

function scrollNear(element: HTMLElement, y: number): void {
  const scroller = element.closest<HTMLElement>(".tab-panel");
  if (scroller === null) return;
  const { top, bottom } = scroller.getBoundingClientRect();
  if (y < top + EDGE) scroller.scrollTop -= STEP;
  else if (y > bottom - EDGE) scroller.scrollTop += STEP;
}
