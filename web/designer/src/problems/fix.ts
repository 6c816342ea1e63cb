/**
 * Fixes: each is shown before it is made, and made as one step of the undo.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { Finding, Fixed } from "@preflight/core";
import type { PreflightError } from "@preflight/core/worker";
import { announce } from "../state/announce.ts";
import { rewrite, text } from "../state/document.ts";
import { core, failed, options } from "../state/engine.ts";

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

const CHANGED = "The document changed meanwhile, so nothing was fixed. Look at the fix again.";

/** The text as it is with fixes made; none, and people are told, where it is another one by the time of the answer. */
async function fixed(make: (before: string) => Promise<Fixed>): Promise<(Fixed & { before: string }) | null> {
  const before = text.peek();
  try {
    const made = await make(before);
    if (text.peek() === before) return { ...made, before };
    announce(CHANGED);
  } catch (error) {
    // The finding is one of an older text, and the verdict on this one is on its way.
    if ((error as Partial<PreflightError>).code === "no-such-fix") announce(CHANGED);
    else failed(error);
  }
  return null;
}

function fixedOne(finding: Finding): ReturnType<typeof fixed> {
  return fixed((before) => core.fixOne(before, fixId(finding), options.peek()));
}

/** Shows what the fix of a finding would do. */
export async function offerFix(finding: Finding): Promise<void> {
  const made = await fixedOne(finding);
  if (made === null) return;
  offer.value = {
    title: finding.fix?.description ?? "Fix",
    steps: made.applied.map(({ description }) => description),
    safe: finding.fix?.safety === "safe",
    before: made.before,
    after: made.text,
  };
}

/** Makes the fix of a finding at once; tells whether it was made. */
export async function applyFix(finding: Finding): Promise<boolean> {
  const made = await fixedOne(finding);
  if (made === null) return false;
  rewrite(made.text);
  announce(`Fixed: ${finding.fix?.description ?? finding.message}`);
  return true;
}

/** Shows what all safe fixes would do together. */
export async function offerAllSafe(): Promise<void> {
  const made = await fixed((before) => core.fix(before, "safe", options.peek()));
  if (made === null) return;
  if (made.applied.length === 0) {
    announce("There is nothing that can be fixed safely.");
    return;
  }
  const count = made.applied.length === 1 ? "1 safe fix" : `${made.applied.length} safe fixes`;
  offer.value = {
    title: `Make ${count}`,
    steps: made.applied.map(({ description }) => description),
    safe: true,
    before: made.before,
    after: made.text,
  };
}

/** Makes the fix that is being looked at, unless the text became another one meanwhile. */
export function accept(): void {
  const made = offer.peek();
  offer.value = null;
  if (made === null) return;
  if (made.before !== text.peek()) {
    announce(CHANGED);
    return;
  }
  rewrite(made.after);
  announce(made.steps.length === 1 ? `Fixed: ${made.steps[0]}` : `Made ${made.steps.length} fixes.`);
}
