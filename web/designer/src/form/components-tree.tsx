import { showInText } from "../editor/show.ts";
import { limits } from "../state/limits.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { addItem, type Destination } from "./actions.ts";
import { Count, Findings, findingsAt, findingsIn } from "./findings.tsx";
import { Handle, ItemButtons, type ItemProps, itemKeys } from "./item.tsx";
import { labelOf, plural, sayingOf } from "./labels.ts";
import { type ListShape, Portion } from "./list.tsx";
import { memo } from "./memo.tsx";
import { children, member, type Place } from "./model.ts";
import { opened, setOpen } from "./open.ts";
import { join } from "./pointers.ts";
import { initialObject, objectNamed } from "./tables.ts";
import { Tagged, type TaggedShape, variantOf } from "./tagged.tsx";
import { Unreadable } from "./unreadable.tsx";

interface TreeProps {
  place: Place;
  shape: ListShape;
  item: TaggedShape;
}

/** What a level of the tree is told by the one above. */
interface LevelProps extends TreeProps {
  /** The number of the level, from 1. */
  level: number;
  /** What the list is called. */
  where: string;
  /** Why there can be no more components; none where there can. */
  full: string | null;
  /** The place after what holds the list; none at the top. */
  out: Destination | null;
}

/** Components that may hold components, as a tree. */
export function Components({ place, shape, item }: TreeProps) {
  const limit = limits.value.get("rich-card.components")?.value;
  const count = countIn(place, item);
  const full =
    limit !== undefined && count >= limit
      ? `A card may have ${limit} ${plural(shape.noun)} at all levels together.`
      : null;
  return (
    <>
      <p class="form-used">
        {limit === undefined ? count : `${count} of ${limit}`} {plural(shape.noun)}, counted at every level
      </p>
      <Level place={place} shape={shape} item={item} level={1} where="the card" full={full} out={null} />
    </>
  );
}

/** The key of the list that a component holds; none of one that holds none. */
function listKey(place: Place, item: TaggedShape): string | null {
  const object = variantOf({ place }, item);
  if (object === null) return null;
  const inner = objectNamed(object).fields.find(({ shape }) => shape.type === "list" && shape.item.type === "tagged");
  return inner?.name ?? null;
}

/** The list that a component holds. */
function listIn(place: Place, item: TaggedShape): Place | null {
  const key = listKey(place, item);
  const list = key === null ? null : (member(place, key)?.place ?? null);
  return list?.type === "array" ? list : null;
}

function countIn(list: Place, item: TaggedShape): number {
  let count = 0;
  const waiting = [list];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const one of children(next)) {
      count++;
      const inner = listIn(one, item);
      if (inner !== null) waiting.push(inner);
    }
  }
  return count;
}

/** How many levels a component has, itself and those in it. */
function levelsOf(place: Place, item: TaggedShape): number {
  let most = 1;
  const waiting = [{ place, level: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { level } = next;
    most = Math.max(most, level);
    const inner = listIn(next.place, item);
    for (const one of inner === null ? [] : children(inner)) waiting.push({ place: one, level: level + 1 });
  }
  return most;
}

/** The deepest level of a card; none without a limit. */
function deepest(): number | undefined {
  return limits.value.get("rich-card.depth")?.value;
}

/** Why nothing can be at a level; none where something can. */
function tooDeep(level: number): string | null {
  const most = deepest();
  return most === undefined || level <= most ? null : `Cards nest ${most} levels; this would be level ${level}.`;
}

/** How deep a component is, and why it can go no deeper. */
function depthOf(place: Place, item: TaggedShape, level: number): Pick<ItemProps, "levels" | "tooDeep"> {
  const levels = levelsOf(place, item);
  return { levels, tooDeep: tooDeep(level + levels) };
}

/** Levels that are shown: far more than a card may have, and few enough for any machine. */
const MOST_LEVELS = 16;

function Level(props: LevelProps) {
  const { place, shape, item, level, where, full, out } = props;
  if (level > MOST_LEVELS) {
    return (
      <Button icon="locate" onClick={() => showInText(place)}>
        Show the levels below in the text
      </Button>
    );
  }
  const most = deepest();
  const room = most === undefined ? undefined : most - level + 1;
  return (
    <div class="form-level" data-list={place.pointer} data-group="components" data-where={where} data-room={room}>
      {place.items.length === 0 && <p class="form-none">Nothing is in {where} yet.</p>}
      <Portion count={place.items.length}>
        {(shown) => (
          <ol class="form-tree">
            {place.items.slice(0, shown).map((component, index) => (
              <Component
                key={component.pointer}
                place={component}
                shape={shape}
                variants={item}
                level={level}
                item={{
                  list: place.pointer,
                  index,
                  count: place.items.length,
                  said: typeOf(component, item),
                  where,
                  group: "components",
                  full,
                  out,
                  into: neighbour(place, index, item),
                  ...depthOf(component, item, level),
                }}
              />
            ))}
          </ol>
        )}
      </Portion>
      <AddMenu place={place} item={item} noun={shape.noun} level={level} where={where} full={full} />
    </div>
  );
}

/** The type of a component in words. */
function typeOf(place: Place, { tag, noun }: TaggedShape): string {
  const type = member(place, tag)?.place?.value;
  return typeof type === "string" && type !== "" ? labelOf(type) : labelOf(noun);
}

interface ComponentProps {
  place: Place;
  shape: ListShape;
  variants: TaggedShape;
  level: number;
  item: ItemProps;
}

const Component = memo(({ place, shape, variants, level, item }: ComponentProps) => {
  const { list, index, said: type, where, full } = item;
  const pointer = join(list, index);
  const inner = listIn(place, variants);
  const key = listKey(place, variants);
  const open = opened.value.get(pointer) === true;
  const hidden = findingsIn(pointer).filter(
    (finding) =>
      !findingsAt(pointer).includes(finding) && (inner === null || !findingsIn(inner.pointer).includes(finding)),
  );
  const saying = inner === null ? sayingOf(place) : `${inner.items.length} inside`;
  return (
    <li class="form-component" data-item={pointer} onKeyDown={itemKeys(item)}>
      <div class="form-component-head" data-item-head data-pointer={pointer}>
        <Handle {...item} />
        <button
          type="button"
          class="form-disclose form-component-title"
          aria-expanded={open}
          onClick={() => setOpen(pointer, !open)}
        >
          <Icon name="chevron" />
          <strong>{type}</strong>
          {saying !== null && <span class="form-saying">{saying}</span>}
          {!open && <Count findings={hidden} />}
        </button>
        <ItemButtons {...item} />
      </div>
      <Findings findings={findingsAt(pointer)} />
      <Unreadable place={place} />
      {open && (
        <div class="form-component-body">
          <Tagged
            slot={{ pointer, place, shape: variants, label: type, required: true, removable: false, order: [] }}
            shape={variants}
            skip={inner === null || key === null ? [] : [key]}
          />
        </div>
      )}
      {inner !== null && (
        <>
          <Findings findings={findingsAt(inner.pointer)} />
          <Level
            place={inner}
            shape={shape}
            item={variants}
            level={level + 1}
            where="the container"
            full={full}
            out={{ list, index: index + 1, where }}
          />
        </>
      )}
    </li>
  );
});

/** The end of the container before an item, or the beginning of the one after it. */
function neighbour(list: Place, index: number, item: TaggedShape): Destination | null {
  const [before, after] = [list.items[index - 1], list.items[index + 1]];
  const above = before === undefined ? null : listIn(before, item);
  if (above !== null) return { list: above.pointer, index: above.items.length, where: "the container" };
  const below = after === undefined ? null : listIn(after, item);
  return below === null ? null : { list: below.pointer, index: 0, where: "the container" };
}

interface AddMenuProps {
  place: Place;
  item: TaggedShape;
  noun: string;
  level: number;
  where: string;
  full: string | null;
}

/** Adds a component of each type, or says why that is not possible. */
function AddMenu({ place, item, noun, level, where, full }: AddMenuProps) {
  const why = full ?? tooDeep(level);
  return (
    <div
      class="form-add-row"
      onFocusIn={({ target }) => {
        // The whole menu is seen, not only the line that has the focus.
        if (target instanceof Element) target.closest("[role=menu]")?.scrollIntoView({ block: "nearest" });
      }}
    >
      <Menu
        label={`Add ${noun}`}
        name={level === 1 ? `Add ${noun}` : `Add ${noun} to ${where}`}
        icon="add"
        groups={[
          item.variants.map(({ value, object }) => ({
            label: labelOf(value),
            disabled: why !== null,
            run: () => addItem(place.pointer, { [item.tag]: value, ...initialObject(object) }, labelOf(value)),
          })),
        ]}
      />
      {why !== null && <span class="form-full">{why}</span>}
    </div>
  );
}
