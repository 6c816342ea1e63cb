import { offline } from "../offline/register.ts";
import { verdict } from "../state/engine.ts";
import { policyName } from "../state/policy.ts";

/** What the verdict rests on. */
export function Footer() {
  const report = verdict.value?.report;
  return (
    <footer class="foot" data-landmark>
      <span>Nothing leaves this browser{offline.value ? "; it works offline" : ""}.</span>
      {report !== undefined && (
        <span>
          Policy: {policyName.value ?? "default"}, digest{" "}
          <code title={report.policyDigest}>{report.policyDigest.slice(0, 12)}</code>
        </span>
      )}
      {report !== undefined && <span>Core {report.coreVersion}</span>}
    </footer>
  );
}
