import { useSignal } from "@preact/signals";
import { Dialog } from "../ui/dialog.tsx";
import { type Command, commands } from "./commands.ts";
import { dialog } from "./dialogs.ts";
import { spelled } from "./keys.ts";

/** All commands with their keys, to search and to run. */
export function CommandList() {
  const query = useSignal("");
  const words = query.value.toLowerCase().split(/\s+/);
  const found = commands.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  // Some commands go to a place of the page, which cannot be reached while a dialog lies over it.
  const run = (command: Command) => dialog.closeThen(command.run);
  return (
    <Dialog title="Commands" size="small" onClose={dialog.close}>
      <label class="field">
        <span>Search commands</span>
        <input
          type="search"
          autofocus
          value={query.value}
          onInput={({ currentTarget }) => {
            query.value = currentTarget.value;
          }}
          onKeyDown={({ key }) => {
            const [first] = found.filter(({ enabled }) => enabled?.() !== false);
            if (key === "Enter" && first !== undefined) run(first);
          }}
        />
      </label>
      {found.length === 0 && <p class="empty">No command has these words.</p>}
      <ul class="command-list">
        {found.map((command) => (
          <li key={command.id}>
            <button
              type="button"
              class="menu-item"
              disabled={command.enabled?.() === false}
              onClick={() => run(command)}
            >
              <span>{command.title}</span>
              {command.keys !== undefined && <kbd>{spelled(command.keys)}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
