/**
 * A report for people, in Markdown.
 *
 * @module
 */

import type { Finding, Report } from "@preflight/core";

/** What Markdown and the tables and mentions of code hosts would take for more than text. */
const SPECIAL = /[\\`*_{}[\]()<>#+\-.!|~@:&$^=]/g;

/** A text that stays the text it is. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(SPECIAL, "\\$&");
}

/** A text as code: a fence of more backticks than stand in it. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

const HEADINGS = { error: "Errors", warning: "Warnings", info: "Worth knowing" } as const;

/** The report on a document as Markdown. */
export function markdown(name: string, report: Report): string {
  const { findings, facts, omittedFindings, suppressedFindings } = report;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const verdict = report.ok ? "May be published." : `Blocked by ${errors} ${errors === 1 ? "error" : "errors"}.`;
  const parts = [`# ${plain(name)}`, `**${plain(verdict)}**`];
  for (const severity of ["error", "warning", "info"] as const) {
    const of = findings.filter((finding) => finding.severity === severity);
    if (of.length > 0) parts.push(`## ${HEADINGS[severity]}`, of.map(item).join("\n"));
  }
  if (omittedFindings > 0) parts.push(`${omittedFindings} more findings are not listed.`);
  if (suppressedFindings > 0) parts.push(`${suppressedFindings} findings are suppressed by the policy.`);
  const measured = Object.entries(facts).filter(([, value]) => typeof value === "number");
  if (measured.length > 0) {
    const rows = measured.map(([fact, value]) => `| ${plain(spaced(fact))} | ${value} |`);
    parts.push("## Measured", ["| what | value |", "|---|---:|", ...rows].join("\n"));
  }
  const kind = report.kind === null ? "unknown" : report.kind;
  const id = report.id === null ? "" : `, id ${code(report.id)}`;
  parts.push(
    `Kind ${code(kind)}${id}. Core ${code(report.coreVersion)}, policy ${code(report.policyDigest.slice(0, 12))}.`,
  );
  return `${parts.join("\n\n")}\n`;
}

function item({ rule, message, help, span, pointer, wcag }: Finding): string {
  const criteria = (wcag ?? []).map(({ number, level }) => `WCAG ${number} ${level}`).join(", ");
  const at = pointer === "" ? "" : ` ${code(pointer)}`;
  const said = `${plain(message)} ${plain(help)}`.trim();
  return `- line ${span.start.line}, column ${span.start.column}${at}: ${said} (${code(rule)}${criteria === "" ? "" : `; ${criteria}`})`;
}

/** `payloadBytes` as people write it. */
function spaced(fact: string): string {
  return fact.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
