import type { Kind } from "@preflight/core";
import { useId } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { bareKind } from "../state/document.ts";
import { member, type Place } from "./model.ts";
import { KINDS, kindName } from "./tables.ts";

/** Whether an object has nothing of a manifest, so that it may be a payload by itself. */
export function looksBare(root: Place): boolean {
  return root.members.length > 0 && ["kind", "spec", "payload"].every((key) => member(root, key) === null);
}

/** Chooses what a text is that names no kind: a manifest to be, or the payload of some kind. */
export function BareKind() {
  const id = useId();
  return (
    <div class="form-row">
      <label for={id}>This text is</label>
      <select
        id={id}
        aria-describedby={`${id}-help`}
        value={bareKind.value ?? ""}
        onChange={({ currentTarget: { value } }) => {
          bareKind.value = value === "" ? null : (value as Kind);
          announce(
            value === "" ? "Judged as a manifest" : `Judged as a ${kindName(value as Kind).toLowerCase()} payload`,
          );
        }}
      >
        <option value="">a manifest, which names its kind</option>
        {(Object.keys(KINDS) as Kind[]).map((kind) => (
          <option key={kind} value={kind}>
            a {kindName(kind).toLowerCase()} payload by itself
          </option>
        ))}
      </select>
      <p class="form-help" id={`${id}-help`}>
        A payload by itself is what is sent, without the manifest round it. Nothing in the text changes by this choice.
      </p>
    </div>
  );
}
