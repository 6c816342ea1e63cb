import "./list.css";
import type { FormShape } from "@preflight/core";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { Button } from "../ui/button.tsx";
import { addItem } from "./actions.ts";
import { columnsOf } from "./columns.ts";
import { Components } from "./components-tree.tsx";
import { Cell, type FieldProps } from "./field.tsx";
import { ItemsTable } from "./fields-table.tsx";
import { Findings, findingsAt } from "./findings.tsx";
import { Handle, ItemButtons, type ItemProps, itemAt, itemKeys } from "./item.tsx";
import { capital, counted, plural } from "./labels.ts";
import { boundedList } from "./limits.ts";
import { memo } from "./memo.tsx";
import type { Place } from "./model.ts";
import { ObjectFields, Section } from "./object.tsx";
import { join } from "./pointers.ts";
import { ShapeChoice } from "./shape-choice.tsx";
import { fits, shapeOf } from "./slot.ts";
import { initial } from "./tables.ts";

export type ListShape = Extract<FormShape, { type: "list" }>;

/** A list under a key: a tree of components, a table, or its items one below the other. */
export function List({ shape: own, ...props }: FieldProps & { shape: ListShape }) {
  const shape = boundedList(own);
  const { place } = props.slot;
  const { item } = shape;
  if (item.type === "tagged") {
    return <Section {...props}>{place !== null && <Components place={place} shape={shape} item={item} />}</Section>;
  }
  const columns = item.type === "object" ? columnsOf(item.object) : null;
  const full = fullBy(place, shape);
  return (
    <Section {...props} extra={<Used place={place} shape={shape} />}>
      {place !== null &&
        (item.type === "object" && columns !== null ? (
          <ItemsTable place={place} shape={shape} object={item.object} columns={columns} full={full} />
        ) : (
          <Items place={place} shape={shape} full={full} />
        ))}
      {place !== null && (
        <AddButton
          full={full}
          label={`Add ${shape.noun}`}
          onAdd={() => addItem(place.pointer, initial(shapeOf(item, null)), capital(shape.noun))}
        />
      )}
    </Section>
  );
}

/** How many there are of how many there may be. */
export function Used({ place, shape }: { place: Place | null; shape: Pick<ListShape, "length" | "noun"> }) {
  const most = shape.length?.maximum;
  const count = place === null ? 0 : place.type === "array" ? place.items.length : place.members.length;
  if (place === null) return null;
  return (
    <span class="form-used">
      {most === undefined ? counted(count, shape.noun) : `${count} of ${most} ${plural(shape.noun)}`}
    </span>
  );
}

/** Why there can be no more of them; none where there can. */
export function fullBy(place: Place | null, { length, noun }: Pick<ListShape, "length" | "noun">): string | null {
  const most = length?.maximum;
  const count = place === null ? 0 : place.type === "array" ? place.items.length : place.members.length;
  if (most === undefined || count < most) return null;
  return `No more than ${counted(most, noun)} may stand here${length?.limit === undefined ? "." : ` (limit ${length.limit}).`}`;
}

/** Adds something, or says why that is not possible. */
export function AddButton({ full, label, onAdd }: { full: string | null; label: string; onAdd: () => void }) {
  const id = useId();
  return (
    <div class="form-add-row">
      <Button
        icon="add"
        class="form-add"
        data-add
        aria-disabled={full !== null}
        aria-describedby={full === null ? undefined : id}
        onClick={() => {
          if (full === null) onAdd();
          else announce(full);
        }}
      >
        {label}
      </Button>
      {full !== null && (
        <span class="form-full" id={id}>
          {full}
        </span>
      )}
    </div>
  );
}

/** How many items are drawn at first, and how many more each time. */
const PORTION = 100;

/** Draws the first items of a list, and more of them as they are asked for. */
export function Portion({ count, children }: { count: number; children: (shown: number) => ComponentChildren }) {
  const [most, setMost] = useState(PORTION);
  return (
    <>
      {children(Math.min(count, most))}
      {count > most && (
        <Button onClick={() => setMost(most + PORTION)}>
          Show {Math.min(PORTION, count - most)} more of {count - most}
        </Button>
      )}
    </>
  );
}

/** Items one below the other. */
function Items({ place, shape, full }: { place: Place; shape: ListShape; full: string | null }) {
  const where = `the ${plural(shape.noun)}`;
  if (place.items.length === 0) return <p class="form-none">There are no {plural(shape.noun)} yet.</p>;
  return (
    <Portion count={place.items.length}>
      {(shown) => (
        <ol class="form-items" data-list={place.pointer} data-group={place.pointer} data-where={where}>
          {place.items.slice(0, shown).map((item, index) => (
            <Item key={item.pointer} place={item} shape={shape} item={itemAt(place, index, shape.noun, where, full)} />
          ))}
        </ol>
      )}
    </Portion>
  );
}

const Item = memo(({ place, shape, item }: { place: Place; shape: ListShape; item: ItemProps }) => {
  const own = shapeOf(shape.item, place);
  const name = `${capital(shape.noun)} ${item.index + 1}`;
  const pointer = join(item.list, item.index);
  return (
    <li class="form-item" data-item={pointer} onKeyDown={itemKeys(item)}>
      <Handle {...item} />
      <div class="form-item-body">
        {own.type === "object" && fits(own, place.type) ? (
          // biome-ignore lint/a11y/useSemanticElements: its name is its item's
          <div role="group" aria-label={name} data-pointer={pointer}>
            <Findings findings={findingsAt(pointer)} />
            <ObjectFields object={own.object} pointer={pointer} place={place} />
          </div>
        ) : (
          <Cell
            name={name}
            slot={{ pointer, place, shape: own, label: name, required: true, removable: false, order: [] }}
          />
        )}
      </div>
      <span class="form-item-end">
        {shape.item.type === "either" && <ShapeChoice shape={shape.item} place={place} name={name} />}
        <ItemButtons {...item} />
      </span>
    </li>
  );
});
