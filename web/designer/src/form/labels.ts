/**
 * Names of fields and items as people say them.
 *
 * @module
 */

import type { FormObject } from "@preflight/core";
import { type Place, textOf } from "./model.ts";

/** Words that are written in capitals. */
const CAPITALS = new Set(["id", "url", "aria", "css", "html", "json", "uuid"]);

/** Words that the page spells otherwise than keys do. */
const SPELLED: Record<string, string> = { color: "colour", behavior: "behaviour" };

/** Units that end a name. */
const UNITS: Record<string, string> = { ms: "(milliseconds)", px: "(pixels)" };

/** Names that say too little, or too much, as they are. */
const NAMES: Record<string, string> = {
  spec: "Spec",
  maxElements: "Most elements",
  maxButtons: "Most buttons",
  webMessagingWidgetConfiguration: "Widget",
  routingConfiguration: "Routing",
  preChatForm: "Pre-chat form",
  uiTheme: "Theme",
  autocomplete: "Autofill",
};

/** A key in words: `primaryColor` is "Primary colour". */
export function labelOf(key: string): string {
  const known = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
  if (known !== undefined) return known;
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase())
    .map((word) => (Object.hasOwn(SPELLED, word) ? (SPELLED[word] ?? word) : word));
  const spoken = words.map((word, index) => {
    if (CAPITALS.has(word)) return word.toUpperCase();
    if (index > 0 && index === words.length - 1 && Object.hasOwn(UNITS, word)) return UNITS[word] ?? word;
    return index === 0 ? capital(word) : word;
  });
  return spoken.length === 0 ? (key === "" ? "(no name)" : key) : spoken.join(" ");
}

/** A text with a capital at its beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** More than one of something. */
export function plural(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** A number of things: "1 field", "3 fields". */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

/** The keys whose text tells one item from another, the best first. */
const TELLING = ["label", "title", "name", "key", "text", "value"];

/** What an item is called: by what it says, else by what it is and its number. */
export function titleOf(place: Place | null, noun: string, number: number): string {
  return sayingOf(place) ?? `${capital(noun)} ${number}`;
}

/** What an item says that tells it from others; none where it says nothing. */
export function sayingOf(place: Place | null): string | null {
  if (place === null) return null;
  if (place.type === "string") return short(String(place.value));
  for (const key of TELLING) {
    const said = textOf(place, key);
    if (said !== null && said.trim() !== "") return short(said);
  }
  return null;
}

function short(text: string): string | null {
  const line = text
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (line === "") return null;
  const characters = [...line];
  return characters.length > 40 ? `${characters.slice(0, 39).join("").trimEnd()}…` : line;
}

/** The last word of an object's name: `spec.field` is `field`. */
export function kindOf(object: Pick<FormObject, "name">): string {
  return object.name.slice(object.name.indexOf(".") + 1);
}
