/**
 * The limits of the policy in force.
 *
 * @module
 */

import { effect, signal } from "@preact/signals";
import type { LimitInfo } from "@preflight/core";
import { core, failed } from "./engine.ts";
import { policyFile } from "./policy.ts";

/** The limits by their names; none before they are known. */
export const limits = signal<ReadonlyMap<string, LimitInfo>>(new Map());

const asked = core.latest();

effect(() => {
  asked.limits(policyFile.value).then((known) => {
    limits.value = new Map(known.map((limit) => [limit.name, limit]));
  }, failed);
});
