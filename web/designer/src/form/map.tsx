import type { FormShape } from "@preflight/core";
import { useId, useState } from "preact/hooks";
import { announce } from "../state/announce.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { addMember, removeMember, renameKey } from "./actions.ts";
import { Cell, type FieldProps } from "./field.tsx";
import { afterwards } from "./focus.ts";
import { capital, plural } from "./labels.ts";
import { bounded } from "./limits.ts";
import { fullBy, Portion, Used } from "./list.tsx";
import type { Place } from "./model.ts";
import { Section } from "./object.tsx";
import { join } from "./pointers.ts";
import { initial } from "./tables.ts";
import { isVariables, keysFor, typeOfKey } from "./variables.tsx";

type MapShape = Extract<FormShape, { type: "map" }>;

/** An object with keys of the author's choosing, as rows of a key and a value. */
export function MapField({ shape, ...props }: FieldProps & { shape: MapShape }) {
  const { place } = props.slot;
  return (
    <Section {...props} extra={<Used place={place} shape={shape} />}>
      {place !== null && <Entries place={place} shape={shape} />}
    </Section>
  );
}

function Entries({ place, shape }: { place: Place; shape: MapShape }) {
  const keys = keysFor(place);
  const list = useId();
  return (
    <>
      {place.members.length === 0 && <p class="form-none">There are no {plural(shape.noun)} yet.</p>}
      <Portion count={place.members.length}>
        {(shown) => (
          <ul class="form-map">
            {place.members.slice(0, shown).map((member, index) => {
              const called = member.key === "" ? `${shape.noun} ${index + 1}` : member.key;
              const type = typeOfKey(member.key);
              return (
                <li class="form-entry" key={index} data-entry={member.key}>
                  <input
                    class="form-key"
                    aria-label={`Key of ${capital(shape.noun)} ${index + 1}`}
                    list={keys.length > 0 ? list : undefined}
                    value={member.key}
                    autocomplete="off"
                    spellcheck={false}
                    onInput={({ currentTarget: { value } }) => renameKey(place.pointer, index, value)}
                  />
                  <Cell
                    name={`Value of ${called}`}
                    slot={{
                      pointer: join(place.pointer, member.key),
                      place: member.place,
                      garbled: member.garbled,
                      shape: isVariables(place)
                        ? bounded(shape.value, "participant-variables.value-bytes")
                        : shape.value,
                      label: called,
                      required: true,
                      removable: false,
                      order: [],
                    }}
                  />
                  {type !== null && shape.value.type === "text" && <span class="chip">{type}</span>}
                  <IconButton
                    icon="trash"
                    label={`Remove ${called}`}
                    onClick={({ currentTarget }) => {
                      const rows = currentTarget.closest("ul");
                      removeMember(place.pointer, index);
                      announce(`${called} removed`);
                      afterwards(() => {
                        const left = rows?.isConnected ? rows.querySelectorAll<HTMLElement>("li") : [];
                        const next = left[Math.min(index, left.length - 1)];
                        (next ?? document.querySelector<HTMLElement>("[data-add-entry]"))
                          ?.querySelector<HTMLElement>("input")
                          ?.focus();
                      });
                    }}
                  />
                  {member.repeated && <p class="form-finding error">This key stands again further on, which counts.</p>}
                </li>
              );
            })}
          </ul>
        )}
      </Portion>
      {keys.length > 0 && (
        <datalist id={list}>
          {keys.map(({ key, type }) => (
            <option key={key} value={key} label={`${key} (${type})`} />
          ))}
        </datalist>
      )}
      <AddEntry place={place} shape={shape} list={keys.length > 0 ? list : undefined} />
    </>
  );
}

function AddEntry({ place, shape, list }: { place: Place; shape: MapShape; list: string | undefined }) {
  const [key, setKey] = useState("");
  const id = useId();
  const full = fullBy(place, shape);
  const taken = place.members.some((member) => member.key === key);
  const why = full ?? (taken ? "This key is there already." : null);
  const add = () => {
    if (why !== null) announce(why);
    if (why !== null || key === "") return;
    addMember(place.pointer, key, initial(shape.value));
    announce(`${key} added`);
    setKey("");
    afterwards(() => {
      const entry = [...document.querySelectorAll<HTMLElement>("[data-entry]")].findLast(
        ({ dataset }) => dataset.entry === key,
      );
      entry?.querySelector<HTMLElement>(".form-cell :is(input, select, textarea)")?.focus();
    });
  };
  return (
    <div class="form-add-key" data-add-entry>
      <label for={id}>New {shape.noun}</label>
      <input
        id={id}
        class="form-key"
        data-draft
        value={key}
        list={list}
        autocomplete="off"
        spellcheck={false}
        placeholder="key"
        aria-invalid={taken ? "true" : undefined}
        aria-describedby={why === null ? undefined : `${id}-why`}
        onInput={({ currentTarget }) => setKey(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") add();
        }}
      />
      <Button icon="add" aria-disabled={key === "" || why !== null} onClick={add}>
        Add {shape.noun}
      </Button>
      {why !== null && (
        <span class="form-full" id={`${id}-why`}>
          {why}
        </span>
      )}
    </div>
  );
}
