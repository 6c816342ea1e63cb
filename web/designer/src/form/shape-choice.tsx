import type { FormShape } from "@preflight/core";
import { announce } from "../state/announce.ts";
import { setValue } from "./actions.ts";
import type { Json } from "./edits.ts";
import { labelOf, sayingOf } from "./labels.ts";
import type { Place } from "./model.ts";
import { fits } from "./slot.ts";
import { initial, objectNamed } from "./tables.ts";

interface ShapeChoiceProps {
  shape: Extract<FormShape, { type: "either" }>;
  place: Place;
  /** What the value is called. */
  name: string;
}

/** Chooses which of its shapes a value has. What it says is kept where the other shape can say it. */
export function ShapeChoice({ shape, place, name }: ShapeChoiceProps) {
  const chosen = shape.shapes.findIndex((one) => fits(one, place.type));
  return (
    <select
      class="form-shape"
      aria-label={`Form of ${name}`}
      value={String(chosen)}
      onChange={({ currentTarget }) => {
        const wanted = shape.shapes[Number(currentTarget.value)];
        if (wanted === undefined) return;
        setValue(place.pointer, converted(place, wanted));
        announce(`${name} is ${words(wanted)} now`);
      }}
    >
      {chosen < 0 && <option value="-1">other</option>}
      {shape.shapes.map((one, index) => (
        <option key={words(one)} value={String(index)}>
          {words(one)}
        </option>
      ))}
    </select>
  );
}

/** A shape in a few words. */
function words(shape: FormShape): string {
  if (shape.type !== "object") return shape.type;
  const fields = objectNamed(shape.object).fields.filter(({ required }) => required);
  return fields.map(({ name }) => labelOf(name).toLowerCase()).join(" and ");
}

function converted(place: Place, wanted: FormShape): Json {
  const said = place.type === "object" ? (sayingOf(place) ?? "") : String(place.value ?? "");
  if (wanted.type === "text") return said;
  const begun = initial(wanted);
  if (typeof begun !== "object" || begun === null || Array.isArray(begun)) return begun;
  return Object.fromEntries(Object.entries(begun).map(([key, value]) => [key, value === "" ? said : value]));
}
