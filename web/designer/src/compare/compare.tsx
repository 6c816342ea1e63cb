import "./compare.css";
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { called as calledOf, versionOf } from "../drafts/drafts.tsx";
import { type Version, versions } from "../drafts/store.ts";
import { decode, tooLarge } from "../files/decode.ts";
import { fromFragment } from "../share/link.ts";
import { name, savedText, text } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { Changes } from "./changes.tsx";
import { type Other, other } from "./other.ts";
import { SideBySide } from "./side-by-side.tsx";

const tab = signal<"changes" | "texts">("changes");

/** A text with the line ends of the editor, so that they are no difference. */
function held(version: string): string {
  return version.replaceAll(/\r\n?/g, "\n");
}

/** Compares the document with another version. */
export function Compare() {
  const kept = useSignal<Version[]>([]);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    versions().then(
      (found) => {
        kept.value = found;
      },
      () => {},
    );
  }, [kept]);
  const choose = (version: Other | null) => {
    problem.value = null;
    other.value = version;
  };
  const fail = (message: string) => {
    problem.value = message;
  };
  const chosen = other.value;
  const saved = savedText.value === "" ? null : { label: "as last saved or opened", text: savedText.value };
  const shown = chosen ?? saved;
  const isListed = chosen === null || kept.value.some(({ id }) => id === chosen.draft);
  return (
    <Dialog
      title={`Compare ${name.value}`}
      size="large"
      onClose={dialog.close}
      actions={<Button onClick={dialog.close}>Close</Button>}
    >
      <div class="compare-with">
        <label class="field">
          <span>With</span>
          <select
            value={!isListed ? "other" : String(chosen?.draft ?? "")}
            onChange={({ currentTarget: { value } }) => {
              const version = kept.value.find(({ id }) => String(id) === value);
              if (version !== undefined) choose(versionOf(version));
              else if (value === "") choose(null);
            }}
          >
            {!isListed && <option value="other">{chosen?.label}</option>}
            <option value="">{saved === null ? "choose a version" : saved.label}</option>
            {kept.value.map((version) => (
              <option key={version.id} value={String(version.id)}>
                {calledOf(version)}
              </option>
            ))}
          </select>
        </label>
        <label class="button">
          A file…
          <input
            type="file"
            class="hidden-visually"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) fromFile(file).then(choose, ({ message }: Error) => fail(message));
              // The same file may be chosen again, once it was changed.
              currentTarget.value = "";
            }}
          />
        </label>
        <Pasted onChoose={choose} onFail={fail} />
      </div>
      {problem.value !== null && (
        <p class="note error" role="alert">
          {problem.value}
        </p>
      )}
      {shown === null ? (
        <p class="empty">Choose what to compare the document with.</p>
      ) : (
        <Tabs
          label="How to compare"
          selected={tab.value}
          onSelect={(id) => {
            tab.value = id;
          }}
          tabs={[
            { id: "changes", label: "What changed", content: () => <Changes before={held(shown.text)} /> },
            {
              id: "texts",
              label: "Side by side",
              content: () => <SideBySide before={held(shown.text)} after={text.value} label={shown.label} />,
            },
          ]}
        />
      )}
    </Dialog>
  );
}

async function fromFile(file: File): Promise<Other> {
  const large = tooLarge(file.size);
  if (large !== null) throw new Error(`${file.name}: ${large.message}`);
  const decoded = decode(new Uint8Array(await file.arrayBuffer()));
  if ("refusal" in decoded) throw new Error(`${file.name}: ${decoded.refusal.message}`);
  return { label: file.name, text: decoded.text };
}

interface PastedProps {
  onChoose: (version: Other) => void;
  onFail: (message: string) => void;
}

/** Takes a share link, or the text of a version. */
function Pasted({ onChoose, onFail }: PastedProps) {
  const written = useSignal("");
  const take = async () => {
    try {
      const shared = await fromFragment(written.value);
      if (shared === null) onChoose({ label: "the pasted text", text: written.value });
      else onChoose({ label: `the link's ${shared.name ?? "document"}`, text: shared.text });
    } catch (error) {
      onFail((error as Error).message);
    }
  };
  return (
    <details class="compare-pasted">
      <summary class="button">A link or text…</summary>
      <label class="field">
        <span>Share link or text</span>
        <textarea
          dir="ltr"
          rows={3}
          spellcheck={false}
          value={written.value}
          onInput={({ currentTarget }) => {
            written.value = currentTarget.value;
          }}
        />
      </label>
      <Button disabled={written.value.trim() === ""} onClick={() => void take()}>
        Compare with this
      </Button>
    </details>
  );
}
