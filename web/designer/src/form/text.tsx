import type { FormShape } from "@preflight/core";
import { useRef, useState } from "preact/hooks";
import { clear, setValue } from "./actions.ts";
import { said, written } from "./controls.tsx";
import { aria, type Described, type Slot } from "./slot.ts";

interface TextProps {
  slot: Slot;
  described: Described;
  shape: Extract<FormShape, { type: "text" }>;
}

/** A text. Where it may be long, or has lines, it has lines of its own. */
export function TextControl({ slot, described, shape }: TextProps) {
  const { pointer, place, required, removable, order, fallback } = slot;
  const value = place === null ? "" : place.type === "string" ? String(place.value) : written(slot);
  const long = ["html", "markdown"].includes(shape.mode) || /[\n\r]/.test(value);
  // A field that became tall stays so: it would lose its focus otherwise.
  const [tall, setTall] = useState(long);
  if (long && !tall) setTall(true);
  const touched = useRef(false);
  const list = shape.suggestions === undefined ? undefined : `${described.id}-list`;
  const shared = {
    ...aria(described, required),
    value,
    placeholder: fallback === undefined ? undefined : said(fallback),
    spellcheck: shape.mode === "plain" || tall,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      touched.current = true;
      setValue(pointer, withReturns(value, currentTarget.value), { typing: true, order });
    },
    onBlur: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      if (touched.current && currentTarget.value === "" && removable && !required) clear(pointer);
      touched.current = false;
    },
  };
  return (
    <span class="form-with-type">
      {tall ? <textarea {...shared} rows={2} /> : <input {...shared} type="text" autocomplete="off" list={list} />}
      {list !== undefined && !tall && (
        <datalist id={list}>
          {shape.suggestions?.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {place !== null && place.type !== "string" && <span class="chip">{place.type}</span>}
    </span>
  );
}

/** Fields show a carriage return as a line feed, or not at all. Those of the old text stay where the text is the same. */
function withReturns(old: string, typed: string): string {
  if (!old.includes("\r")) return typed;
  const lines = old.split(/(\r\n|\r|\n)/);
  const ends = lines.filter((_, index) => index % 2 === 1);
  const shown = typed.split("\n");
  if (shown.length !== ends.length + 1) return typed;
  return shown.map((line, index) => line + (ends[index] ?? "")).join("");
}
