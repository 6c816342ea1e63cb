/**
 * What a person chose about the page, kept in this browser.
 *
 * @module
 */

import { effect, type Signal, signal } from "@preact/signals";
import { read, write } from "./storage.ts";

/** What the left side shows. */
export type EditorTab = "text" | "form" | "outline";

/** What the lower panel shows. */
export type PanelTab = "problems" | "meters";

/** The part of the page that narrow screens show, one at a time. */
export type Part = "edit" | "preview" | "problems";

/** A setting that outlives the page. `valid` keeps out what another version, or a person, wrote. */
export function setting<T>(key: string, initial: T, valid: (value: unknown) => value is T): Signal<T> {
  const stored = read(key);
  const value = signal<T>(valid(stored) ? stored : initial);
  let first = true;
  effect(() => {
    const now = value.value;
    if (!first) write(key, now);
    first = false;
  });
  return value;
}

/** One of some words. */
export function oneOf<const T extends string>(...values: T[]): (value: unknown) => value is T {
  return (value): value is T => values.includes(value as T);
}

/** A number in a range, its ends included. */
export function between(least: number, most: number): (value: unknown) => value is number {
  return (value): value is number => typeof value === "number" && value >= least && value <= most;
}

/** The share of the width that the editor has, in percent. */
export const editorShare = setting("editor-share", 50, between(20, 80));

/** The share of the height that the lower panel has, in percent. */
export const panelShare = setting("panel-share", 28, between(10, 80));

/** They begin anew with every visit. */
export const editorTab = signal<EditorTab>("text");
export const panelTab = signal<PanelTab>("problems");
export const part = signal<Part>("edit");
