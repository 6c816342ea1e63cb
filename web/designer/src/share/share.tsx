import "./share.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { showInText } from "../editor/show.ts";
import { copy } from "../export/copy.ts";
import { bareKind, name, text } from "../state/document.ts";
import { core, options } from "../state/engine.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { toFragment } from "./link.ts";
import { findSensitive, type Sensitive } from "./sensitive.ts";

/** Lengths beyond which programs that people send links with have been seen to cut them. Characters. */
const LONG = 2_000;
const VERY_LONG = 8_000;

async function linkOf(shared: string): Promise<string> {
  const [policy, version] = await Promise.all([core.policy(options.peek().policy), core.version()]);
  const kind = bareKind.peek();
  const fragment = await toFragment({
    text: shared,
    ...(kind === null ? {} : { kind }),
    policyDigest: policy.digest,
    coreVersion: version.core,
    name: name.peek(),
  });
  return location.origin + location.pathname + fragment;
}

/** Makes a link that holds the document. */
export function Share() {
  const link = useSignal<string | null>(null);
  const failed = useSignal<string | null>(null);
  const shared = text.value;
  useEffect(() => {
    linkOf(shared).then(
      (made) => {
        link.value = made;
      },
      (error: Error) => {
        failed.value = error.message;
      },
    );
  }, []);
  const empty = shared.trim() === "";
  const found = findSensitive(shared);
  return (
    <Dialog
      title="Share link"
      onClose={dialog.close}
      actions={
        <>
          <Button onClick={dialog.close}>Close</Button>
          <Button
            look="primary"
            icon="copy"
            disabled={link.value === null || empty}
            onClick={() => void copy(link.value ?? "", "link")}
          >
            Copy link
          </Button>
        </>
      }
    >
      {empty ? (
        <p class="empty">There is nothing to share yet.</p>
      ) : (
        <>
          <p>
            The whole document is in the link itself, behind the #, which browsers send to no server. Anyone who has the
            link can read the document, and it cannot be taken back.
          </p>
          {failed.value !== null && <p class="note error">{failed.value}</p>}
          {found.length > 0 && <Warning found={found} />}
          {link.value !== null && (
            <>
              <label class="field">
                <span>Link</span>
                <textarea dir="ltr" class="share-link" rows={4} readOnly value={link.value} spellcheck={false} />
              </label>
              <Length length={link.value.length} />
            </>
          )}
        </>
      )}
    </Dialog>
  );
}

function Length({ length }: { length: number }) {
  const characters = `${length.toLocaleString("en")} characters`;
  if (length > VERY_LONG) {
    return (
      <p class="note warning" data-length={length}>
        {characters}: most chat and mail programs cut links of this length. Send the file instead.
      </p>
    );
  }
  if (length > LONG) {
    return (
      <p class="note warning" data-length={length}>
        {characters}: some chat and mail programs cut links above {LONG.toLocaleString("en")}. Look whether it arrives
        whole.
      </p>
    );
  }
  return (
    <p class="soft" data-length={length}>
      {characters}
    </p>
  );
}

/** What should be looked at first. */
export function Warning({ found }: { found: Sensitive[] }) {
  const secrets = found.some(({ about }) => about === "secret");
  const go = ({ from, to }: Sensitive) => dialog.closeThen(() => showInText({ from, to }));
  return (
    <section class={`note ${secrets ? "error" : "warning"}`} aria-label="Look at this before you share it">
      <p>
        <strong>{secrets ? "This looks like secrets." : "This looks like personal data."}</strong> Take it out before
        you share the document, unless it is made up.
      </p>
      <ul class="sensitive">
        {found.map((one) => (
          <li key={one.from}>
            <button type="button" class="link-button" onClick={() => go(one)}>
              line {one.line}
            </button>
            : {one.what}, <code>{one.shown}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
