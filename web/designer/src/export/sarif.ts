/**
 * A report as SARIF 2.1.0 (OASIS): what `preflight check --format sarif` prints of the same file.
 *
 * @module
 */

import type { Finding, Fix, Position, Report, RuleInfo, Severity, TextSpan } from "@preflight/core";

/** What the log is made of. */
export interface Judged {
  /** The file as people call it, which is its path. */
  name: string;
  /** The text that was judged, with the line ends of its file. */
  text: string;
  report: Report;
  rules: RuleInfo[];
  /** The pages of rules, in Markdown. */
  pages: Record<string, string>;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const LEVELS: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** The log of one file. */
export async function sarif({ name, text, report, rules, pages }: Judged): Promise<object> {
  const used = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const file = { uri: encoded(name), uriBaseId: "%SRCROOT%" };
  const places = new Regions(text);
  const fingerprints = await fingerprintsOf(name, report);
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Preflight",
            version: report.coreVersion,
            rules: used.map((id) => descriptor(id, rules, pages)),
            notifications: [],
          },
        },
        invocations: [{ executionSuccessful: true, exitCode: report.ok ? 0 : 1, toolExecutionNotifications: [] }],
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        defaultEncoding: "utf-8",
        results: report.findings.map((finding, index) => {
          const fingerprint = fingerprints?.[index];
          return {
            ruleId: finding.rule,
            ruleIndex: used.indexOf(finding.rule),
            ...kindAndLevel(finding),
            message: { text: plain(`${finding.message} ${finding.help}`.trimEnd()) },
            locations: [
              {
                physicalLocation: { artifactLocation: file, region: places.text(finding.span) },
                ...(place(finding) === "" ? {} : { logicalLocations: [{ fullyQualifiedName: place(finding) }] }),
              },
            ],
            ...(fingerprint === undefined ? {} : { partialFingerprints: { "preflightFinding/v1": fingerprint } }),
            ...(finding.fix === undefined ? {} : { fixes: [fixOf(finding.fix, places, file)] }),
            properties: {
              class: finding.class,
              outcome: finding.outcome,
              document: 1,
              ...(report.id === null ? {} : { documentId: report.id }),
              ...(finding.payloadPointer === null ? {} : { payloadPointer: finding.payloadPointer }),
              ...(finding.impact === undefined ? {} : { impact: finding.impact, selector: finding.selector }),
            },
          };
        }),
        properties: {
          policyDigest: report.policyDigest,
          coreVersion: report.coreVersion,
          suppressedFindings: report.suppressedFindings,
        },
      },
    ],
  };
}

function descriptor(id: string, rules: RuleInfo[], pages: Record<string, string>): object {
  const rule = rules.find((rule) => rule.id === id);
  const summary = rule?.summary ?? id;
  const help = pages[id] ?? summary;
  const tags = (rule?.wcag ?? []).map(({ number }) => `wcag${number.replaceAll(".", "")}`);
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: LEVELS[rule?.severity ?? "error"] },
    ...(rule === undefined ? {} : { properties: { class: rule.class, tags: [rule.class, ...tags] } }),
  };
}

/** Where a person has to look, or nothing was judged, the level has to be "none" (3.27.10); an error stays a failure. */
function kindAndLevel({ outcome, severity }: Finding): { kind: string; level: string } {
  if (outcome === "fail" || severity === "error") return { kind: "fail", level: LEVELS[severity] };
  return { kind: outcome === "review" ? "review" : "open", level: "none" };
}

/** What a finding is known by: its pointer or, where it has none, its selector. */
function place({ pointer, selector }: Finding): string {
  return pointer === "" ? (selector ?? "") : pointer;
}

function fixOf({ description, edits, safety }: Fix, places: Regions, file: object): object {
  return {
    description: { text: plain(description) },
    artifactChanges: [
      {
        artifactLocation: file,
        replacements: edits.map(({ span, text }) => ({
          deletedRegion: places.region(span),
          ...(text === "" ? {} : { insertedContent: { text } }),
        })),
      },
    ],
    properties: { safety },
  };
}

/** Turns spans into regions. A byte order mark is no part of the text that viewers count in. */
class Regions {
  readonly #mark: number;
  /** Code units before each line. */
  readonly #lines: number[];

  constructor(text: string) {
    this.#mark = text.startsWith("\ufeff") ? 1 : 0;
    this.#lines = [this.#mark, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  #offset({ utf16 }: Position): number {
    return Math.max(0, utf16 - this.#mark);
  }

  #column({ line, utf16 }: Position): number {
    return Math.max(0, utf16 - (this.#lines[line - 1] ?? 0)) + 1;
  }

  /** The region of a span: of bytes where all it covers is the byte order mark. */
  region(span: TextSpan): object {
    const { start, end } = span;
    if (this.#offset(start) === this.#offset(end) && start.offset < end.offset) {
      return { byteOffset: start.offset, byteLength: end.offset - start.offset };
    }
    return this.text(span);
  }

  text({ start, end }: TextSpan): object {
    return {
      startLine: start.line,
      startColumn: this.#column(start),
      endLine: end.line,
      endColumn: this.#column(end),
      charOffset: this.#offset(start),
      charLength: this.#offset(end) - this.#offset(start),
    };
  }
}

/** A path with every byte encoded that is not unreserved (RFC 3986 section 2.3). */
function encoded(path: string): string {
  return encodeURIComponent(path.replace(/\p{Cs}/gu, "\ufffd"))
    .replaceAll("%2F", "/")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text that a viewer takes for text: `[words](target)` would be a link (3.11.6). */
function plain(text: string): string {
  return text.includes("](") ? text.replace(/[\\[\]]/g, "\\$&") : text;
}

/** What findings are known by in the next run; none where the page may not use the browser's cryptography. */
async function fingerprintsOf(path: string, { id, findings }: Report): Promise<string[] | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const same = new Map<string, number>();
  const made: string[] = [];
  for (const finding of findings) {
    const parts = [finding.rule, path, id === null ? "1" : `id ${id}`, place(finding)].map(counted);
    const key = await digest(parts);
    const count = same.get(key) ?? 0;
    same.set(key, count + 1);
    made.push(await digest([...parts, little(count)]));
  }
  return made;
}

/** A text with its length before it, so that no two lists of texts are the same bytes. */
function counted(part: string): Uint8Array {
  const bytes = new TextEncoder().encode(part);
  return new Uint8Array([...little(bytes.length), ...bytes]);
}

function little(number: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint32(0, number, true);
  return new Uint8Array(bytes.buffer);
}

async function digest(parts: Uint8Array[]): Promise<string> {
  const bytes = new Uint8Array(parts.flatMap((part) => [...part]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
