import { useId, useState } from "preact/hooks";
import { showInText } from "../editor/show.ts";
import { announce } from "../state/announce.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { addMember, removeMember, renameKey } from "./actions.ts";
import { RawControl } from "./controls.tsx";
import { Findings, findingsIn } from "./findings.tsx";
import { labelOf } from "./labels.ts";
import { Portion } from "./list.tsx";
import type { Member, Place } from "./model.ts";
import { join } from "./pointers.ts";
import { Unreadable } from "./unreadable.tsx";

interface OtherKeysProps {
  pointer: string;
  place: Place | null;
  /** The keys that have fields of their own. */
  known: readonly string[];
  /** Whether keys of the author's own are accepted. */
  open: boolean;
}

/** The keys of an object that its table does not name: nothing that an author wrote is hidden. */
export function OtherKeys({ pointer, place, known, open }: OtherKeysProps) {
  const others = (place?.members ?? [])
    .map((member, index) => ({ member, index }))
    .filter(({ member }) => member.repeated || !known.includes(member.key));
  if (place === null || (others.length === 0 && !open)) return null;
  return (
    <div class="form-others">
      {others.length > 0 && <p class="form-subtitle">{open ? "Keys of your own" : "Keys that are not known here"}</p>}
      <Portion count={others.length}>
        {(shown) =>
          others
            .slice(0, shown)
            .map(({ member, index }) =>
              member.place === null || member.repeated ? (
                <Odd key={`odd ${index}`} pointer={pointer} member={member} index={index} />
              ) : (
                <OtherKey key={index} pointer={pointer} member={member} index={index} open={open} />
              ),
            )
        }
      </Portion>
      {open && <AddKey pointer={pointer} place={place} known={known} />}
    </div>
  );
}

interface OneProps {
  pointer: string;
  member: Member;
  index: number;
}

/** A key that has no readable value, or stands again further on. */
function Odd({ pointer, member, index }: OneProps) {
  return (
    <div class="form-odd">
      <code class="form-code">{member.key}</code>
      <span>{member.repeated ? "stands again further on, which counts" : "has no value that can be read"}</span>
      <Button look="quiet" icon="locate" onClick={() => showInText(member)}>
        Show in the text
      </Button>
      {member.repeated && <RemoveOther pointer={pointer} member={member} index={index} />}
    </div>
  );
}

function OtherKey({ pointer, member, index, open }: OneProps & { open: boolean }) {
  const id = useId();
  const own = join(pointer, member.key);
  const findings = findingsIn(own);
  return (
    <div class="form-other" data-pointer={own}>
      {open ? (
        <input
          class="form-key"
          aria-label={`Key of ${member.key || "(no name)"}`}
          value={member.key}
          onInput={({ currentTarget: { value } }) => renameKey(pointer, index, value)}
        />
      ) : (
        <code class="form-code">{member.key}</code>
      )}
      {member.place !== null && member.place.faults.length > 0 ? (
        <Unreadable place={member.place} />
      ) : (
        <RawControl
          slot={{
            pointer: own,
            place: member.place,
            shape: { type: "any" },
            label: member.key,
            required: false,
            removable: true,
            order: [],
          }}
          described={{
            id,
            describedBy: findings.length > 0 ? `${id}-findings` : undefined,
            errors: findings.some(({ severity }) => severity === "error") ? `${id}-findings` : undefined,
            name: `${member.key || "(no name)"} as JSON`,
          }}
        />
      )}
      <RemoveOther pointer={pointer} member={member} index={index} />
      <Findings id={`${id}-findings`} findings={findings} />
    </div>
  );
}

function RemoveOther({ pointer, member, index }: OneProps) {
  return (
    <IconButton
      icon="trash"
      label={`Remove ${labelOf(member.key)}`}
      onClick={() => {
        removeMember(pointer, index);
        announce(`${member.key} removed`);
      }}
    />
  );
}

/** Adds a key of the author's own, as an empty text. */
function AddKey({ pointer, place, known }: { pointer: string; place: Place; known: readonly string[] }) {
  const [key, setKey] = useState("");
  const id = useId();
  const taken = key !== "" && (known.includes(key) || place.members.some((member) => member.key === key));
  const add = () => {
    if (key === "" || taken) return;
    addMember(pointer, key, "");
    announce(`${key} added`);
    setKey("");
  };
  return (
    <div class="form-add-key">
      <label for={id}>Another key</label>
      <input
        id={id}
        class="form-key"
        data-draft
        value={key}
        aria-invalid={taken ? "true" : undefined}
        aria-describedby={taken ? `${id}-taken` : undefined}
        onInput={({ currentTarget }) => setKey(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") add();
        }}
      />
      <Button icon="add" aria-disabled={key === "" || taken} onClick={add}>
        Add key
      </Button>
      {taken && (
        <span class="form-finding error" id={`${id}-taken`}>
          This key is there already.
        </span>
      )}
    </div>
  );
}
