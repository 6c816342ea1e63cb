import type { FormShape } from "@preflight/core";
import { Row } from "./field.tsx";
import { labelOf } from "./labels.ts";
import { member } from "./model.ts";
import { ObjectFields } from "./object.tsx";
import { OtherKeys } from "./other-keys.tsx";
import { join } from "./pointers.ts";
import type { Slot } from "./slot.ts";

export type TaggedShape = Extract<FormShape, { type: "tagged" }>;

/** The object that a value is by its deciding field; none where that says nothing known. */
export function variantOf(slot: Pick<Slot, "place">, { tag, variants }: TaggedShape): string | null {
  const value = member(slot.place, tag)?.place?.value;
  return variants.find((variant) => variant.value === value)?.object ?? null;
}

/** An object whose fields depend on one of them. */
export function Tagged({ slot, shape, skip = [] }: { slot: Slot; shape: TaggedShape; skip?: readonly string[] }) {
  const { pointer, place } = slot;
  const { tag, variants, noun } = shape;
  const object = variantOf(slot, shape);
  const values = variants.map(({ value }) => value);
  return (
    <>
      <Row
        slot={{
          pointer: join(pointer, tag),
          place: member(place, tag)?.place ?? null,
          shape: { type: "choice", values },
          label: labelOf(tag),
          required: true,
          removable: true,
          order: [tag],
        }}
        code={tag}
        documentation={`What sort of ${noun} this is.`}
      />
      {object === null ? (
        <OtherKeys pointer={pointer} place={place} known={[tag, ...skip]} open={false} />
      ) : (
        <ObjectFields object={object} pointer={pointer} place={place} skip={[tag, ...skip]} />
      )}
    </>
  );
}
