import "./compare.css";
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { when } from "../drafts/drafts.tsx";
import { type Version, versions } from "../drafts/store.ts";
import { decode, tooLarge } from "../files/decode.ts";
import { fromFragment } from "../share/link.ts";
import { bareKind, name, savedText, text } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { Changes } from "./changes.tsx";
import { type Other, other } from "./other.ts";
import { SideBySide } from "./side-by-side.tsx";

const tab = signal<"changes" | "texts">("changes");

/** Line ends are those of the editor, so that they are no difference. */
function held(version: Other): Other {
  return { ...version, text: version.text.replaceAll(/\r\n?/g, "\n") };
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
    if (other.peek() === null && savedText.peek() !== "") other.value = saved();
  }, [kept]);
  const choose = (version: Other) => {
    problem.value = null;
    other.value = held(version);
  };
  const fail = (message: string) => {
    problem.value = message;
  };
  const shown = other.value;
  const drafts = kept.value.map(({ text, kind, ...rest }) => ({
    label: `${rest.name}, ${when(rest)}`,
    text,
    kind,
  }));
  const choices = [saved(), ...drafts];
  const index = choices.findIndex(({ label }) => label === shown?.label);
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
            value={index < 0 ? "" : String(index)}
            onChange={({ currentTarget }) => {
              const version = choices[Number(currentTarget.value)];
              if (currentTarget.value !== "" && version !== undefined) choose(version);
            }}
          >
            <option value="">{shown === null || index >= 0 ? "choose a version" : shown.label}</option>
            {choices.map(({ label }, at) => (
              <option key={at} value={String(at)}>
                {label}
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
            { id: "changes", label: "What changed", content: () => <Changes before={shown.text} /> },
            {
              id: "texts",
              label: "Side by side",
              content: () => <SideBySide before={shown.text} after={text.value} label={shown.label} />,
            },
          ]}
        />
      )}
    </Dialog>
  );
}

function saved(): Other {
  return { label: "as last saved or opened", text: savedText.value, kind: bareKind.value };
}

async function fromFile(file: File): Promise<Other> {
  const large = tooLarge(file.size);
  if (large !== null) throw new Error(`${file.name}: ${large.message}`);
  const decoded = decode(new Uint8Array(await file.arrayBuffer()));
  if ("refusal" in decoded) throw new Error(`${file.name}: ${decoded.refusal.message}`);
  return { label: file.name, text: decoded.text, kind: bareKind.peek() };
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
      if (shared === null) onChoose({ label: "the pasted text", text: written.value, kind: bareKind.peek() });
      else onChoose({ label: `the link's ${shared.name ?? "document"}`, text: shared.text, kind: shared.kind ?? null });
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
