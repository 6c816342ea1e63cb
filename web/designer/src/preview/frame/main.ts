/**
 * The script of the preview's frame: shows drawings, and tells what a person does with them.
 *
 * @module
 */

import { createRenderer } from "@preflight/core/preview";
import { type FromFrame, isToFrame } from "../protocol.ts";

const host = document.createElement("div");
document.body.append(host);

function send(message: FromFrame): void {
  // The page has no name that this frame could check; what is sent is only what the page drew.
  parent.postMessage(message, "*");
}

const renderer = createRenderer(host, {
  onSelect: ({ pointer, span }) => send({ type: "selected", pointer, span: span ?? null }),
});

addEventListener("message", ({ data, source }) => {
  if (source !== parent || !isToFrame(data)) return;
  switch (data.type) {
    case "hello":
      send({ type: "ready" });
      break;
    case "draw":
      renderer.render(data.tree);
      break;
    case "select":
      renderer.select(data.pointer);
      break;
  }
});

send({ type: "ready" });
