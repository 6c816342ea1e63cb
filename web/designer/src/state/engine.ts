/**
 * The core in its worker, and its verdict on the text as it is now.
 *
 * @module
 */

import { batch, computed, effect, signal } from "@preact/signals";
import type { CheckOptions, Finding, Report } from "@preflight/core";
import moduleAddress from "@preflight/core/core.wasm?url";
import { type Client, createClient, type PreflightError } from "@preflight/core/worker";
import workerAddress from "@preflight/core/worker-entry?worker&url";
import { trustedScript } from "../ui/trusted.ts";
import { bareKind, text } from "./document.ts";
import { policyFile } from "./policy.ts";

/** Longer than any document takes; what takes longer has gone wrong, and its worker is stopped. Milliseconds. */
const TIMEOUT = 5000;

/** The core. Every question to it is a promise; `core.latest()` is for those who ask anew with every key. */
export const core: Client = createClient({
  worker: () => new Worker(trustedScript(workerAddress), { type: "module", name: "preflight" }),
  module: moduleAddress,
  timeout: TIMEOUT,
});

/** How the document is judged. */
export const options = computed<CheckOptions>(() => ({
  policy: policyFile.value,
  kind: bareKind.value,
  today: new Date().toISOString().slice(0, 10),
}));

/** A verdict, and the text it is about. */
export interface Verdict {
  text: string;
  report: Report;
}

/** The last verdict. While a newer text is being judged it is about an older one. */
export const verdict = signal<Verdict | null>(null);

/**
 * The findings, and whether the document may be published. They change only when what they say does: most keys change
 * neither, and what is drawn from them then stays as it is.
 */
export const findings = signal<readonly Finding[]>([]);
export const publishable = signal(false);

/** Why there is no answer, in words; `policy` where the policy is one that the core cannot judge by. */
export interface Failure {
  message: string;
  policy: boolean;
}

/** What keeps the core from answering: the module did not load, or a call went wrong. */
export const failure = signal<Failure | null>(null);

/** Whether the verdict is about the text as it is. */
export function upToDate(): boolean {
  return verdict.peek()?.text === text.peek();
}

/** By what the last verdict was reached. */
export const coreVersion = computed(() => verdict.value?.report.coreVersion);
export const policyDigest = computed(() => verdict.value?.report.policyDigest);

/** Whether there has been a verdict, or a reason why there will be none. */
export const begun = computed(() => verdict.value !== null || failure.value !== null);

const { check } = core.latest();

/** Judges the text anew whenever it or its policy changes. */
export function watch(): () => void {
  return effect(() => {
    void judge(text.value, options.value);
  });
}

async function judge(judged: string, how: CheckOptions): Promise<void> {
  try {
    const report = await check(judged, how);
    batch(() => {
      failure.value = null;
      if (!same(findings.peek(), report.findings)) findings.value = report.findings;
      publishable.value = report.ok;
      verdict.value = { text: judged, report };
    });
  } catch (error) {
    failed(error);
  }
}

/** Whether two lists of findings say the same of the same places. */
function same(old: readonly Finding[], now: readonly Finding[]): boolean {
  return old.length === now.length && old.every((finding, index) => equal(finding, now[index]));
}

function equal(old: Finding, now: Finding | undefined): boolean {
  return (
    now !== undefined &&
    old.rule === now.rule &&
    old.severity === now.severity &&
    old.message === now.message &&
    old.help === now.help &&
    old.span.start.utf16 === now.span.start.utf16 &&
    old.span.end.utf16 === now.span.end.utf16 &&
    (old.fix === undefined) === (now.fix === undefined)
  );
}

/** What to do with a question that was not answered: say so, unless a newer one took its place. */
export function failed(error: unknown): void {
  if (superseded(error)) return;
  const { code, message = String(error) } = error as Partial<PreflightError>;
  failure.value = { message, policy: code === "bad-policy" };
}

/** Whether a promise was rejected only because a newer question took the place of its own. */
export function superseded(error: unknown): boolean {
  const { code } = error as Partial<PreflightError>;
  return code === "superseded" || code === "cancelled";
}
