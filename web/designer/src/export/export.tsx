import "./export.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { saveDownload } from "../files/save.ts";
import { announce } from "../state/announce.ts";
import { name } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { chosen } from "./chosen.ts";
import { copy } from "./copy.ts";
import { FORMATS, type Format, type FormatId, type Made } from "./formats.ts";

const FORMAT_LIST: readonly Format[] = FORMATS;

/** Shows what is taken out before it is, to copy or to save. */
export function Export() {
  const last = useSignal<{ of: Format; made: Made } | null>(null);
  const format = FORMAT_LIST.find(({ id }) => id === chosen.value) ?? FORMATS[0];
  useEffect(() => {
    let current = true;
    const keep = (made: Made) => {
      if (current) last.value = { of: format, made };
    };
    format.make().then(keep, (error: Error) => keep({ refused: `It could not be made: ${error.message}` }));
    return () => {
      current = false;
    };
  }, [format, last]);
  // What was made of another format must not be copied under the name of this one.
  const made = last.value?.of === format ? last.value.made : null;
  const ready = made !== null && "text" in made ? made : null;
  const { file, type } = format;
  return (
    <Dialog
      title="Copy or save"
      onClose={dialog.close}
      actions={
        <>
          <Button onClick={dialog.close}>Close</Button>
          {file !== null && (
            <Button
              icon="save"
              disabled={ready === null}
              onClick={() => {
                const called = file(name.peek());
                saveDownload(called, ready?.text ?? "", type);
                announce(`Saved ${called} among the downloads.`);
              }}
            >
              Download
            </Button>
          )}
          <Button
            look="primary"
            icon="copy"
            disabled={ready === null}
            onClick={() => void copy(ready?.text ?? "", format.label)}
          >
            Copy
          </Button>
        </>
      }
    >
      <label class="field export-format">
        <span>What</span>
        <select
          value={format.id}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value as FormatId;
          }}
        >
          {(["document", "report"] as const).map((about) => (
            <optgroup key={about} label={about === "document" ? "The document" : "The report on it"}>
              {FORMAT_LIST.filter((one) => one.about === about).map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <Result made={made} label={format.label} />
    </Dialog>
  );
}

function Result({ made, label }: { made: Made | null; label: string }) {
  if (made === null) return <p class="empty">Making it…</p>;
  if ("refused" in made) {
    return (
      <p class="note error" role="alert">
        {made.refused}
      </p>
    );
  }
  return (
    <>
      {made.note !== undefined && <p class="note">{made.note}</p>}
      <label class="field export-format">
        <span class="hidden-visually">{label}</span>
        <textarea dir="ltr" class="export-text" rows={14} readOnly spellcheck={false} value={made.text} />
      </label>
    </>
  );
}
