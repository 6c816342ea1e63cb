import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

/** One of several things that are shown in the same place. */
export interface Tab<T extends string> {
  id: T;
  label: ComponentChildren;
  content: () => ComponentChildren;
  /** Whether it stays drawn while another is shown, because it would lose what it holds. */
  keep?: boolean;
}

interface TabsProps<T extends string> {
  /** What the tabs are about. */
  label: string;
  tabs: Tab<T>[];
  selected: T;
  onSelect: (id: T) => void;
  /** What stands at the end of the row of tabs. */
  extra?: ComponentChildren;
}

/** Tabs, which the arrow keys select (the tabs pattern of the ARIA Authoring Practices). */
export function Tabs<T extends string>({ label, tabs, selected, onSelect, extra }: TabsProps<T>) {
  const prefix = useId();
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === selected);
    const [after, before] = [tabs[(at + 1) % tabs.length], tabs.at(at - 1)];
    const mirrored = row.current !== null && getComputedStyle(row.current).direction === "rtl";
    const next = {
      ArrowRight: mirrored ? before : after,
      ArrowLeft: mirrored ? after : before,
      Home: tabs[0],
      End: tabs.at(-1),
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next.id);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-row">
        <div ref={row} role="tablist" aria-label={label} class="tab-list" onKeyDown={onKeyDown}>
          {tabs.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${prefix}-${id}`}
              data-tab={id}
              class="tab"
              aria-selected={id === selected}
              aria-controls={`${prefix}-${id}-panel`}
              tabIndex={id === selected ? 0 : -1}
              onClick={() => onSelect(id)}
            >
              {label}
            </button>
          ))}
        </div>
        {extra !== undefined && <div class="tab-extra">{extra}</div>}
      </div>
      {tabs.map(({ id, content, keep }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${prefix}-${id}-panel`}
          class="tab-panel"
          aria-labelledby={`${prefix}-${id}`}
          hidden={id !== selected}
          // What scrolls has to be reached by keyboard, also where it holds nothing to go to.
          tabIndex={keep === true ? undefined : 0}
        >
          {(keep === true || id === selected) && content()}
        </div>
      ))}
    </div>
  );
}
