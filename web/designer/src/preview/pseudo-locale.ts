/**
 * A language of no country, whose every text is about as long as the longest translation: what is cut off or overflows in
 * it will be in German or Finnish. Brackets show where each text begins and ends, accents which letters a font lacks.
 *
 * @module
 */

import type { RenderNode, RenderTree } from "@preflight/core";

/** How much longer texts become. */
const GROWTH = 0.4;

/** What texts are lengthened by; at least the first two. Short labels grow the most when they are translated. */
const FILLER = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Letters with a like one that has an accent, in the same places. */
const PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz";
const ACCENTED = "ÅåƁƀÇçÐđÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŔŕŜŝŢţÛûṼṽŴŵẊẋÝýŽž";

const ACCENTS = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]));

/** Attributes that people read or hear. */
const SPOKEN = ["aria-label", "placeholder"];

/** `Send` becomes `[Ŝéñđ one two]`. Space around a text stays around it; a text of space alone stays as it is. */
export function lengthened(text: string): string {
  const words = text.trim();
  if (words === "") return text;
  const at = text.indexOf(words);
  const accented = [...words].map((letter) => ACCENTS.get(letter) ?? letter).join("");
  return `${text.slice(0, at)}[${accented}${filler(words.length * GROWTH)}]${text.slice(at + words.length)}`;
}

function filler(length: number): string {
  let added = "";
  for (let word = 0; word < 2 || added.length < length; word++) added += ` ${FILLER[word % FILLER.length]}`;
  return added;
}

/** A drawing with every text lengthened, those of the payload too. */
export function pseudoLocalised(tree: RenderTree): RenderTree {
  return { ...tree, title: lengthened(tree.title), nodes: tree.nodes.map(localised) };
}

function localised(node: RenderNode): RenderNode {
  if (node.type === "text") return { ...node, text: lengthened(node.text) };
  const { attributes } = node;
  if (attributes === undefined || !SPOKEN.some((name) => name in attributes)) return node;
  const changed = Object.entries(attributes).map(([name, value]) => [
    name,
    SPOKEN.includes(name) ? lengthened(value) : value,
  ]);
  return { ...node, attributes: Object.fromEntries(changed) };
}
