/**
 * The shape tables that the form is made from, and what else the policy in force says about it.
 *
 * @module
 */

import { computed, effect, signal } from "@preact/signals";
import type { Form, FormCondition, FormObject, FormShape, Kind } from "@preflight/core";
import { isKind } from "../files/recognise.ts";
import { bareKind, text } from "../state/document.ts";
import { core, superseded } from "../state/engine.ts";
import { policyFile } from "../state/policy.ts";
import type { Json } from "./edits.ts";
import { labelOf } from "./labels.ts";
import { type Model, member, type Place, parse, textOf } from "./model.ts";
import { type Read, reusing } from "./reuse.ts";

let last: Read = { text: "", root: null, faults: [] };

/** The text, as far as it can be read. Nothing is read while nobody looks. */
export const model = computed<Model>(() => {
  last = reusing(last, { text: text.value, ...parse(text.value) });
  return last;
});

/** The kind of the document; none while it names none. */
export const kind = computed<Kind | null>(() => {
  if (bareKind.value !== null) return bareKind.value;
  const named = textOf(model.value.root, "kind");
  return isKind(named) ? named : null;
});

/** What the policy in force says. */
export interface Tables {
  form: Form;
  objects: Map<string, FormObject>;
  /** The keys of variables with their types; none where any key may be set. */
  keyMatrix: Record<string, string> | null;
}

/** The tables of the document's kind; none while they are asked for. */
export const tables = signal<Tables | null>(null);

const asked = core.latest();

/** How long after a failure the tables are asked for again, in milliseconds. */
const RETRY = 1000;

/** Asks for the tables whenever the kind or the policy changes. */
export function followTables(): () => void {
  const again = signal(0);
  return effect(() => {
    const [now, policy] = [kind.value, policyFile.value];
    void again.value;
    if (now === null) return;
    Promise.all([asked.form(now, policy), asked.policy(policy)]).then(
      ([form, { json }]) => {
        tables.value = {
          form,
          objects: new Map(form.objects.map((object) => [object.name, object])),
          keyMatrix: (JSON.parse(json) as { keyMatrix: Record<string, string> | null }).keyMatrix,
        };
      },
      (error) => {
        // Another call took too long and its worker was stopped, with all that waited behind it.
        if (!superseded(error)) setTimeout(() => again.value++, RETRY);
      },
    );
  });
}

/** An object of the tables. */
export function objectNamed(name: string): FormObject {
  return tables.value?.objects.get(name) ?? { name, documentation: "", fields: [], open: true, neededWhen: [] };
}

/** Whether the object at a place meets a condition. */
export function meets(place: Place | null, { field, values, negated }: FormCondition): boolean {
  const value = member(place, field)?.place;
  if (value == null) return negated;
  const scalar = value.type === "object" || value.type === "array" ? null : String(value.value);
  return (scalar !== null && values.includes(scalar)) !== negated;
}

/** When a condition is met, in words. */
export function spoken({ field, values, negated }: FormCondition): string {
  const list = values.join(" or ");
  return `${labelOf(field)} is ${negated ? "not " : ""}${list}`;
}

/** The least value of a shape: what a field begins with that has to be there. */
export function initial(shape: FormShape): Json {
  switch (shape.type) {
    case "text":
      return "";
    case "choice":
      return shape.values[0] ?? "";
    case "number":
      return shape.range?.minimum ?? 0;
    case "boolean":
      return false;
    case "list":
      return [];
    case "map":
    case "any":
      return {};
    case "object":
      return initialObject(shape.object);
    case "tagged": {
      const [first] = shape.variants;
      return first === undefined ? {} : { [shape.tag]: first.value, ...initialObject(first.object) };
    }
    case "either":
      return shape.shapes[0] === undefined ? {} : initial(shape.shapes[0]);
  }
}

/** An object with what has to be in it. */
export function initialObject(name: string): { [key: string]: Json } {
  const { fields } = objectNamed(name);
  const needed = fields.filter(({ required }) => required);
  return Object.fromEntries(needed.map((field) => [field.name, initial(field.shape)]));
}
