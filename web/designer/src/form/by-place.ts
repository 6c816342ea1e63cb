import type { Finding } from "@preflight/core";
import { join } from "./pointers.ts";

/** The key that a finding misses in an object; none where it is about something else. */
export function missingKey({ rule, message }: Finding): string | null {
  if (rule !== "schema/required") return null;
  return / has no "([^"]+)", which is required/.exec(message)?.[1] ?? null;
}

/** The findings by the place that they are about. One about a key that is missing is about the place of that key. */
export function byPlace(findings: readonly Finding[]): Map<string, Finding[]> {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const missing = missingKey(finding);
    const pointer = missing === null ? finding.pointer : join(finding.pointer, missing);
    const there = places.get(pointer);
    if (there === undefined) places.set(pointer, [finding]);
    else there.push(finding);
  }
  return places;
}
