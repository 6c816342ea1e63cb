/**
 * The page's only Trusted Types policy. Whatever else would turn a text into code or markup is refused by the browser.
 *
 * @module
 */

/** What of the Trusted Types API is used; the library of DOM types does not know it yet. */
interface Policy {
  createHTML(text: string): string;
  createScriptURL(address: string): string;
}

interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

/** Texts and addresses that this build made, which alone pass. */
const known = new Set<string>();

function ours(text: string): string {
  if (!known.has(text)) throw new TypeError("This page runs nothing but its own files.");
  return text;
}

const rules: Policy = { createHTML: ours, createScriptURL: ours };
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy("preflight", rules) ?? rules;

/** The address of a script of this build. Only constants of the build may be handed to it. */
export function trustedScript(address: string): string {
  known.add(address);
  return policy.createScriptURL(address);
}

/** A document of this build. Only constants of the build may be handed to it. */
export function trustedDocument(text: string): string {
  known.add(text);
  return policy.createHTML(text);
}
