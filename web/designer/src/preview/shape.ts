/**
 * What shape a message has: small checks that are put together to larger ones.
 *
 * @module
 */

/** Tells whether a value has a shape. */
export type Shape<T> = (value: unknown) => value is T;

export const text: Shape<string> = (value) => typeof value === "string";
export const flag: Shape<boolean> = (value) => typeof value === "boolean";

/** A whole number from 0. */
export const count: Shape<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export function oneOf<const T>(...values: T[]): Shape<T> {
  return (value): value is T => values.includes(value as T);
}

export function either<A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> {
  return (value): value is A | B => one(value) || other(value);
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return either(shape, oneOf(null));
}

/** Whether it is there at all. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return either(shape, oneOf(undefined));
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(shape);
}

/** Any keys, with values of one shape. */
export function record<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return (value): value is Record<string, T> => isObject(value) && Object.values(value).every(shape);
}

/** These keys, each of its shape; others are not looked at. */
export function object<T extends object>(shapes: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const entries = Object.entries<Shape<unknown>>(shapes);
  return (value): value is T => isObject(value) && entries.every(([key, shape]) => shape(value[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
