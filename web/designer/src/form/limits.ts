/**
 * Limits of the policy that the shape tables do not have beside the fields they are about, because a payload counts
 * otherwise than what it is built from.
 *
 * @module
 */

import type { Bound, FormShape } from "@preflight/core";
import { byteLength } from "../state/bytes.ts";
import { limits } from "../state/limits.ts";

/** The bound that a limit of the policy sets; none where it has no such limit. */
export function boundOf(name: string): Bound | undefined {
  const limit = limits.value.get(name);
  return limit === undefined ? undefined : { of: limit.unit, maximum: limit.value, unit: limit.unit, limit: name };
}

/** A text with a bound of the policy, where it has none of its own. */
export function bounded(shape: FormShape, name: string): FormShape {
  if (shape.type !== "text" || shape.length?.maximum !== undefined) return shape;
  const bound = boundOf(name);
  return bound === undefined ? shape : { ...shape, length: { ...shape.length, ...bound } };
}

/** The limits of lists by what an item is called. */
const LISTS: Record<string, string> = { directive: "participant-variables.attributes" };

/** A list with the bound of the policy, where it has none of its own. */
export function boundedList<S extends { noun: string; length?: Bound }>(shape: S): S {
  const name = Object.hasOwn(LISTS, shape.noun) ? LISTS[shape.noun] : undefined;
  const bound = shape.length !== undefined || name === undefined ? undefined : boundOf(name);
  return bound === undefined ? shape : { ...shape, length: bound };
}

/** How much of a bound a text uses. */
export function usedOf(text: string, { unit }: Bound): number {
  return unit === "bytes" ? byteLength(text) : [...text].length;
}
