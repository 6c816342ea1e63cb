/**
 * Fixes: each is shown before it is made, and made as one step of the undo.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { Finding } from "@preflight/core";
import { announce } from "../state/announce.ts";
import { rewrite, text } from "../state/document.ts";
import { core, options } from "../state/engine.ts";

/** A fix that a person looks at before it is made. */
export interface Offer {
  title: string;
  /** What it does, one line for each fix in it. */
  steps: string[];
  /** Whether what a person sees stays the same. */
  safe: boolean;
  before: string;
  after: string;
}

/** The fix that is being looked at. */
export const offer = signal<Offer | null>(null);

/** The name by which the core knows the fix of a finding. */
function fixId({ rule, span }: Finding): string {
  return `${rule}@${span.start.utf16}`;
}

/** Shows what the fix of a finding would do. */
export async function offerFix(finding: Finding): Promise<void> {
  const before = text.peek();
  const fixed = await core.fixOne(before, fixId(finding), options.peek());
  offer.value = {
    title: finding.fix?.description ?? "Fix",
    steps: fixed.applied.map(({ description }) => description),
    safe: finding.fix?.safety === "safe",
    before,
    after: fixed.text,
  };
}

/** Makes the fix of a finding at once. */
export async function applyFix(finding: Finding): Promise<void> {
  const fixed = await core.fixOne(text.peek(), fixId(finding), options.peek());
  rewrite(fixed.text);
  announce(`Fixed: ${finding.fix?.description ?? finding.message}`);
}

/** Shows what all safe fixes would do together. */
export async function offerAllSafe(): Promise<void> {
  const before = text.peek();
  const fixed = await core.fix(before, "safe", options.peek());
  if (fixed.applied.length === 0) {
    announce("There is nothing that can be fixed safely.");
    return;
  }
  const count = fixed.applied.length === 1 ? "1 safe fix" : `${fixed.applied.length} safe fixes`;
  offer.value = {
    title: `Make ${count}`,
    steps: fixed.applied.map(({ description }) => description),
    safe: true,
    before,
    after: fixed.text,
  };
}

/** Makes the fix that is being looked at, unless the text became another one meanwhile. */
export function accept(): void {
  const made = offer.peek();
  offer.value = null;
  if (made === null) return;
  if (made.before !== text.peek()) {
    announce("The document changed meanwhile, so nothing was fixed. Look at the fix again.");
    return;
  }
  rewrite(made.after);
  announce(made.steps.length === 1 ? `Fixed: ${made.steps[0]}` : `Made ${made.steps.length} fixes.`);
}
