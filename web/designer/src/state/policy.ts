/**
 * The policy that the document is judged by: the default, or what a team made of it.
 *
 * @module
 */

import { computed } from "@preact/signals";
import type { PolicyFile } from "@preflight/core";
import { setting } from "./settings.ts";

/** What differs from the default policy, and where that comes from. */
export interface Policy {
  /** Such as the name of a file. */
  name: string;
  file: PolicyFile;
}

/** The team's policy; none where the default is in force. It is kept, since a team's policy outlives a visit. */
export const policy = setting<Policy | null>("policy", null, (value): value is Policy | null => {
  if (value === null) return true;
  return typeof value === "object" && "name" in value && typeof value.name === "string" && "file" in value;
});

/** What differs from the default policy; none where nothing does. */
export const policyFile = computed(() => policy.value?.file ?? null);

/** Where it comes from; none for the default. */
export const policyName = computed(() => policy.value?.name ?? null);

/** A policy is small; what is larger is something else. Bytes. */
const MOST = 1_048_576;

/** The text of a policy file. */
export async function readPolicyText(file: File): Promise<string> {
  if (file.size > MOST) throw new Error("It is over 1 MiB, which no policy is.");
  return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()).replace(/^\uFEFF/, "");
}
