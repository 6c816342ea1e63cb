import { computed } from "@preact/signals";
import type { Finding } from "@preflight/core";
import { dialog } from "../app/dialogs.ts";
import { isEmpty } from "../state/document.ts";
import { begun, type Failure, failure, findings, verdict } from "../state/engine.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { applyFix, offerAllSafe, offerFix } from "./fix.ts";
import { counts, current, goTo, type Least, least, listed } from "./navigate.ts";

const omitted = computed(() => verdict.value?.report.omittedFindings ?? 0);
const suppressed = computed(() => verdict.value?.report.suppressedFindings ?? 0);

/** The list of problems. */
export function Problems() {
  if (failure.value !== null) return <Failed {...failure.value} />;
  if (!begun.value) return <p class="empty">The checks are being loaded…</p>;
  const safe = findings.value.filter(({ fix }) => fix?.safety === "safe").length;
  return (
    <div class="problems">
      <div class="problems-bar">
        <label>
          Show{" "}
          <select
            value={least.value}
            onChange={({ currentTarget }) => {
              least.value = currentTarget.value as Least;
            }}
          >
            <option value="info">everything</option>
            <option value="warning">warnings and errors</option>
            <option value="error">errors alone</option>
          </select>
        </label>
        <Button icon="wrench" disabled={safe === 0} onClick={() => void offerAllSafe()}>
          Fix all safe ({safe})
        </Button>
      </div>
      {listed.value.length === 0 ? (
        <Nothing />
      ) : (
        <ul class="problem-list">
          {listed.value.map((finding) => (
            <Problem key={key(finding)} finding={finding} />
          ))}
        </ul>
      )}
      {omitted.value > 0 && <p class="soft">{omitted} more findings are not shown.</p>}
      {suppressed.value > 0 && <p class="soft">{suppressed} findings are suppressed by the policy.</p>}
    </div>
  );
}

/** Why there are no problems to list, and what to do about it. */
function Failed({ message, policy }: Failure) {
  return (
    <>
      <p class="empty error">
        The checks could not run: {message}{" "}
        {policy
          ? "Load a policy that fits this version, or use the default one."
          : "Reload the page; if that does not help, tell us what the document was."}
      </p>
      {policy && (
        <div class="problems-bar">
          <Button onClick={() => dialog.open("policy")}>Team policy…</Button>
        </div>
      )}
    </>
  );
}

function key({ rule, span, message }: Finding): string {
  return `${rule} ${span.start.utf16} ${message}`;
}

function Nothing() {
  if (isEmpty.value) return <p class="empty">Nothing is wrong with an empty page. Begin with a template.</p>;
  const { info, warning } = counts.value;
  const hidden = info + warning;
  return (
    <p class="empty good">
      <Icon name="check" />{" "}
      {hidden === 0 ? "No problems. " : `No problems of this weight; ${hidden} lighter ones are hidden. `}
      This document may be published.
    </p>
  );
}

function Problem({ finding }: { finding: Finding }) {
  const { rule, severity, outcome, message, help, span, fix, wcag } = finding;
  return (
    <li class={`problem ${severity}`} data-current={current.value === finding ? "" : undefined}>
      <button type="button" class="problem-place" onClick={() => goTo(finding)}>
        <Icon name={severity} />
        <span class="hidden-visually">{severity}: </span>
        <span class="problem-message">
          {outcome === "review" && <strong>Look at this: </strong>}
          {message}
        </span>
        <span class="soft">
          {" "}
          line {span.start.line}:{span.start.column}
        </span>
      </button>
      <p class="problem-help">
        {help} <code class="rule">{rule}</code>
        {wcag?.map(({ number, level }) => (
          <span class="chip" key={number}>
            WCAG {number} {level}
          </span>
        ))}
      </p>
      {fix !== undefined && (
        <p class="problem-fix">
          <span>{fix.description}</span>
          {fix.safety === "safe" && (
            <Button look="quiet" icon="wrench" onClick={() => void applyFix(finding)}>
              Fix
            </Button>
          )}
          <Button look="quiet" onClick={() => void offerFix(finding)}>
            Preview fix
          </Button>
        </p>
      )}
    </li>
  );
}
