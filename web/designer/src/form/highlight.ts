/**
 * The form and the text point at each other: the field that has the focus is selected in the text, and what is selected
 * there, or in the preview, is marked here.
 *
 * @module
 */

import { computed, effect } from "@preact/signals";
import { reveal, selection } from "../state/document.ts";
import { at, deepest } from "./model.ts";
import { opened, setOpen } from "./open.ts";
import { split, within } from "./pointers.ts";
import { model } from "./tables.ts";

/** The pointer of what is selected in the text. */
export const current = computed<string>(() => {
  const { from, to } = selection.value;
  const { root } = model.value;
  if (root === null || from < root.from || to > root.to) return "";
  const place = deepest(root, from, to);
  // A key belongs to its value.
  const member = place.members.find((one) => from >= one.keyFrom && to <= one.to && from < one.to);
  return member?.place?.pointer ?? place.pointer;
});

/** Selects in the text what a field is about. The focus stays where it is. */
export function showPlace(pointer: string): void {
  const place = at(model.peek().root, pointer);
  if (place === null) return;
  const { from, to } = selection.peek();
  if (from >= place.from && to <= place.to && current.peek() === pointer) return;
  reveal({ from: place.from, to: place.to });
}

/** Marks the field of what is selected, and scrolls to it unless a person is in the form. */
export function followSelection(form: () => HTMLElement | null): () => void {
  return effect(() => {
    const pointer = current.value;
    const element = form();
    if (element === null) return;
    wanted = element.contains(document.activeElement) ? null : pointer;
    frames = PATIENCE;
    if (wanted === null) mark(element, pointer);
    else show(element, pointer);
  });
}

/** The place that is still to be shown: what holds it may be closed, or not drawn yet. */
let wanted: string | null = null;

/** For how many frames it is looked for; after that only once the form is drawn anew. */
const PATIENCE = 10;
let frames = 0;

/** Scrolls to a place, or to what holds it, which is opened; what comes of that is drawn, and shown from [`remark`]. */
function show(form: HTMLElement, pointer: string): void {
  const near = nearest(form, pointer);
  const item = near?.closest<HTMLElement>("[data-item]")?.dataset.item;
  const exact = near?.dataset.pointer === pointer || near?.dataset.item === pointer;
  if (exact) wanted = null;
  // What is opened is drawn part by part in the next frames.
  else if (frames-- > 0) requestAnimationFrame(() => wanted === pointer && show(form, pointer));
  if (!exact && item !== undefined && within(pointer, item) && opened.peek().get(item) !== true) setOpen(item, true);
  mark(form, pointer);
  if (pointer !== "") near?.scrollIntoView({ block: "nearest" });
}

/** Marks the field of a place, and no other. */
function mark(form: HTMLElement, pointer: string): void {
  const next = pointer === "" ? null : nearest(form, pointer);
  for (const element of form.querySelectorAll<HTMLElement>("[data-current]")) {
    if (element !== next) delete element.dataset.current;
  }
  if (next !== null) next.dataset.current = "";
}

/** Keeps the mark where the form was drawn anew, and goes on to what is still to be shown. */
export function remark(form: HTMLElement | null): void {
  const pointer = current.peek();
  if (form === null) return;
  if (wanted === pointer && !form.contains(document.activeElement)) {
    frames = PATIENCE;
    show(form, pointer);
  } else mark(form, pointer);
}

/** The element of a place, or of the innermost part that holds it and is shown. */
function nearest(form: HTMLElement, pointer: string): HTMLElement | null {
  for (let now = pointer; now !== ""; now = split(now).parent) {
    const quoted = `"${CSS.escape(now)}"`;
    const element = form.querySelector<HTMLElement>(`[data-pointer=${quoted}], [data-item=${quoted}]`);
    if (element !== null) return element;
  }
  return null;
}
