import { offline } from "../offline/register.ts";
import { coreVersion, policyDigest } from "../state/engine.ts";
import { policyName } from "../state/policy.ts";

/** What the verdict rests on. */
export function Footer() {
  const digest = policyDigest.value;
  return (
    <footer class="foot" data-landmark>
      <span>Nothing leaves this browser{offline.value ? "; it works offline" : ""}.</span>
      {digest !== undefined && (
        <span>
          Policy: {policyName.value ?? "default"}, digest <code title={digest}>{digest.slice(0, 12)}</code>
        </span>
      )}
      {digest !== undefined && <span>Core {coreVersion}</span>}
    </footer>
  );
}
