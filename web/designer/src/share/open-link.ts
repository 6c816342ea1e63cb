import { openText, tell } from "../files/open.ts";
import { notify } from "../session/notices.ts";
import { core, options } from "../state/engine.ts";
import { fromFragment, LinkError, type Shared } from "./link.ts";

/** Opens the document of the link in the page's address, where there is one; tells whether there was. */
export async function openLink(): Promise<boolean> {
  if (!location.hash.startsWith("#preflight")) return false;
  const address = location.hash;
  // The address is the page's again: the document is edited here, and would be another one after a reload.
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    const shared = await fromFragment(address);
    if (shared === null) return false;
    // It is nowhere but in the link, so nothing of it is saved.
    openText({ text: shared.text, name: shared.name ?? "shared.json", kind: shared.kind ?? null, saved: "" });
    await compare(shared);
    return true;
  } catch (error) {
    tell({
      title: "The link was not opened",
      refusal: {
        message: error instanceof LinkError ? error.message : "It could not be read.",
        help: "Some chat and mail programs cut long links. Ask for the link again, or for the file.",
      },
    });
    return false;
  }
}

/** Says where the sender judged by something else. */
async function compare({ policyDigest, coreVersion }: Shared): Promise<void> {
  const [policy, here] = await Promise.all([core.policy(options.peek().policy), core.version()]);
  const differences = [
    policyDigest !== "" && policyDigest !== policy.digest
      ? `by another policy (digest ${policyDigest.slice(0, 12)}; here ${policy.digest.slice(0, 12)})`
      : "",
    coreVersion !== "" && coreVersion !== here.core ? `with core ${coreVersion} (here ${here.core})` : "",
  ].filter((words) => words !== "");
  if (differences.length === 0) return;
  notify({
    id: "link",
    look: "warning",
    text: `The sender judged this document ${differences.join(" and ")}, so the verdict may differ.`,
  });
}
