import { showInText } from "../editor/show.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Place } from "./model.ts";

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
