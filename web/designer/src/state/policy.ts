/**
 * The policy that the document is judged by: the default, or what a team made of it.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { PolicyFile } from "@preflight/core";

/** What differs from the default policy; none where nothing does. */
export const policyFile = signal<PolicyFile | null>(null);

/** Where it comes from, such as the name of a file; none for the default. */
export const policyName = signal<string | null>(null);
