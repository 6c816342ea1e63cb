import { counts } from "../problems/navigate.ts";
import { type Part, part } from "../state/settings.ts";

const PARTS: { id: Part; label: () => string }[] = [
  { id: "edit", label: () => "Edit" },
  { id: "preview", label: () => "Preview" },
  { id: "problems", label: () => `Problems (${counts.value.error + counts.value.warning})` },
];

/** Chooses the part that a narrow screen shows. Wide ones show all, and not this. */
export function Parts() {
  return (
    <nav class="parts" aria-label="Parts of the page">
      {PARTS.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          aria-current={part.value === id ? "true" : undefined}
          onClick={() => {
            part.value = id;
          }}
        >
          {label()}
        </button>
      ))}
    </nav>
  );
}
