import type { Kind } from "@preflight/core";
import { announce } from "../state/announce.ts";
import { bareKind } from "../state/document.ts";
import { isKind, KIND_NAMES, KINDS, payloadOf } from "./recognise.ts";

/** Reads the text as a manifest, or as the payload of a kind. */
export function readAs(kind: Kind | null): void {
  bareKind.value = kind;
  announce(kind === null ? "The text is read as a manifest." : `The text is read as ${payloadOf(kind)}.`);
}

/** Chooses how the text is read. */
export function ReadAs() {
  return (
    <label class="read-as">
      Read as
      <select
        value={bareKind.value ?? ""}
        onChange={({ currentTarget: { value } }) => readAs(isKind(value) ? value : null)}
      >
        <option value="">manifest</option>
        <optgroup label="Payload alone">
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              payload: {KIND_NAMES[kind]}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
