import { KINDS } from "../files/recognise.ts";
import { announce } from "../state/announce.ts";
import { bareKind } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { setValue } from "./actions.ts";
import { BareKind, looksBare } from "./bare.tsx";
import { Field } from "./field.tsx";
import { Findings, findingsAt } from "./findings.tsx";
import { afterwards } from "./focus.ts";
import { labelOf } from "./labels.ts";
import { member, type Place } from "./model.ts";
import { focusSection, ObjectFields } from "./object.tsx";
import { OtherKeys } from "./other-keys.tsx";
import { join } from "./pointers.ts";
import type { Slot } from "./slot.ts";
import { initialObject, kind, tables } from "./tables.ts";
import { Unreadable } from "./unreadable.tsx";

/** The keys of a manifest in their order. */
const ORDER = ["$schema", "kind", "id", "target", "spec", "payload"] as const;

const DOCUMENTATION = {
  kind: "What the manifest describes.",
  id: "The author's stable name, unique among the manifests published together.",
  spec: "What the payload is built from.",
  payload: "What is sent, as it is.",
} as const;

/** The form of a document that is an object. */
export function Manifest({ root }: { root: Place }) {
  const known = tables.value;
  const ready = known !== null && known.form.kind === kind.value;
  if (bareKind.value !== null) {
    return (
      <>
        <BareKind />
        <Findings findings={findingsAt("")} />
        <Unreadable place={root} />
        {ready && <ObjectFields object={known.form.payload} pointer="" place={root} />}
      </>
    );
  }
  return (
    <div class="form-fields">
      {looksBare(root) && <BareKind />}
      <Findings findings={findingsAt("")} />
      <Unreadable place={root} />
      <Field
        slot={slot(root, "kind", { type: "choice", values: KINDS })}
        code="kind"
        documentation={DOCUMENTATION.kind}
      />
      <Field slot={slot(root, "id", { type: "text", mode: "plain" })} code="id" documentation={DOCUMENTATION.id} />
      {ready && <Content root={root} />}
      {!ready && kind.value !== null ? (
        <p class="soft">The form is being loaded…</p>
      ) : (
        <OtherKeys pointer="" place={root} known={shownKeys(root, ready)} open={false} />
      )}
    </div>
  );
}

function slot(root: Place, key: string, shape: Slot["shape"], required = true): Slot {
  const label = labelOf(key);
  const { place = null, garbled = null } = member(root, key) ?? {};
  return { pointer: join("", key), place, garbled, shape, label, required, removable: true, order: ORDER };
}

/** The target, and the spec or the payload. */
function Content({ root }: { root: Place }) {
  const form = tables.value?.form;
  if (form === undefined) return null;
  const parts = (["spec", "payload"] as const).filter((key) => member(root, key) !== null);
  return (
    <>
      {form.target !== null && (
        <Field
          slot={slot(root, "target", { type: "object", object: form.target }, false)}
          code="target"
          documentation={tables.value?.objects.get(form.target)?.documentation}
        />
      )}
      {parts.map((part) => (
        <Field
          key={part}
          slot={{ ...slot(root, part, { type: "object", object: form[part] }, false), removable: parts.length > 1 }}
          code={part}
          documentation={DOCUMENTATION[part]}
        />
      ))}
      {parts.length === 0 && (
        <div class="form-add-row">
          <Add part="spec" object={form.spec} label="Add a spec, to build from" />
          <Add part="payload" object={form.payload} label="Add a payload, to send as it is" />
        </div>
      )}
    </>
  );
}

function Add({ part, object, label }: { part: "spec" | "payload"; object: string; label: string }) {
  return (
    <Button
      icon="add"
      onClick={() => {
        setValue(`/${part}`, initialObject(object), { order: ORDER });
        announce(`${labelOf(part)} added`);
        afterwards(() => focusSection(`/${part}`));
      }}
    >
      {label}
    </Button>
  );
}

/** The keys that have fields. Without a known kind nothing tells what stands in the others; they are shown as JSON. */
function shownKeys(root: Place, ready: boolean): string[] {
  const keys = ["$schema", "kind", "id"];
  if (!ready) return keys;
  const { target } = tables.value?.form ?? { target: null };
  return [
    ...keys,
    ...(target === null ? [] : ["target"]),
    ...(["spec", "payload"] as const).filter((key) => member(root, key)),
  ];
}
