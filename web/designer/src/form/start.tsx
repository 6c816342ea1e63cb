import "./start.css";
import type { Kind } from "@preflight/core";
import { aKind, KIND_NAMES, KINDS } from "../files/recognise.ts";
import { announce } from "../state/announce.ts";
import { edit, isEmpty, text } from "../state/document.ts";
import { core, options } from "../state/engine.ts";
import { capital } from "./labels.ts";

/** What each kind is for. */
const PURPOSES: Record<Kind, string> = {
  "widget-configuration": "A messenger with its theme and pre-chat form",
  "rich-card": "A message with headings, text and buttons",
  "agent-widget": "A widget on the agent's desktop",
  channel: "Where the messenger may be shown, and where its messages go",
  "participant-variables": "Attributes of one participant of a conversation",
};

/** Begins a manifest of a kind with what it has to have, as the core writes it. */
async function begin(kind: Kind): Promise<void> {
  const offered = await core.complete("", 0, { ...options.peek(), kind: null });
  const skeleton = offered.find(({ label }) => label === kind)?.insert;
  if (skeleton === undefined) return;
  // Something may have been written before the core answered.
  if (!isEmpty.peek()) return;
  edit([{ from: 0, to: text.peek().length, insert: `${skeleton}\n` }]);
  announce(`Began ${aKind(kind)}.`);
}

/** What an empty document can become. */
export function Start() {
  return (
    <div class="form-start">
      <h2>What do you want to make?</h2>
      <ul>
        {KINDS.map((kind) => (
          <li key={kind}>
            <button type="button" class="form-kind" onClick={() => void begin(kind)}>
              <strong>{capital(KIND_NAMES[kind])}</strong>
              <span>{PURPOSES[kind]}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
