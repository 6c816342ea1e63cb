import "./drafts.css";
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { compareWith, type Other } from "../compare/other.ts";
import { openDocument } from "../files/open.ts";
import { announce } from "../state/announce.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { keeping, unkept, versionsChanged } from "./keep.ts";
import { deleteVersion, deleteVersions, type Version, versions } from "./store.ts";

const listed = signal<Version[] | null>(null);

async function list(): Promise<void> {
  try {
    listed.value = await versions();
  } catch {
    listed.value = [];
    unkept();
  }
}

const WHEN = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** When a version was kept, as people read it. */
function when({ time }: Version): string {
  return WHEN.format(time);
}

/** What a version is called. */
export function called(version: Version): string {
  return `${version.name}, ${when(version)}`;
}

/** A version to compare the document with. */
export function versionOf(version: Version): Other {
  return { label: called(version), text: version.text, draft: version.id };
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** Older versions of what was written here. */
export function Drafts() {
  const asked = useSignal(false);
  const changed = versionsChanged.value;
  useEffect(() => {
    void list();
  }, [changed]);
  const shown = listed.value;
  const deleteAll = async () => {
    asked.value = false;
    await deleteVersions();
    announce("Deleted all drafts.");
    await list();
  };
  return (
    <Dialog
      title="Drafts"
      onClose={dialog.close}
      actions={
        <>
          {shown !== null && shown.length > 0 && (
            <Button
              look="danger"
              icon="trash"
              onClick={() => {
                if (asked.value) void deleteAll();
                else asked.value = true;
              }}
            >
              {asked.value ? `Delete all ${shown.length} for good` : "Delete all"}
            </Button>
          )}
          <Button onClick={dialog.close}>Close</Button>
        </>
      }
    >
      <p class="soft">
        What you write is kept in this browser alone. A version is kept after a rest, and before another document is
        opened; the oldest go first.
      </p>
      {keeping.value === false && <p class="note warning">This browser keeps nothing here, as in a private window.</p>}
      {shown === null && <p class="empty">Loading…</p>}
      {shown?.length === 0 && <p class="empty">There are no drafts yet.</p>}
      <ul class="draft-list">
        {shown?.map((version) => (
          <Row key={version.id} version={version} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ version }: { version: Version }) {
  const { id, name, text, kind, lineEnd, bytes, verdict, reason } = version;
  const label = called(version);
  const restore = () => {
    dialog.close();
    openDocument({ text, name, kind, origin: { lineEnd }, saved: "" });
  };
  const remove = async () => {
    await deleteVersion(id);
    announce(`Deleted the draft of ${label}.`);
    await list();
  };
  return (
    <li class="draft">
      <div class="draft-what">
        <strong>{name}</strong>
        <span>
          <time dateTime={new Date(version.time).toISOString()}>{when(version)}</time>, {size(bytes)}
        </span>
        <span class="soft">
          {verdict ?? "Not judged"}. {reason}.
        </span>
      </div>
      <Button aria-label={`Restore ${label}`} onClick={restore}>
        Restore
      </Button>
      <Button look="quiet" aria-label={`Compare with ${label}`} onClick={() => compareWith(versionOf(version))}>
        Compare
      </Button>
      <IconButton icon="trash" label={`Delete ${label}`} onClick={() => void remove()} />
    </li>
  );
}
