import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

/** A line of a menu. */
export interface MenuItem {
  label: string;
  icon?: IconName;
  /** Keys that do the same, as a person reads them. */
  keys?: string | undefined;
  disabled?: boolean;
  run: () => void;
}

interface MenuProps {
  /** What the button says. */
  label: ComponentChildren;
  icon?: IconName;
  /** The button's name, where what it says is no name. */
  name?: string;
  look?: "plain" | "quiet" | "primary";
  /** Groups of lines, with a rule between them. */
  groups: MenuItem[][];
}

/** A button that opens a menu (the menu button pattern of the ARIA Authoring Practices). */
export function Menu({ label, icon, name, look = "plain", groups }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const show = (last: boolean) => {
    setOpen(true);
    // The lines are drawn first.
    requestAnimationFrame(() => {
      const lines = items(list.current);
      (last ? lines.at(-1) : lines[0])?.focus();
    });
  };
  const hide = (returnFocus: boolean) => {
    setOpen(false);
    if (returnFocus) button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      hide(true);
    } else if (event.key === "Tab") hide(false);
    else if (moveFocus(list.current, event.key)) event.preventDefault();
  };

  return (
    <div
      class="menu"
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class={`button ${look}`}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        onClick={() => (open ? hide(true) : show(false))}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            show(event.key === "ArrowUp");
          }
        }}
      >
        {icon !== undefined && <Icon name={icon} />}
        <span>{label}</span>
        <Icon name="chevron" />
      </button>
      {open && (
        <div ref={list} id={id} class="menu-list" role="menu" aria-label={name ?? String(label)} onKeyDown={onKeyDown}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a menu
            <div role="group" class="menu-group" key={group[0]?.label}>
              {group.map((item) => (
                <button
                  key={item.label}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  class="menu-item"
                  aria-disabled={item.disabled === true}
                  onClick={() => {
                    if (item.disabled === true) return;
                    hide(true);
                    item.run();
                  }}
                >
                  {item.icon !== undefined && <Icon name={item.icon} />}
                  <span>{item.label}</span>
                  {item.keys !== undefined && <kbd>{item.keys}</kbd>}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function items(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

/** Arrow keys, Home, End and first letters; tells whether the key was one of them. */
function moveFocus(list: HTMLElement | null, key: string): boolean {
  const lines = items(list);
  const at = lines.indexOf(document.activeElement as HTMLElement);
  const next = ((): HTMLElement | undefined => {
    switch (key) {
      case "ArrowDown":
        return lines[(at + 1) % lines.length];
      case "ArrowUp":
        return lines.at(at - 1);
      case "Home":
        return lines[0];
      case "End":
        return lines.at(-1);
    }
    if (key.length !== 1 || key === " ") return undefined;
    const rest = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
    return rest.find((line) => line.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
  })();
  next?.focus();
  return next !== undefined;
}
