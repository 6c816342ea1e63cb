import type { FormShape } from "@preflight/core";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { IconButton } from "../ui/button.tsx";
import { clear } from "./actions.ts";
import { isColor } from "./color.tsx";
import { Control } from "./controls.tsx";
import { Findings, findingsAt } from "./findings.tsx";
import { usedOf } from "./limits.ts";
import { List } from "./list.tsx";
import { MapField } from "./map.tsx";
import { memo } from "./memo.tsx";
import { ObjectSection, Section } from "./object.tsx";
import { fits, isScalar, type Slot, shapeOf } from "./slot.ts";
import { Tagged } from "./tagged.tsx";

export interface FieldProps {
  slot: Slot;
  /** The key as it is written. */
  code?: string | undefined;
  documentation?: string | undefined;
  /** Why it is needed now, where it is not always. */
  needed?: string | undefined;
}

/** A field of whatever shape. */
export const Field = memo((props: FieldProps) => {
  const { slot } = props;
  const shape = shapeOf(slot.shape, slot.place);
  const resolved = { ...props, slot: { ...slot, shape } };
  if (isScalar(shape) || shape.type === "any" || shape.type === "either") return <Row {...resolved} />;
  if (slot.place !== null && !fits(shape, slot.place.type)) return <Row {...resolved} />;
  switch (shape.type) {
    case "list":
      return <List {...resolved} shape={shape} />;
    case "map":
      return <MapField {...resolved} shape={shape} />;
    case "tagged":
      return (
        <Section {...resolved}>
          <Tagged slot={slot} shape={shape} />
        </Section>
      );
    case "object":
      return <ObjectSection {...resolved} object={shape.object} />;
  }
});

/** A field with its label above, and what there is to know about it below. */
export function Row({ slot, code, documentation, needed }: FieldProps) {
  const id = useId();
  const { pointer, place, label, required, removable, shape } = slot;
  const findings = findingsAt(pointer);
  const errors = findings.some(({ severity }) => severity === "error") ? `${id}-findings` : undefined;
  const hint = hintOf(shape, slot);
  const described = [documentation && `${id}-help`, hint && `${id}-hint`, findings.length > 0 && `${id}-findings`];
  const describedBy = described.filter(Boolean).join(" ");
  return (
    <div class="form-row" data-pointer={pointer} data-wide={isWide(shape) ? "" : undefined}>
      <Head label={<label for={id}>{label}</label>} code={code} required={required} needed={needed}>
        {removable && !required && place !== null && shape.type !== "boolean" && (
          <RemoveKey pointer={pointer} label={label} />
        )}
      </Head>
      <Control
        slot={{ ...slot, required: required || needed !== undefined }}
        described={{ id, describedBy: describedBy === "" ? undefined : describedBy, errors }}
      />
      {documentation && (
        <p class="form-help" id={`${id}-help`}>
          {documentation}
        </p>
      )}
      {hint !== "" && (
        <p class="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Findings id={`${id}-findings`} findings={findings} />
    </div>
  );
}

interface HeadProps {
  label: ComponentChildren;
  code?: string | undefined;
  required: boolean;
  needed?: string | undefined;
  children?: ComponentChildren;
}

/** What stands above a field. */
export function Head({ label, code, required, needed, children }: HeadProps) {
  return (
    <div class="form-head">
      {label}
      {code !== undefined && <code class="form-code">{code}</code>}
      {required && <span class="form-required">required</span>}
      {!required && needed !== undefined && <span class="form-required">required because {needed}</span>}
      <span class="form-head-actions">{children}</span>
    </div>
  );
}

/** Takes an optional key out. */
export function RemoveKey({ pointer, label }: { pointer: string; label: string }) {
  return (
    <IconButton
      icon="close"
      class="form-unset"
      label={`Remove ${label}`}
      onClick={({ currentTarget }) => {
        const row = currentTarget.closest<HTMLElement>("[data-pointer]");
        clear(pointer);
        announce(`${label} removed`);
        row?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
      }}
    />
  );
}

/** The bounds of a value, and how much of them is used. */
export function hintOf(shape: FormShape, { place }: Slot): string {
  const text = place?.type === "string" ? String(place.value) : "";
  switch (shape.type) {
    case "text": {
      const parts = [];
      const most = shape.length?.maximum;
      if (shape.length !== undefined && most !== undefined) {
        parts.push(`${usedOf(text, shape.length)} of ${most} ${shape.length.unit ?? "characters"}`);
      }
      if (shape.pattern !== undefined) parts.push(`${shape.pattern.meaning}, such as ${shape.pattern.example}`);
      return parts.join("; ");
    }
    case "number": {
      const { minimum, maximum, unit } = shape.range ?? {};
      const sort = shape.integer ? "whole number" : "number";
      const range =
        minimum !== undefined && maximum !== undefined
          ? `${minimum} to ${maximum}`
          : minimum !== undefined
            ? `${minimum} or more`
            : maximum !== undefined
              ? `at most ${maximum}`
              : "";
      return range === "" ? "" : `a ${sort}, ${range}${unit === undefined ? "" : ` ${unit}`}`;
    }
    default:
      return "";
  }
}

/** The share of a bound from which cells, which have little room, show it to everyone. */
const NEARLY = 0.75;

function isNearlyFull(shape: FormShape, { place }: Slot): boolean {
  if (shape.type !== "text" || shape.length?.maximum === undefined || place?.type !== "string") return false;
  return usedOf(String(place.value), shape.length) >= shape.length.maximum * NEARLY;
}

function isWide(shape: FormShape): boolean {
  if (shape.type === "text") return isColor(shape) || !["plain", "css"].includes(shape.mode);
  return shape.type === "any";
}

interface CellProps {
  slot: Slot;
  /** The name, which no label shows. */
  name: string;
  needed?: string | undefined;
  /** The id of what says what is wrong with it, where that stands elsewhere. */
  findingsId?: string | undefined;
}

/** A field in a cell of a table: its control and what is wrong with it. */
export function Cell({ slot, name, needed, findingsId }: CellProps) {
  const id = useId();
  const below = findingsId ?? `${id}-findings`;
  const shape = shapeOf(slot.shape, slot.place);
  const findings = findingsAt(slot.pointer);
  const errors = findings.some(({ severity }) => severity === "error") ? below : undefined;
  const hint = hintOf(shape, slot);
  const describedBy = [hint && `${id}-hint`, findings.length > 0 && below].filter(Boolean).join(" ");
  return (
    <div class="form-cell" data-pointer={slot.pointer}>
      <Control
        slot={{ ...slot, shape, required: slot.required || needed !== undefined }}
        described={{ id, describedBy: describedBy === "" ? undefined : describedBy, errors, name }}
      />
      {hint !== "" && (
        <span class={isNearlyFull(shape, slot) ? "form-hint" : "hidden-visually"} id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {findingsId === undefined && <Findings id={below} findings={findings} />}
    </div>
  );
}
