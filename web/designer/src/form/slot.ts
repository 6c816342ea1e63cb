import type { FormShape } from "@preflight/core";
import type { Range } from "../state/document.ts";
import type { Place, PlaceType } from "./model.ts";

/** A place of the document that a field stands for, whether there is a value or not. */
export interface Slot {
  pointer: string;
  /** The value; none where it is left out. */
  place: Place | null;
  /** Where something stands for the value that is no JSON. */
  garbled?: Range | null;
  shape: FormShape;
  /** What it is called, in words. */
  label: string;
  /** Whether it has to be there. */
  required: boolean;
  /** Whether it can be taken out by its field; items of lists have buttons of their own for that. */
  removable: boolean;
  /** The keys of the object that holds it, in the order of its table. */
  order: readonly string[];
  /** What it is where it is left out, as JSON. */
  fallback?: string | undefined;
}

/** How a control is told to those who do not see what is around it. */
export interface Described {
  id: string;
  describedBy: string | undefined;
  /** The findings, where they say that the value is wrong. */
  errors: string | undefined;
  /** The name, where no label is to be seen. */
  name?: string | undefined;
}

/** The attributes of a control. */
export function aria({ id, describedBy, errors, name }: Described, required: boolean) {
  return {
    id,
    "aria-label": name,
    "aria-describedby": describedBy,
    "aria-invalid": errors === undefined ? undefined : ("true" as const),
    "aria-errormessage": errors,
    "aria-required": required ? ("true" as const) : undefined,
  };
}

/** The shape that a value has; of several the first that its JSON type fits, as the core takes them. */
export function shapeOf(shape: FormShape, place: Place | null): FormShape {
  if (shape.type !== "either") return shape;
  const fitting = place === null ? undefined : shape.shapes.find((one) => fits(one, place.type));
  return fitting ?? shape.shapes[0] ?? { type: "any" };
}

const TYPES: Record<FormShape["type"], PlaceType[]> = {
  text: ["string"],
  choice: ["string"],
  number: ["number"],
  boolean: ["boolean"],
  list: ["array"],
  object: ["object"],
  map: ["object"],
  tagged: ["object"],
  either: [],
  any: ["object", "array", "string", "number", "boolean", "null"],
};

/** Whether a value of a JSON type may have a shape. */
export function fits(shape: FormShape, type: PlaceType): boolean {
  if (shape.type === "either") return shape.shapes.some((one) => fits(one, type));
  return TYPES[shape.type].includes(type);
}

/** Whether a shape is shown by one control rather than by a part of the form. */
export function isScalar(shape: FormShape): boolean {
  return ["text", "choice", "number", "boolean"].includes(shape.type);
}
