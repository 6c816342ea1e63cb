/**
 * Reads a team's policy: `preflight.toml`, or JSON as a session or this page writes it.
 *
 * @module
 */

import type { PolicyFile } from "@preflight/core";
import { parse, TomlError } from "smol-toml";

/** Why a file is no policy, for a person. */
export class NoPolicy extends Error {}

/**
 * The overrides that a file holds. Whether they mean anything (limits and rules that exist, dates that are dates) is for
 * the core to say.
 */
export function readPolicy(text: string, fileName: string): PolicyFile {
  const isJson = fileName.endsWith(".json") || text.trimStart().startsWith("{");
  return isJson ? fromJson(text) : fromToml(text);
}

function fromJson(text: string): PolicyFile {
  try {
    return asPolicy(JSON.parse(text));
  } catch (error) {
    if (error instanceof NoPolicy) throw error;
    throw new NoPolicy(`It is not JSON: ${(error as Error).message}`);
  }
}

function fromToml(text: string): PolicyFile {
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    throw new NoPolicy(`It is not TOML: line ${error.line}, column ${error.column}: ${reason}`);
  }
  // The other tables of preflight.toml are about files and publishing.
  return asPolicy(table.policy ?? {});
}

/** TOML knows dates; as JSON they are text, as in the policy. */
function asPolicy(value: unknown): PolicyFile {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new NoPolicy("A policy is a table of limits, allow-lists, severities and suppressions.");
  }
  return JSON.parse(JSON.stringify(value)) as PolicyFile;
}

/** What a policy changes, a line each. */
export function differences(file: PolicyFile, defaults: PolicyFile): string[] {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(file.limits ?? {})) {
    const usual = defaults.limits?.[name];
    if (usual !== value) lines.push(`${name}: ${value}${usual === undefined ? "" : ` (usually ${usual})`}`);
  }
  const lists = { allowedOrigins: "Allowed origins", reservedPrefixes: "Reserved prefixes" } as const;
  for (const [key, label] of Object.entries(lists) as [keyof typeof lists, string][]) {
    const list = file[key];
    if (list !== undefined && list !== null && list.join() !== defaults[key]?.join()) {
      lines.push(`${label}: ${list.join(", ") || "none"}`);
    }
  }
  const keys = Object.keys(file.keyMatrix ?? {});
  if (keys.length > 0) lines.push(`Variables: ${keys.join(", ")}`);
  for (const [rule, severity] of Object.entries(file.severities ?? {})) lines.push(`${rule}: ${severity}`);
  for (const { rule, reason, expires } of file.suppressions ?? []) {
    const until = expires === undefined || expires === null ? "" : `, until ${expires}`;
    lines.push(`${rule} is lived with${until}: ${reason}`);
  }
  return lines;
}
