import type { FormField } from "@preflight/core";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { Button } from "../ui/button.tsx";
import { setValue } from "./actions.ts";
import { Field, type FieldProps, Head, RemoveKey } from "./field.tsx";
import { Findings, findingsAt } from "./findings.tsx";
import { afterwards } from "./focus.ts";
import { labelOf } from "./labels.ts";
import { member, type Place } from "./model.ts";
import { OtherKeys } from "./other-keys.tsx";
import { join } from "./pointers.ts";
import type { Slot } from "./slot.ts";
import { initial, meets, objectNamed, spoken } from "./tables.ts";
import { Unreadable } from "./unreadable.tsx";

/** A part of the form about one object or list, with its name. */
export function Section({
  slot,
  code,
  documentation,
  needed,
  extra,
  children,
}: FieldProps & { extra?: ComponentChildren; children: ComponentChildren }) {
  const id = useId();
  const { pointer, place, garbled, label, required, removable, shape } = slot;
  return (
    <fieldset class="form-section" data-pointer={pointer} aria-describedby={documentation ? id : undefined}>
      <legend class="hidden-visually">{label}</legend>
      <Head label={<span class="form-title">{label}</span>} code={code} required={required} needed={needed}>
        {extra}
        {removable && !required && place !== null && <RemoveKey pointer={pointer} label={label} />}
      </Head>
      {documentation && (
        <p class="form-help" id={id}>
          {documentation}
        </p>
      )}
      <Findings findings={findingsAt(pointer)} />
      {place !== null && <Unreadable place={place} />}
      {garbled != null ? (
        <Unreadable place={{ faults: [garbled] }} />
      ) : place === null ? (
        <Button
          icon="add"
          class="form-add"
          onClick={() => {
            setValue(pointer, initial(shape), { order: slot.order });
            announce(`${label} added`);
            afterwards(() => focusSection(pointer));
          }}
        >
          Add {label.toLowerCase()}
        </Button>
      ) : (
        children
      )}
    </fieldset>
  );
}

/** Goes to the first field of a part. */
export function focusSection(pointer: string): void {
  const section = [...document.querySelectorAll<HTMLElement>("[data-pointer]")].find(
    ({ dataset }) => dataset.pointer === pointer,
  );
  section?.querySelector<HTMLElement>("input, select, textarea, [data-add]")?.focus();
}

/** An object under a key. */
export function ObjectSection({ object, ...props }: FieldProps & { object: string }) {
  const { place, pointer } = props.slot;
  return (
    <Section {...props}>{place !== null && <ObjectFields object={object} pointer={pointer} place={place} />}</Section>
  );
}

interface ObjectFieldsProps {
  object: string;
  pointer: string;
  place: Place | null;
  /** Keys that are shown elsewhere. */
  skip?: readonly string[];
}

/** The fields of an object, and whatever else it holds. */
export function ObjectFields({ object, pointer, place, skip = [] }: ObjectFieldsProps) {
  const { fields, open, neededWhen } = objectNamed(object);
  const order = fields.map(({ name }) => name);
  return (
    <div class="form-fields">
      {fields
        .filter(({ name }) => !skip.includes(name))
        .map((field) => (
          <Field
            key={field.name}
            slot={slotOf(field, pointer, place, order)}
            code={field.name}
            documentation={field.documentation}
            needed={
              neededWhen
                .filter(({ field: name, when }) => name === field.name && meets(place, when))
                .map(({ when }) => spoken(when))[0]
            }
          />
        ))}
      <OtherKeys pointer={pointer} place={place} known={[...order, ...skip]} open={open} />
    </div>
  );
}

/** The place of a field of an object. */
export function slotOf(field: FormField, pointer: string, place: Place | null, order: readonly string[]): Slot {
  return {
    pointer: join(pointer, field.name),
    place: member(place, field.name)?.place ?? null,
    garbled: member(place, field.name)?.garbled ?? null,
    shape: field.shape,
    label: labelOf(field.name),
    required: field.required,
    removable: true,
    order,
    fallback: field.default,
  };
}
