/**
 * The forms of a drawing: what stands in them, and what is wrong with it.
 *
 * @module
 */

import { isWrong } from "../form-errors.ts";

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a field is made of: its element, which has the id, and its inputs, of which a group has several. */
interface Field {
  id: string;
  /** `group` where several boxes or buttons stand under a legend. */
  group: HTMLFieldSetElement | null;
  inputs: Input[];
}

function fields(form: HTMLFormElement): Field[] {
  const found = new Map<string, Field>();
  for (const input of form.querySelectorAll<Input>("input, select, textarea")) {
    const group = input.closest("fieldset");
    const { id } = group ?? input;
    const field = found.get(id) ?? { id, group, inputs: [] };
    field.inputs.push(input);
    found.set(id, field);
  }
  return [...found.values()];
}

/** The ids of the fields that are not filled in as they have to be. */
export function wrong(form: HTMLFormElement): string[] {
  return fields(form)
    .filter((field) => isWrong(control(field)))
    .map(({ id }) => id);
}

function control({ group, inputs }: Field) {
  const [input] = inputs;
  return {
    type: group === null ? (input?.type ?? "text") : "group",
    // Of several boxes none is required by itself; the legend says whether one of them is.
    required: inputs.some(({ required }) => required) || group?.querySelector("legend .required") != null,
    value: isTicked(input) === undefined ? (input?.value ?? "") : ticked(inputs),
    malformed: inputs.some(({ validity }) => validity.badInput || validity.typeMismatch),
  };
}

/** Whether a box or button is ticked; `undefined` of what is neither. */
function isTicked(input: Input | undefined): boolean | undefined {
  return input instanceof HTMLInputElement && ["checkbox", "radio"].includes(input.type) ? input.checked : undefined;
}

function ticked(inputs: Input[]): string {
  return inputs
    .filter(isTicked)
    .map(({ value }) => value)
    .join(", ");
}

/** Whether a form is the one before a conversation: its fields have legends and labels of the payload. */
export function isPreChat(form: HTMLFormElement): boolean {
  return form.classList.contains("form");
}

/** What stands in the fields, by their ids. A single box says whether it is ticked. */
export function entries(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    fields(form).map(({ id, group, inputs }) => {
      const [input] = inputs;
      const box = isTicked(input);
      if (box === undefined) return [id, input?.value ?? ""];
      return [id, group === null ? String(box) : ticked(inputs)];
    }),
  );
}

/** Tells of every form in which a person has changed something. */
export function watchEntries(root: ShadowRoot, changed: (form: HTMLFormElement) => void): void {
  root.addEventListener("change", ({ target }) => {
    const form = target instanceof Element ? target.closest("form") : null;
    if (form !== null && isPreChat(form)) changed(form);
  });
}
