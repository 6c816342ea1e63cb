import type { FormField } from "@preflight/core";
import { useId } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { Cell } from "./field.tsx";
import { Count, Findings, findingsAt, findingsIn } from "./findings.tsx";
import { Handle, ItemButtons, type ItemProps, itemAt, itemKeys } from "./item.tsx";
import { capital, counted, kindOf, labelOf, plural } from "./labels.ts";
import { type ListShape, Portion } from "./list.tsx";
import { memo } from "./memo.tsx";
import { member, type Place } from "./model.ts";
import { ObjectFields, slotOf } from "./object.tsx";
import { opened, setOpen } from "./open.ts";
import { join } from "./pointers.ts";
import { meets, objectNamed, spoken } from "./tables.ts";
import { Unreadable } from "./unreadable.tsx";
import { DirectiveCell } from "./variables.tsx";

interface ItemsTableProps {
  place: Place;
  shape: ListShape;
  object: string;
  columns: readonly string[];
  full: string | null;
}

/** Objects as rows, their main fields in columns, the rest in details that open below. On narrow screens rows are cards. */
export function ItemsTable({ place, shape, object, columns, full }: ItemsTableProps) {
  const { fields } = objectNamed(object);
  const shown = columns.flatMap((column) => fields.find(({ name }) => name === column) ?? []);
  const where = `the ${plural(shape.noun)}`;
  if (place.items.length === 0) return <p class="form-none">There are no {plural(shape.noun)} yet.</p>;
  return (
    <Portion count={place.items.length}>
      {(most) => (
        <table class="form-table" data-list={place.pointer} data-group={place.pointer} data-where={where}>
          <thead>
            <tr>
              <td />
              {shown.map(({ name, required, documentation }) => (
                <th key={name} scope="col" title={documentation}>
                  {labelOf(name)}
                  {required && <span class="form-required">required</span>}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          {place.items.slice(0, most).map((item, index) => (
            <Row
              key={item.pointer}
              place={item}
              object={object}
              columns={shown}
              item={itemAt(place, index, shape.noun, where, full)}
              name={`${shape.noun} ${index + 1}`}
              siblings={isDirective(object) ? place : null}
            />
          ))}
        </table>
      )}
    </Portion>
  );
}

interface RowProps {
  place: Place;
  object: string;
  columns: FormField[];
  item: ItemProps;
  /** What the row is called in the names of its fields, such as "field 2". */
  name: string;
  /** The list, where rows depend on each other. */
  siblings: Place | null;
}

/** Variables are offered the keys that no other one has. */
function isDirective(object: string): boolean {
  return kindOf({ name: object }) === "directive";
}

const Row = memo(({ place, object, columns, item, name }: RowProps) => {
  const id = useId();
  const { fields, neededWhen } = objectNamed(object);
  const pointer = join(item.list, item.index);
  const order = fields.map(({ name: key }) => key);
  const skip = columns.map(({ name: key }) => key);
  const others = place.members.some(({ key, repeated }) => repeated || !order.includes(key));
  const more = place.type === "object" && (fields.length > columns.length || others);
  const open = more && opened.value.get(pointer) === true;
  const hidden = open
    ? []
    : findingsIn(pointer).filter(
        (finding) =>
          !findingsAt(pointer).includes(finding) &&
          !skip.some((key) => findingsIn(join(pointer, key)).includes(finding)),
      );
  const needs = neededWhen.filter(({ when }) => meets(place, when));
  const missing = needs.filter(({ field }) => !skip.includes(field) && member(place, field) === null);
  return (
    <tbody class="form-table-row" data-item={pointer} onKeyDown={itemKeys(item)}>
      <tr data-item-head>
        <td class="form-table-handle">
          <Handle {...item} />
        </td>
        {place.type !== "object" ? (
          <td colSpan={columns.length}>
            <Cell
              name={capital(name)}
              slot={{
                pointer,
                place,
                shape: { type: "object", object },
                label: capital(name),
                required: true,
                removable: false,
                order: [],
              }}
            />
          </td>
        ) : (
          columns.map((field) => (
            <td key={field.name} class={`form-column-${field.shape.type}`} data-label={labelOf(field.name)}>
              <ColumnCell
                field={field}
                object={object}
                pointer={pointer}
                place={place}
                order={order}
                name={name}
                findingsId={`${id}-${field.name}`}
              />
            </td>
          ))
        )}
        <td class="form-table-actions">
          <ItemButtons {...item} />
        </td>
      </tr>
      <tr class="form-table-below">
        <td />
        <td colSpan={columns.length + 1}>
          <Unreadable place={place} />
          <Findings findings={findingsAt(pointer)} />
          {/* Below the row, where there is room for words. */}
          {skip.map((key) => (
            <Findings key={key} id={`${id}-${key}`} findings={findingsAt(join(pointer, key))} />
          ))}
          {more && (
            <button
              type="button"
              class="form-disclose"
              aria-expanded={open}
              onClick={() => setOpen(pointer, !open)}
              aria-label={[
                `${open ? "Fewer" : "More"} fields of ${item.said}`,
                ...(hidden.length > 0 ? [counted(hidden.length, "problem")] : []),
                ...(open ? [] : missing.map(({ field }) => `${labelOf(field).toLowerCase()} required`)),
              ].join(", ")}
            >
              <Icon name="chevron" />
              <span>{open ? "Fewer fields" : "More fields"}</span>
              <Count findings={hidden} />
              {!open &&
                missing.map(({ field, when }) => (
                  <span key={field} class="form-required">
                    {labelOf(field).toLowerCase()} required because {spoken(when)}
                  </span>
                ))}
              {!open && <span class="form-set">{setKeys(place, skip)}</span>}
            </button>
          )}
          {open && <ObjectFields object={object} pointer={pointer} place={place} skip={skip} />}
        </td>
      </tr>
    </tbody>
  );
});

/** The keys that are set in the details. */
function setKeys(place: Place, skip: readonly string[]): string {
  const keys = place.members.filter(({ key }) => !skip.includes(key)).map(({ key }) => labelOf(key).toLowerCase());
  return keys.length === 0 ? "" : `set: ${keys.join(", ")}`;
}

interface ColumnCellProps {
  field: FormField;
  object: string;
  pointer: string;
  place: Place;
  order: readonly string[];
  name: string;
  findingsId: string;
}

function ColumnCell({ field, object, pointer, place, order, name, findingsId }: ColumnCellProps) {
  const { neededWhen } = objectNamed(object);
  const slot = slotOf(field, pointer, place, order);
  const called = `${slot.label} of ${name}`;
  if (isDirective(object)) {
    return <DirectiveCell slot={slot} directive={place} field={field.name} name={called} findingsId={findingsId} />;
  }
  const needed = neededWhen.find(({ field: key, when }) => key === field.name && meets(place, when));
  return (
    <Cell
      slot={slot}
      name={called}
      findingsId={findingsId}
      needed={needed === undefined ? undefined : spoken(needed.when)}
    />
  );
}
