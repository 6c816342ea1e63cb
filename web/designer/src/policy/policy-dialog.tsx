import { signal } from "@preact/signals";
import type { PolicyInfo } from "@preflight/core";
import { useEffect, useRef } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { saveDownload } from "../files/save.ts";
import { announce } from "../state/announce.ts";
import { core, failed } from "../state/engine.ts";
import { type Policy, policy, policyFile, policyName, readPolicyText } from "../state/policy.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { differences, readPolicy } from "./read.ts";

const problem = signal<string | null>(null);
const inForce = signal<{ info: PolicyInfo; defaults: PolicyInfo } | null>(null);

/** Which policy the document is judged by, and how to take another. */
export function PolicyDialog() {
  const input = useRef<HTMLInputElement>(null);
  const file = policyFile.value;
  useEffect(() => {
    Promise.all([core.policy(file), core.policy(null)]).then(([info, defaults]) => {
      inForce.value = { info, defaults };
    }, failed);
  }, [file]);
  const now = inForce.value;
  const changed = now === null ? [] : differences(JSON.parse(now.info.json), JSON.parse(now.defaults.json));
  return (
    <Dialog
      title="Team policy"
      onClose={() => {
        problem.value = null;
        dialog.close();
      }}
      actions={
        <>
          {now !== null && (
            <Button onClick={() => saveDownload("preflight-policy.json", now.info.json, "application/json")}>
              Save as JSON
            </Button>
          )}
          {policyName.value !== null && (
            <Button
              onClick={() => {
                policy.value = null;
                announce("The default policy is in force.");
              }}
            >
              Use the default
            </Button>
          )}
          <Button look="primary" icon="open" onClick={() => input.current?.click()}>
            Load preflight.toml or JSON…
          </Button>
        </>
      }
    >
      <p>
        In force: <strong>{policyName.value ?? "the default policy"}</strong>
      </p>
      {now !== null && (
        <p>
          Its digest is <code class="digest">{now.info.digest}</code>. Reports of <code>preflight check</code> say
          theirs: where both are the same, page and pipeline judge alike.
        </p>
      )}
      {problem.value !== null && (
        <p class="note error" role="alert">
          {problem.value}
        </p>
      )}
      {changed.length > 0 && (
        <>
          <h3>What it changes</h3>
          <ul class="plain-list">
            {changed.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <input
        ref={input}
        type="file"
        accept=".toml,.json"
        aria-label="Policy file"
        class="hidden-visually"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen !== undefined) void load(chosen);
          currentTarget.value = "";
        }}
      />
    </Dialog>
  );
}

/** Takes a file's policy, if the core can judge by it. */
async function load(file: File): Promise<void> {
  try {
    const read = readPolicy(await readPolicyText(file), file.name);
    await core.policy(read);
    policy.value = { name: file.name, file: read } satisfies Policy;
    problem.value = null;
    announce(`The policy of ${file.name} is in force.`);
  } catch (error) {
    problem.value = `${file.name} was not taken. ${(error as Error).message}`;
  }
}
