/**
 * How the preview is shown. All of it outlives the page.
 *
 * @module
 */

import { computed, type Signal } from "@preact/signals";
import { between, oneOf, setting } from "../state/settings.ts";
import { type Look, VISIONS, type Vision } from "./protocol.ts";
import { WIDTHS, type Width, ZOOMS, type Zoom } from "./scaling.ts";

/** The colours of a pane; `contrast` are those of a high contrast theme. */
export type Scheme = "light" | "dark" | "contrast";
export type Language = "en" | "de" | "es" | "fr" | "ja" | "ar";

const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const isScheme = oneOf("light", "dark", "contrast");

function numberOf<T extends number>(numbers: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => numbers.includes(value as T);
}

export const width = setting<Width>("preview-width", 0, numberOf(WIDTHS));
export const zoom = setting<Zoom>("preview-zoom", 0, numberOf(ZOOMS));
export const twoPanes = setting("preview-two-panes", false, isFlag);
export const schemes = [
  setting<Scheme>("preview-scheme", "light", isScheme),
  setting<Scheme>("preview-second-scheme", "dark", isScheme),
] as const;

export const language = setting<Language>("preview-language", "en", oneOf("en", "de", "es", "fr", "ja", "ar"));
export const mirrored = setting("preview-right-to-left", false, isFlag);
export const longest = setting("preview-longest-labels", false, isFlag);
export const form = setting<"untouched" | "invalid">("preview-form", "untouched", oneOf("untouched", "invalid"));
export const vision = setting<Vision>("preview-vision", "full", oneOf(...VISIONS));
export const largeText = setting("preview-large-text", false, isFlag);
export const reducedMotion = setting("preview-reduced-motion", false, isFlag);
export const tabStops = setting("preview-tab-stops", false, isFlag);

/**
 * The share of the height that stands below the drawing, in percent, and whether anything does: on a small screen
 * a person asks for it first.
 */
export const detailsShare = setting("preview-details-share", 26, between(15, 80));
export const detailsOpen = setting("preview-details-open", matchMedia("(width >= 60rem)").matches, isFlag);

/** How a pane of this scheme looks. */
export function lookOf(scheme: Scheme): Look {
  return {
    forcedColors: scheme === "contrast",
    vision: vision.value,
    textScale: largeText.value ? 2 : 1,
    reducedMotion: reducedMotion.value,
    tabStops: tabStops.value,
  };
}

/** What can be chosen beside width, zoom and colours, with what it is at first. */
const OPTIONS: readonly (readonly [Signal<unknown>, unknown])[] = [
  [language as Signal<unknown>, "en"],
  [mirrored as Signal<unknown>, false],
  [longest as Signal<unknown>, false],
  [form as Signal<unknown>, "untouched"],
  [vision as Signal<unknown>, "full"],
  [largeText as Signal<unknown>, false],
  [reducedMotion as Signal<unknown>, false],
  [tabStops as Signal<unknown>, false],
];

/** How many of them are not as at first. */
export const chosenOptions = computed(() => OPTIONS.filter(([option, first]) => option.value !== first).length);

export function resetOptions(): void {
  for (const [option, first] of OPTIONS) option.value = first;
}
