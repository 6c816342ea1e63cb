import "./templates.css";
import { signal } from "@preact/signals";
import type { Kind } from "@preflight/core";
import { dialog } from "../app/dialogs.ts";
import { openDocument } from "../files/open.ts";
import { KIND_NAMES, KINDS } from "../files/recognise.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Picture } from "./picture.tsx";
import { TEMPLATES, type Template } from "./table.ts";

const texts = import.meta.glob<string>("./*.json", { query: "?raw", import: "default", eager: true });

/** The kind whose templates are shown; none for all. */
const shown = signal<Kind | null>(null);

function take({ file }: Template): void {
  dialog.close();
  openDocument({ text: texts[`./${file}.json`] ?? "", name: `${file}.json` });
}

/** Templates to begin with. */
export function Gallery() {
  const listed = TEMPLATES.filter(({ kind }) => shown.value === null || kind === shown.value);
  return (
    <Dialog title="New from template" size="large" onClose={dialog.close}>
      <fieldset class="template-kinds">
        <legend class="hidden-visually">Kind</legend>
        {[null, ...KINDS].map((kind) => (
          <label key={kind ?? "all"}>
            <input
              type="radio"
              name="template-kind"
              checked={shown.value === kind}
              onChange={() => {
                shown.value = kind;
              }}
            />
            {kind === null ? "all kinds" : KIND_NAMES[kind]}
          </label>
        ))}
      </fieldset>
      <ul class="template-list" aria-label={`${listed.length} templates`}>
        {listed.map((template) => (
          <li key={template.file}>
            <button type="button" class="template" onClick={() => take(template)}>
              <Picture kind={template.kind} color={template.color ?? null} />
              <span class="template-title">{template.title}</span>
              <span class="template-purpose">{template.purpose}</span>
              <span class="chip">{KIND_NAMES[template.kind]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
