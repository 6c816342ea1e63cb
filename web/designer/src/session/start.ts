/**
 * What the page begins with: the file of the program that opened it, else the document of a share link, else what this tab
 * or the last one held, else nothing.
 *
 * @module
 */

import { beginKeeping, keepDraft, keeping, keepVersion, nameTab, tab, unkept, wouldBeLost } from "../drafts/keep.ts";
import { type Current, currents, forgetCurrent, MOST_TABS } from "../drafts/store.ts";
import { receive } from "../files/arrive.ts";
import { offerKinds } from "../files/offer-kind.ts";
import { openDocument } from "../files/open.ts";
import { openLink } from "../share/open-link.ts";
import { open, origin, savedText, text, unsaved } from "../state/document.ts";
import { core } from "../state/engine.ts";
import { policy } from "../state/policy.ts";
import { forgetToken, readDocument, type SessionDocument, SessionError, takeToken } from "./client.ts";
import { notify } from "./notices.ts";
import { openSessionDocument } from "./save.ts";

/** Opens what the page begins with, and begins to keep, receive and guard documents. */
export async function start(): Promise<void> {
  await nameTab();
  const draft = await lastDraft();
  const begun = (await startSession(draft)) || (await startLink(draft));
  if (!begun && draft !== null) returnTo(draft);
  beginKeeping();
  receive();
  offerKinds();
  addEventListener("beforeunload", guard);
  addEventListener("hashchange", () => void openLink());
}

/** The document that was written here last: in this tab before a reload, or in another one. */
async function lastDraft(): Promise<Current | null> {
  try {
    const all = await currents();
    keeping.value = true;
    for (const old of all.slice(MOST_TABS)) {
      await keepDraft(old, "From a tab that was closed");
      await forgetCurrent(old.tab);
    }
    const own = all.find((current) => current.tab === tab());
    const found = own ?? all[0];
    return found !== undefined && found.text.trim() !== "" ? found : null;
  } catch {
    unkept();
    return null;
  }
}

function returnTo(draft: Current): void {
  const { text, name, kind, lineEnd, saved, file } = draft;
  // Somebody may have been quicker than the page.
  keepVersion("Before the last draft returned");
  open({ text, name, kind, origin: { lineEnd, ...(file == null ? {} : { file }) }, saved });
  notify({
    id: "returned",
    text: `${name} is back as you left it; this browser kept it.`,
    actions: [{ label: "Start empty", run: () => openDocument({ text: "", name: "untitled.json" }) }],
  });
}

/** Opens what a link holds. The draft goes into the history first, so that a link never takes anything away. */
async function startLink(draft: Current | null): Promise<boolean> {
  if (!location.hash.startsWith("#preflight")) return false;
  if (draft !== null) await keepDraft(draft, "Before a share link was opened");
  return await openLink();
}

/** Opens the file of the program that opened the page. */
async function startSession(draft: Current | null): Promise<boolean> {
  if (takeToken() === null) return false;
  try {
    const document = await readDocument();
    // A session without a file begins as the page does without a session.
    const begun = document.path !== null || document.text !== "";
    if (begun) openSessionDocument(document);
    const difference = await adopt(document);
    if (difference !== null) notify({ id: "session", look: "warning", text: difference });
    if (begun && draft !== null && draft.text !== savedText.peek()) await offer(draft, document);
    return begun;
  } catch (error) {
    forgetToken();
    const why = error instanceof SessionError ? error.message : "The program that opened this page does not answer.";
    notify({
      id: "session",
      look: "warning",
      text: `${why} Its file is not here; start \`preflight designer\` again.`,
    });
    return false;
  }
}

/** Keeps what was written here before among the drafts; where it is of the same file, it is offered to go on with. */
async function offer(draft: Current, document: SessionDocument): Promise<void> {
  await keepDraft(draft, "Before a file was opened by the program");
  if (draft.path === null || draft.path !== document.path) return;
  const { text, name, kind } = draft;
  notify({
    id: "returned",
    text: `This browser kept changes to ${name} that are not in the file.`,
    actions: [
      {
        label: "Take them back",
        run: () => openDocument({ text, name, kind, origin: origin.peek(), saved: savedText.peek() }),
      },
    ],
  });
}

/** Judges by the program's policy; tells in words where page and program would judge differently all the same. */
async function adopt({ policy: file, policyDigest, coreVersion }: SessionDocument): Promise<string | null> {
  const standard = await core.policy(null);
  policy.value = file === null || policyDigest === standard.digest ? null : { name: "preflight.toml", file };
  const [here, now] = await Promise.all([core.version(), core.policy(policy.peek()?.file ?? null)]);
  if (here.core === coreVersion && now.digest === policyDigest) return null;
  const theirs = here.core === coreVersion ? `policy ${policyDigest.slice(0, 12)}` : `version ${coreVersion}`;
  const ours = here.core === coreVersion ? now.digest.slice(0, 12) : here.core;
  return `The program judges by ${theirs} and this page by ${ours}, so they may say different things. Build the page anew.`;
}

/** Asks before the page is closed where something would be lost by it. A draft that is kept comes back by itself. */
function guard(event: BeforeUnloadEvent): void {
  if (!unsaved.peek() || text.peek().trim() === "") return;
  const from = origin.peek();
  if (from?.file !== undefined || from?.session !== undefined || wouldBeLost()) event.preventDefault();
}
