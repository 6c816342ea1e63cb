import "./files.css";
import { dialog } from "../app/dialogs.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { openDocument, trouble } from "./open.ts";
import type { Line } from "./recognise.ts";

/** Says why something was not opened, or asks which of several documents is meant. */
export function TroubleDialog() {
  const shown = trouble.value;
  if (shown === null) return null;
  const { title, refusal, lines } = shown;
  const take = ({ text, number }: Line, name: string) => {
    dialog.close();
    openDocument({ text, name: name.replace(/(\.\w+)?$/, `-${number}.json`), saved: "" });
  };
  return (
    <Dialog title={title} size="small" onClose={dialog.close} actions={<Button onClick={dialog.close}>Close</Button>}>
      <p class={lines === undefined ? "note error" : undefined}>{refusal.message}</p>
      <p>{refusal.help}</p>
      {lines !== undefined && (
        <ul class="document-lines">
          {lines.documents.map((line) => (
            <li key={line.number}>
              <button type="button" class="menu-item" onClick={() => take(line, lines.name)}>
                <span>
                  {line.id ?? "without an id"} <span class="soft">{line.kind ?? "of no kind"}</span>
                </span>
                <span class="soft">line {line.number}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
