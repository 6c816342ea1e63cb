/**
 * Variables with their key matrix: which keys may be set, and of which type each is.
 *
 * @module
 */

import { computed } from "@preact/signals";
import { announce } from "../state/announce.ts";
import { text } from "../state/document.ts";
import { setValues } from "./actions.ts";
import { Cell } from "./field.tsx";
import { bounded } from "./limits.ts";
import { at, member, type Place, textOf } from "./model.ts";
import type { Slot } from "./slot.ts";
import { kind, model, tables } from "./tables.ts";

/** A key that may be set. */
export interface MatrixKey {
  key: string;
  type: string;
}

/** The document's own matrix, as one text: so it is the same with every key that is typed elsewhere. */
const ownMatrix = computed<string | null>(() => {
  const own = at(model.value.root, "/spec/keyMatrix");
  if (own?.type !== "object") return null;
  return JSON.stringify(own.members.map(({ key, place }) => ({ key, type: String(place?.value ?? "string") })));
});

/** The keys that may be set: the document's own matrix, else the policy's. None where any key may be. */
const matrix = computed<MatrixKey[]>(() => {
  if (kind.value !== "participant-variables") return [];
  if (ownMatrix.value !== null) return JSON.parse(ownMatrix.value) as MatrixKey[];
  return Object.entries(tables.value?.keyMatrix ?? {}).map(([key, type]) => ({ key, type }));
});

/** Whether a map is the variables of a payload. */
export function isVariables(map: Place): boolean {
  return kind.value === "participant-variables" && ["/attributes", "/payload/attributes"].includes(map.pointer);
}

/** The keys to offer for a map; none where it is no map of variables. */
export function keysFor(map: Place): MatrixKey[] {
  return (isVariables(map) ? matrix.value : []).filter(({ key }) => member(map, key) === null);
}

/** The type of a key by the matrix; none where that does not name it. */
export function typeOfKey(key: string): string | null {
  return matrix.value.find((one) => one.key === key)?.type ?? null;
}

interface DirectiveCellProps {
  slot: Slot;
  directive: Place;
  field: string;
  name: string;
  findingsId: string;
}

/** A field of a variable. Its value is edited as the type beside it says. */
export function DirectiveCell({ slot, directive, field, name, findingsId }: DirectiveCellProps) {
  const key = textOf(directive, "key") ?? "";
  const type = textOf(directive, "type");
  const wanted = typeOfKey(key);
  if (field === "key") {
    const others = (directive.parent?.items ?? []).filter((one) => one !== directive);
    const taken = new Set(others.map((one) => textOf(one, "key")));
    const offered = matrix.value.filter((one) => !taken.has(one.key));
    const shape = bounded(slot.shape, "participant-variables.key-bytes");
    const suggestions = offered.map((one) => one.key);
    return (
      // The type follows once the key is chosen, not with every letter of it.
      <div onChange={() => followKey(directive.pointer)}>
        <Cell
          slot={{ ...slot, shape: shape.type === "text" && offered.length > 0 ? { ...shape, suggestions } : shape }}
          name={name}
          findingsId={findingsId}
        />
        {matrix.value.length > 0 && key !== "" && wanted === null && (
          <span class="form-hint">not in the key matrix</span>
        )}
      </div>
    );
  }
  if (field === "type") {
    return (
      <div onChange={() => followType(directive.pointer)}>
        <Cell slot={slot} name={name} findingsId={findingsId} />
        {wanted !== null && wanted !== type && <span class="form-hint">the key matrix says {wanted}</span>}
      </div>
    );
  }
  return (
    <Cell
      slot={{ ...slot, shape: bounded(valueShape(type, slot), "participant-variables.value-bytes") }}
      name={name}
      findingsId={findingsId}
    />
  );
}

function valueShape(type: string | null, { shape }: Slot): Slot["shape"] {
  if (shape.type !== "either") return shape;
  const sort = type === "string" ? "text" : type;
  return shape.shapes.find((one) => one.type === sort) ?? shape;
}

/** Gives a variable the type that the matrix has for its key. */
function followKey(pointer: string): void {
  const directive = at(model.peek().root, pointer);
  const wanted = typeOfKey(textOf(directive, "key") ?? "");
  if (directive === null || wanted === null || textOf(directive, "type") === wanted) return;
  const changed = setValues([[`${pointer}/type`, wanted], ...converted(directive, wanted)]);
  if (changed) announce(`The type is ${wanted}, as the key matrix says`);
}

/** Writes the value as its new type asks, where it is the same value then. */
function followType(pointer: string): void {
  const directive = at(model.peek().root, pointer);
  const type = textOf(directive, "type");
  if (directive !== null && type !== null) setValues(converted(directive, type));
}

function converted(directive: Place, type: string): [string, string | number | boolean][] {
  const value = member(directive, "value")?.place;
  if (value == null || value.type === "object" || value.type === "array" || value.type === "null") return [];
  const said = value.type === "string" ? String(value.value) : text.peek().slice(value.from, value.to);
  const pointer = `${directive.pointer}/value`;
  if (type === "string" && value.type !== "string") return [[pointer, said]];
  if (type === "number" && value.type === "string" && said !== "" && String(Number(said)) === said) {
    return [[pointer, Number(said)]];
  }
  if (type === "boolean" && value.type === "string" && ["true", "false"].includes(said))
    return [[pointer, said === "true"]];
  return [];
}
