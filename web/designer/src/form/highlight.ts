/**
 * The form and the text point at each other: the field that has the focus is selected in the text, and what is selected
 * there, or in the preview, is marked here.
 *
 * @module
 */

import { computed, effect } from "@preact/signals";
import { reveal, selection } from "../state/document.ts";
import { columnsOf } from "./columns.ts";
import { afterwards } from "./focus.ts";
import { at, deepest, type Place } from "./model.ts";
import { setOpen } from "./open.ts";
import { split, tokens } from "./pointers.ts";
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
  let marked: HTMLElement | null = null;
  return effect(() => {
    const pointer = current.value;
    const element = form();
    if (element === null) return;
    const inside = element.contains(document.activeElement);
    if (!inside) openTo(pointer);
    const mark = () => {
      const next = nearest(element, pointer);
      if (marked !== null) delete marked.dataset.current;
      marked = next;
      if (next === null || pointer === "") return;
      next.dataset.current = "";
      if (!inside) next.scrollIntoView({ block: "nearest" });
    };
    mark();
    // What was closed is drawn first.
    if (!inside) requestAnimationFrame(mark);
  });
}

/** The element of a place, or of the innermost part that holds it and is shown. */
function nearest(form: HTMLElement, pointer: string): HTMLElement | null {
  const shown = new Map<string, HTMLElement>();
  for (const element of form.querySelectorAll<HTMLElement>("[data-pointer], [data-item]")) {
    const own = element.dataset.pointer ?? element.dataset.item ?? "";
    if (!shown.has(own)) shown.set(own, element);
  }
  for (let now = pointer; now !== ""; now = split(now).parent) {
    const element = shown.get(now);
    if (element !== undefined) return element;
  }
  return null;
}

/** Opens what is closed round a place: rows of tables whose details have it, and components. */
function openTo(pointer: string): void {
  const { root } = model.peek();
  let place: Place | null = root;
  let path = "";
  const all = tokens(pointer);
  all.forEach((token, index) => {
    const next = all[index + 1];
    path = at(root, path) === null ? path : `${path}/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const parent = place;
    place = at(root, path);
    if (parent?.type !== "array" || next === undefined || place?.type !== "object") return;
    const isColumn =
      ROWS.some((rows) => columnsOf(rows)?.includes(next) === true) && COLUMN_LISTS.includes(listKey(parent));
    if (!isColumn && next !== "components") setOpen(path, true);
  });
}

const ROWS = ["spec.field", "payload.field", "spec.action", "payload.button", "spec.directive"];
const COLUMN_LISTS = ["fields", "actions", "buttons", "directives"];

function listKey(list: Place): string {
  return split(list.pointer).token;
}

/** Keeps the mark where the form was drawn anew. */
export function remark(form: HTMLElement | null): void {
  if (form === null) return;
  const pointer = current.peek();
  afterwards(() => {
    const next = nearest(form, pointer);
    for (const element of form.querySelectorAll<HTMLElement>("[data-current]")) {
      if (element !== next) delete element.dataset.current;
    }
    if (next !== null && pointer !== "") next.dataset.current = "";
  });
}
