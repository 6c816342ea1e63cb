/**
 * The script of the preview's frame: shows drawings, and tells what a person does with them.
 *
 * @module
 */

import { createRenderer, type Selection } from "@preflight/core/preview";
import { type FromFrame, isPageKey, isToFrame, type Look } from "../protocol.ts";
import { entries, isPreChat, watchEntries, wrong } from "./form.ts";
import { applyLook } from "./look.ts";
import { keepMessenger, toggleMessenger } from "./messenger.ts";
import { picture } from "./picture.ts";
import { numberTabStops } from "./tab-stops.ts";

/** How long after a person scrolled nothing else does. Milliseconds. */
const REST = 1500;

const host = document.createElement("div");
document.body.prepend(host);
document.body.style.margin = "0";

function send(message: FromFrame): void {
  // The page has no name that this frame could check; what is sent is only what the page drew.
  parent.postMessage(message, "*");
}

/** What the person pressed on last. */
let selection: Selection | undefined;
let look: Look | undefined;
/** Whether a click on a label is on its way to the label's control: what the person chose is the label. */
let onLabel = false;
/** Whether the form was sent, and refused. */
let attempted = false;
let scrolled = Number.NEGATIVE_INFINITY;

const renderer = createRenderer(host, {
  onSelect: (selected) => {
    if (onLabel) return;
    selection = selected;
    if (selected.element.closest("label") !== null) {
      onLabel = true;
      setTimeout(() => (onLabel = false));
    }
    send({ type: "selected", pointer: selected.pointer });
  },
});
const { root } = renderer;
const content = root.lastElementChild as HTMLElement;
const base = [...root.adoptedStyleSheets];

function onClick(event: Event): void {
  const control = event.target instanceof Element ? event.target.closest("button, a") : null;
  if (control === null) return;
  if (control instanceof HTMLButtonElement && control.form !== null && control.type === "submit") {
    // The sandbox lets no form be sent, nor tells of the try.
    event.preventDefault();
    submit(control.form);
  } else if (!toggleMessenger(root, control, look?.reducedMotion ?? false) && selection !== undefined) {
    send({ type: "pressed", pointer: selection.pointer, link: selection.link ?? null });
  }
}

function submit(form: HTMLFormElement): void {
  const found = wrong(form);
  if (found.length > 0) {
    send({ type: "refused", wrong: found, corrected: false });
    return;
  }
  const values = entries(form);
  const message = form.querySelector("textarea");
  if (!isPreChat(form) && message !== null) {
    message.focus();
    if (message.value.trim() === "") return;
    message.value = "";
  }
  send({ type: "submitted", values });
}

/** Links of a drawing lead nowhere, so that browsers pass them by; the customer's do not. */
function makeLinksReachable(): void {
  for (const link of root.querySelectorAll("a")) {
    link.tabIndex = 0;
    link.role = "link";
  }
}

function refresh(): void {
  if (look !== undefined) numberTabStops(root, look.tabStops);
}

root.addEventListener("click", () => (selection = undefined), { capture: true });
root.addEventListener("click", onClick);
root.addEventListener("keydown", (event) => {
  const { key, target } = event as KeyboardEvent;
  if (key === "Enter" && target instanceof HTMLAnchorElement) target.click();
});
watchEntries(root, (form) => {
  if (attempted) send({ type: "refused", wrong: wrong(form), corrected: true });
});
for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(name, () => (scrolled = performance.now()), { capture: true, passive: true });
}
addEventListener("keydown", (event) => {
  if (!isPageKey(event)) return;
  event.preventDefault();
  const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
  send({ type: "key", key, code, shiftKey, altKey, ctrlKey, metaKey });
});
for (const name of ["dragenter", "dragover", "drop"] as const) {
  addEventListener(name, (event) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    // Left alone, the browser would show the file in the place of the drawing.
    event.preventDefault();
    if (name === "dragenter") send({ type: "dragged" });
  });
}
new ResizeObserver(refresh).observe(host);

addEventListener("message", ({ data, source }) => {
  if (source !== parent || !isToFrame(data)) return;
  switch (data.type) {
    case "hello":
      send({ type: "ready" });
      break;
    case "look":
      look = data.look;
      applyLook(look, root, base);
      refresh();
      break;
    case "draw": {
      const { tree, focus } = data;
      attempted = data.attempted;
      document.documentElement.lang = tree.language;
      document.documentElement.dir = tree.direction;
      renderer.render(tree);
      makeLinksReachable();
      keepMessenger(root);
      refresh();
      if (focus !== null) focusControl(focus);
      break;
    }
    case "mark":
      renderer.select(data.target, { scroll: data.scroll && performance.now() - scrolled > REST });
      break;
    case "picture":
      send({ type: "picture", number: data.number, ...picture(root, content) });
      break;
  }
});

/** A group is gone to by its first choice. */
function focusControl(id: string): void {
  const found = root.getElementById(id);
  const control = found?.matches("input, select, textarea") ? found : found?.querySelector("input");
  if (control instanceof HTMLElement) control.focus();
}

send({ type: "ready" });
