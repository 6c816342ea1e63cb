import type { Range } from "../state/document.ts";
import { reveal } from "../state/document.ts";
import { editorTab } from "../state/settings.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Place } from "./model.ts";

/** Shows the text, and goes to a place in it. */
export function showInText(range: Range): void {
  editorTab.value = "text";
  // The editor has to be there to be scrolled.
  requestAnimationFrame(() => requestAnimationFrame(() => reveal(range, { focus: true })));
}

/** A part of the document that is no JSON. */
export function Unreadable({ place }: { place: Pick<Place, "faults"> }) {
  const [first] = place.faults;
  if (first === undefined) return null;
  return (
    <p class="form-unreadable">
      <Icon name="error" />
      <span>Something here is no JSON, so the form cannot show it. It stays in the text as it is.</span>
      <Button look="quiet" icon="locate" onClick={() => showInText(first)}>
        Show in the text
      </Button>
    </p>
  );
}
