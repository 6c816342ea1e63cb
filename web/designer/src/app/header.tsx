import { name, unsaved } from "../state/document.ts";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { inMenu, type MenuName } from "./commands.ts";
import { spelled } from "./keys.ts";
import { Verdict } from "./verdict.tsx";

const MENUS: { name: MenuName; label: string; items: ReturnType<typeof inMenu> }[] = [
  { name: "file", label: "File", items: inMenu("file") },
  { name: "edit", label: "Edit", items: inMenu("edit") },
  { name: "share", label: "Share", items: inMenu("share") },
  { name: "view", label: "View", items: inMenu("view") },
];

/** The head of the page: what is open, the verdict on it, and the menus. */
export function Header() {
  return (
    <header class="head" data-landmark>
      <h1 class="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 12l18-8-6 17-3.5-6.5z" />
        </svg>
        <span>
          Preflight <span class="hidden-visually">designer</span>
        </span>
      </h1>
      <label class="document-name">
        <span class="hidden-visually">Name of the document</span>
        <input
          value={name.value}
          spellcheck={false}
          onChange={({ currentTarget }) => {
            name.value = currentTarget.value.trim() || "untitled.json";
            // Where that is what it was, nothing else draws the field anew.
            currentTarget.value = name.value;
          }}
        />
        {unsaved.value && (
          <span class="unsaved" title="Not saved">
            <span class="hidden-visually">(not saved)</span>
          </span>
        )}
      </label>
      <Verdict />
      <nav class="menus" aria-label="Menus">
        {MENUS.filter(({ items }) => items.value.length > 0).map(({ name, label, items }) => (
          <Menu key={name} label={label} look="quiet" groups={items.value.map((group) => group.map(line))} />
        ))}
      </nav>
    </header>
  );
}

function line(command: ReturnType<typeof inMenu>["value"][number][number]): MenuItem {
  const { title, icon, keys, enabled, run } = command;
  return {
    label: title,
    ...(icon === undefined ? {} : { icon }),
    keys: keys === undefined ? undefined : spelled(keys),
    disabled: enabled?.() === false,
    run,
  };
}
