/**
 * What people do in the drawings, and what would come of it.
 *
 * @module
 */

import { signal } from "@preact/signals";
import { held } from "../files/dropping.ts";
import { announce } from "../state/announce.ts";
import { core } from "../state/engine.ts";
import type { Pane } from "./drawing.ts";
import { type PreviewEvent, pressed, submitted } from "./events.ts";
import { selectFrom } from "./marks.ts";
import { type FromFrame, isPageKey } from "./protocol.ts";

/** An event that would have been sent. */
export interface Sent extends PreviewEvent {
  number: number;
  time: Date;
}

/** How many are kept. */
const KEPT = 100;

/** The newest first. */
export const sent = signal<readonly Sent[]>([]);

let number = 0;

/** Does what follows from something a person did in a pane. */
export function onActivity(pane: Pane, message: FromFrame): void {
  switch (message.type) {
    case "selected":
      selectFrom(pane, message.pointer);
      break;
    case "pressed":
      void record(pane, (payload) => pressed(payload, message.pointer, message.link));
      break;
    case "submitted":
      pane.refused.value = null;
      void record(pane, (payload, tree) => submitted(tree, payload, message.values));
      break;
    case "refused":
      refuse(pane, message.wrong, message.corrected);
      break;
    case "dragged":
      held();
      break;
    case "key":
      // Keys of the page work in the frame too.
      if (isPageKey(message)) {
        const { type: _, ...key } = message;
        document.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
      }
      break;
  }
}

function refuse(pane: Pane, wrong: string[], corrected: boolean): void {
  const old = pane.refused.peek();
  if (corrected && old?.length === wrong.length && old.every((id) => wrong.includes(id))) return;
  if (!corrected) {
    pane.focus = wrong[0] ?? null;
    announce(`Not sent: ${wrong.length} ${wrong.length === 1 ? "field is" : "fields are"} not filled in correctly.`);
  }
  pane.refused.value = wrong;
}

async function record(
  pane: Pane,
  make: (payload: unknown, tree: NonNullable<ReturnType<Pane["drawing"]["peek"]>>["tree"]) => PreviewEvent | undefined,
): Promise<void> {
  const drawing = pane.drawing.peek();
  if (drawing === null) return;
  const { policy = null, kind = null } = drawing.options;
  const { payload } = await core.build(drawing.text, { policy, kind });
  const event = make(payload === null ? undefined : JSON.parse(payload), drawing.tree);
  if (event === undefined) return;
  sent.value = [{ ...event, number: ++number, time: new Date() }, ...sent.peek()].slice(0, KEPT);
  announce(`${event.what}: an event would be sent. Nothing was.`);
}
