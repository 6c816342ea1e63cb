import "./start.css";
import type { Kind } from "@preflight/core";
import { announce } from "../state/announce.ts";
import { edit, text } from "../state/document.ts";
import { core, options } from "../state/engine.ts";
import { KINDS, kindName } from "./tables.ts";

/** Begins a manifest of a kind with what it has to have, as the core writes it. */
async function begin(kind: Kind): Promise<void> {
  const offered = await core.complete("", 0, { ...options.peek(), kind: null });
  const skeleton = offered.find(({ label }) => label === kind)?.insert;
  if (skeleton === undefined) return;
  edit([{ from: 0, to: text.peek().length, insert: `${skeleton}\n` }]);
  announce(`Began a ${kindName(kind).toLowerCase()}`);
}

/** What an empty document can become. */
export function Start() {
  return (
    <div class="form-start">
      <h2>What do you want to make?</h2>
      <ul>
        {(Object.entries(KINDS) as [Kind, string][]).map(([kind, what]) => (
          <li key={kind}>
            <button type="button" class="form-kind" onClick={() => void begin(kind)}>
              <strong>{kindName(kind)}</strong>
              <span>{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
