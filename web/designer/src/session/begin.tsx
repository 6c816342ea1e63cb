import { dialog } from "../app/dialogs.ts";
import { text } from "../state/document.ts";
import { Button } from "../ui/button.tsx";

/** What an empty page offers to begin with. */
export function Begin() {
  if (text.value.trim() !== "") return null;
  return (
    <div class="begin">
      <Button look="primary" icon="add" onClick={() => dialog.open("templates")}>
        New from template…
      </Button>
      <Button icon="open" onClick={() => void import("../files/open.ts").then(({ choose }) => choose())}>
        Open a file…
      </Button>
      <span class="soft">or drop a file anywhere, or paste its text.</span>
    </div>
  );
}
