import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { accept, offer } from "./fix.ts";
import { type DiffLine, lineDiff } from "./line-diff.ts";

/** Shows what a fix would change, and makes it. */
export function FixDialog() {
  const shown = offer.value;
  if (shown === null) return null;
  const close = () => {
    offer.value = null;
  };
  const lines = lineDiff(shown.before, shown.after);
  return (
    <Dialog
      title={shown.title}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" icon="wrench" onClick={accept}>
            {shown.steps.length > 1 ? "Make these changes" : "Make this change"}
          </Button>
        </>
      }
    >
      {!shown.safe && (
        <p class="note warning">This changes what people see or what is sent. Look at the result before you keep it.</p>
      )}
      {shown.steps.length > 1 && (
        <ul class="fix-steps">
          {shown.steps.map((step, index) => (
            <li key={index}>{step}</li>
          ))}
        </ul>
      )}
      <Diff lines={lines} />
    </Dialog>
  );
}

const MARK: Record<DiffLine["kind"], string> = { same: " ", removed: "−", added: "+", skipped: " " };
const SPOKEN: Record<DiffLine["kind"], string> = { same: "", removed: "Removed: ", added: "Added: ", skipped: "" };

/** The lines of a comparison. */
export function Diff({ lines }: { lines: DiffLine[] }) {
  return (
    <div class="diff">
      {lines.map((line, index) => (
        <div key={index} class={`diff-line ${line.kind}`}>
          <span aria-hidden="true">{MARK[line.kind]}</span>
          <code>
            <span class="hidden-visually">{SPOKEN[line.kind]}</span>
            {line.text}
          </code>
        </div>
      ))}
    </div>
  );
}
