import { computed } from "@preact/signals";
import type { Finding } from "@preflight/core";
import { applyFix, offerFix } from "../problems/fix.ts";
import { verdict } from "../state/engine.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { byPlace, missingKey } from "./by-place.ts";
import { within } from "./pointers.ts";

let last: Map<string, Finding[]> = new Map();

/** The findings of the last verdict that says something new, by the place they are about. */
const found = computed(() => {
  const now = byPlace(verdict.value?.report.findings ?? []);
  if (!sayTheSame(last, now)) last = now;
  return last;
});

/** Offsets may differ: the form does not show them. */
function sayTheSame(old: Map<string, Finding[]>, now: Map<string, Finding[]>): boolean {
  return (
    old.size === now.size &&
    [...now].every(([pointer, findings]) => {
      const others = old.get(pointer);
      return others?.length === findings.length && findings.every((one, index) => isSame(one, others[index]));
    })
  );
}

function isSame(one: Finding, other: Finding | undefined): boolean {
  return (
    other !== undefined &&
    one.rule === other.rule &&
    one.message === other.message &&
    one.help === other.help &&
    one.severity === other.severity &&
    one.fix?.description === other.fix?.description
  );
}

/** The finding with its offsets as they are now. */
function asItIsNow(finding: Finding): Finding {
  const findings = verdict.peek()?.report.findings ?? [];
  return findings.find((one) => one.pointer === finding.pointer && isSame(one, finding)) ?? finding;
}

const NONE: readonly Finding[] = [];

/** The findings about a place. */
export function findingsAt(pointer: string): readonly Finding[] {
  return found.value.get(pointer) ?? NONE;
}

/** The findings about a place and all that is in it. */
export function findingsIn(pointer: string): Finding[] {
  return [...found.value].flatMap(([place, findings]) => (within(place, pointer) ? findings : []));
}

/** What is wrong with a place, under its field. */
export function Findings({ id, findings }: { id?: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul class="form-findings" id={id}>
      {findings.map((finding) => (
        <Line key={`${finding.rule} ${finding.pointer} ${finding.message}`} finding={finding} />
      ))}
    </ul>
  );
}

function Line({ finding }: { finding: Finding }) {
  const { severity, message, help, fix } = finding;
  return (
    <li class={`form-finding ${severity}`}>
      <Icon name={severity} />
      <span>
        <span class="hidden-visually">{severity}: </span>
        {missingKey(finding) === null ? `${message} ${help}` : message}
      </span>
      {fix !== undefined && (
        <Button
          look="quiet"
          icon="wrench"
          title={fix.description}
          onClick={() => {
            const now = asItIsNow(finding);
            void (fix.safety === "safe" ? applyFix(now) : offerFix(now));
          }}
        >
          {fix.safety === "safe" ? "Fix" : "Fix…"}
        </Button>
      )}
    </li>
  );
}

/** How many things are wrong inside a part that is closed. */
export function Count({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const worst = ["error", "warning", "info"].find((severity) => findings.some((one) => one.severity === severity));
  const words = findings.length === 1 ? "1 problem" : `${findings.length} problems`;
  return <span class={`form-count ${worst}`}>{words}</span>;
}
