import { useId } from "preact/hooks";
import { readAs } from "../files/read-as.tsx";
import { isKind, KINDS, payloadOf } from "../files/recognise.ts";
import { bareKind } from "../state/document.ts";
import { member, type Place } from "./model.ts";

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
        onChange={({ currentTarget: { value } }) => readAs(isKind(value) ? value : null)}
      >
        <option value="">a manifest, which names its kind</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {payloadOf(kind)} by itself
          </option>
        ))}
      </select>
      <p class="form-help" id={`${id}-help`}>
        A payload by itself is what is sent, without the manifest round it. Nothing in the text changes by this choice.
      </p>
    </div>
  );
}
