import { apple, isTyping } from "../app/keys.ts";
import { announce } from "../state/announce.ts";
import { IconButton } from "../ui/button.tsx";
import { type Destination, duplicateItem, moveItem, removeItem } from "./actions.ts";
import { startDrag } from "./drag.ts";
import { titleOf } from "./labels.ts";
import type { Place } from "./model.ts";

/** An item of a list, and what can be done with it. */
export interface ItemProps {
  list: string;
  index: number;
  count: number;
  /** What it is called. */
  said: string;
  /** What its list is called, such as "the card". */
  where: string;
  /** Lists with the same name take each other's items. */
  group: string;
  /** Why there can be no more of them; none where there can. */
  full: string | null;
  /** Where it goes when it leaves what holds it. */
  out?: Destination | null;
  /** Where it goes when it enters its neighbour. */
  into?: Destination | null;
  /** Why it cannot enter its neighbour; none where it can. */
  tooDeep?: string | null;
  /** How many levels it has itself, where it may hold others. */
  levels?: number;
}

/** An item of a list that keeps its items to itself. */
export function itemAt(place: Place, index: number, noun: string, where: string, full: string | null): ItemProps {
  return {
    list: place.pointer,
    index,
    count: place.items.length,
    said: titleOf(place.items[index] ?? null, noun, index + 1),
    where,
    group: place.pointer,
    full,
  };
}

/** Moves by keys: Alt with an arrow, anywhere in the item; with Option not where that moves the cursor by words. */
export function itemKeys(item: ItemProps): (event: KeyboardEvent) => void {
  return (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (apple && isTyping(event)) return;
    // Alt with up or down opens a list of choices.
    if (event.target instanceof HTMLSelectElement && ["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const to = destination(item, event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(item, to);
  };
}

/** Moves an item, or says why it stays. */
function go({ list, index, said, into, tooDeep }: ItemProps, to: Destination | null | undefined): void {
  if (to == null) announce(`${said} cannot move further that way`);
  else if (to === into && tooDeep != null) announce(tooDeep);
  else moveItem(list, index, to, said);
}

/** Where a key moves an item: none where it cannot go there, nothing where the key is for something else. */
function destination(item: ItemProps, key: string): Destination | null | undefined {
  const { list, index, count, where } = item;
  switch (key) {
    case "ArrowUp":
      return index > 0 ? { list, index: index - 1, where } : null;
    case "ArrowDown":
      return index < count - 1 ? { list, index: index + 1, where } : null;
    case "ArrowLeft":
      return item.out;
    case "ArrowRight":
      return item.into;
  }
  return undefined;
}

/** What an item is dragged by. It has the focus after moves, and says how to move without dragging. */
export function Handle(item: ItemProps) {
  const { list, index, said, group, levels = 1 } = item;
  return (
    <button
      type="button"
      class="button quiet icon-only form-handle"
      data-handle
      aria-label={`Move ${said}`}
      aria-keyshortcuts={
        item.out === undefined ? "Alt+ArrowUp Alt+ArrowDown" : "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight"
      }
      title={`Drag, or press Alt and an arrow key, to move ${said}`}
      onPointerDown={(event) => startDrag(event, { list, index, said, group, levels })}
    >
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M6 3.5h.1M6 8h.1M6 12.5h.1M10 3.5h.1M10 8h.1M10 12.5h.1" />
      </svg>
    </button>
  );
}

/** The buttons of an item. */
export function ItemButtons(item: ItemProps) {
  const { list, index, count, said, where, full, out, into, tooDeep } = item;
  return (
    <span class="form-item-buttons">
      <IconButton
        icon="up"
        label={`Move ${said} up`}
        aria-disabled={index === 0}
        onClick={() => go(item, destination(item, "ArrowUp"))}
      />
      <IconButton
        icon="down"
        label={`Move ${said} down`}
        aria-disabled={index === count - 1}
        onClick={() => go(item, destination(item, "ArrowDown"))}
      />
      {out != null && (
        <IconButton
          icon="chevron"
          class="form-out"
          label={`Move ${said} out to ${out.where}`}
          onClick={() => go(item, out)}
        />
      )}
      {into != null && (
        <IconButton
          icon="chevron"
          class="form-into"
          label={`Move ${said} into ${into.where}`}
          aria-disabled={tooDeep != null}
          onClick={() => go(item, into)}
        />
      )}
      <IconButton
        icon="duplicate"
        label={`Duplicate ${said}`}
        aria-disabled={full !== null}
        onClick={() => {
          if (full === null) duplicateItem(list, index, said);
          else announce(full);
        }}
      />
      <IconButton icon="trash" label={`Delete ${said}`} onClick={() => removeItem(list, index, said)} />
      <span class="hidden-visually">{`${index + 1} of ${count} in ${where}`}</span>
    </span>
  );
}
