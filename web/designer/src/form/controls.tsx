import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { text } from "../state/document.ts";
import { IconButton } from "../ui/button.tsx";
import { clear, setValue } from "./actions.ts";
import { ColorControl, isColor } from "./color.tsx";
import { Raw } from "./edits.ts";
import { aria, type Described, fits, type Slot } from "./slot.ts";
import { TextControl } from "./text.tsx";
import { Unreadable } from "./unreadable.tsx";

export interface ControlProps {
  slot: Slot;
  described: Described;
}

/** The control of a scalar. */
export function Control({ slot, described }: ControlProps) {
  const { place, shape } = slot;
  const faults = slot.garbled == null ? (place?.faults ?? []) : [slot.garbled];
  if (faults.length > 0) return <Unreadable place={{ faults }} />;
  if (place?.type === "object" || place?.type === "array") return <RawControl slot={slot} described={described} />;
  switch (shape.type) {
    case "choice":
      return <ChoiceControl slot={slot} described={described} values={shape.values} />;
    case "number":
      return <NumberControl slot={slot} described={described} />;
    case "boolean":
      return <BooleanControl slot={slot} described={described} />;
    case "text":
      return isColor(shape) ? (
        <ColorControl slot={slot} described={described} />
      ) : (
        <TextControl slot={slot} described={described} shape={shape} />
      );
    default:
      return <RawControl slot={slot} described={described} />;
  }
}

/** What stands in the text, to the letter. Where that changes, the place is another one. */
export function written(slot: Slot): string {
  return slot.place === null ? "" : text.peek().slice(slot.place.from, slot.place.to);
}

function ChoiceControl({ slot, described, values }: ControlProps & { values: string[] }) {
  const { pointer, place, required, order, fallback } = slot;
  const value = place === null ? "" : place.type === "string" ? String(place.value) : written(slot);
  const known = place === null || (place.type === "string" && values.includes(value));
  return (
    <select
      {...aria(described, required)}
      value={known ? value : `\0${value}`}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value;
        if (chosen.startsWith("\0")) return;
        if (chosen !== "") setValue(pointer, chosen, { order });
        else if (place !== null) clear(pointer);
      }}
    >
      {(place === null || !required) && (
        <option value="">
          {required ? "Choose…" : `Not set${fallback === undefined ? "" : ` (${said(fallback)})`}`}
        </option>
      )}
      {!known && <option value={`\0${value}`}>{value === "" ? "(empty)" : value} – not accepted</option>}
      {values.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

/** A default as a person reads it. */
export function said(fallback: string): string {
  return fallback.startsWith('"') ? String(JSON.parse(fallback)) : fallback;
}

/** Exactly what JSON calls a number. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Numbers are written as they are typed. What is none is a text in the document too, and the findings say so. */
function NumberControl({ slot, described }: ControlProps) {
  const { pointer, place, required, removable, order, fallback } = slot;
  const touched = useRef(false);
  return (
    <span class="form-with-type">
      <input
        {...aria(described, required)}
        class="form-number"
        inputMode="decimal"
        autocomplete="off"
        value={place?.type === "string" ? String(place.value) : written(slot)}
        placeholder={fallback}
        onInput={({ currentTarget: { value } }) => {
          touched.current = true;
          setValue(pointer, NUMBER.test(value) ? new Raw(value) : value, { typing: true, order });
        }}
        onBlur={({ currentTarget: { value } }) => {
          if (touched.current && value === "" && removable && !required) clear(pointer);
          touched.current = false;
        }}
      />
      {place !== null && place.type !== "number" && place.value !== "" && <span class="chip">{place.type}</span>}
    </span>
  );
}

function BooleanControl({ slot, described }: ControlProps) {
  const { pointer, place, required, removable, order, fallback, label } = slot;
  const box = useRef<HTMLInputElement>(null);
  const known = place?.type === "boolean";
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = !known;
  }, [known]);
  const state = known
    ? String(place.value)
    : place === null
      ? `not set${fallback === undefined ? "" : `: ${fallback}`}`
      : written(slot);
  return (
    <span class="form-boolean">
      <input
        {...aria(described, false)}
        ref={box}
        type="checkbox"
        checked={place?.value === true}
        onChange={({ currentTarget: { checked } }) => setValue(pointer, checked, { order })}
      />
      <span class="form-boolean-state" aria-hidden={known ? "true" : undefined}>
        {state}
      </span>
      {!required && removable && place !== null && (
        <IconButton
          icon="close"
          class="form-unset"
          label={`Unset ${described.name ?? label}`}
          onClick={() => {
            clear(pointer);
            box.current?.focus();
            announce(`${described.name ?? label} is not set`);
          }}
        />
      )}
    </span>
  );
}

/** What is typed in the place of a value, and that value. */
interface RawDraft {
  typed: string;
  pointer: string;
  value: string;
}

/** Any JSON, as text. While what is typed is no JSON the document keeps what it had. */
export function RawControl({ slot, described }: ControlProps) {
  const { pointer, required, order, shape, place } = slot;
  const now = written(slot);
  const [kept, keep] = useState<RawDraft | null>(null);
  // Where an item or a key before this one goes, this field stands for another value, of which nothing was typed.
  const draft =
    kept !== null && kept.pointer === pointer && [kept.value, kept.typed.trim()].includes(now) ? kept.typed : null;
  const problem = `${described.id}-draft`;
  const wrong = draft !== null && !isJson(draft);
  const mismatch = place !== null && shape.type !== "any" && !fits(shape, place.type);
  return (
    <span class="form-raw">
      <textarea
        {...aria(described, required)}
        {...(wrong ? { "aria-invalid": "true" as const, "aria-errormessage": problem } : {})}
        spellcheck={false}
        rows={Math.min(8, Math.max(1, (draft ?? now).split("\n").length))}
        value={draft ?? now}
        onInput={({ currentTarget: { value } }) => {
          keep({ typed: value, pointer, value: now });
          if (isJson(value)) setValue(pointer, new Raw(value.trim()), { typing: true, order });
        }}
        onBlur={() => {
          if (!wrong) keep(null);
        }}
      />
      {wrong && (
        <span class="form-finding error" id={problem}>
          This is no JSON yet; the document keeps what it had.
        </span>
      )}
      {mismatch && !wrong && (
        <span class="soft">
          There is {ARTICLE[place.type]} where {expected(slot)} belongs; it is shown as JSON.
        </span>
      )}
    </span>
  );
}

const ARTICLE = {
  object: "an object",
  array: "an array",
  string: "a text",
  number: "a number",
  boolean: "true or false",
  null: "null",
} as const;

function expected({ shape }: Slot): string {
  switch (shape.type) {
    case "list":
      return "an array";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "text":
    case "choice":
      return "a text";
    default:
      return "an object";
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
