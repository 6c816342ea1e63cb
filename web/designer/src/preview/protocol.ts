/**
 * What the page and the preview's frame say to each other. Each side looks at the shape of all that it hears, and passes by
 * what it does not know.
 *
 * @module
 */

import type { Pointer, RenderNode, RenderTree } from "@preflight/core";
import { count, either, flag, list, object, oneOf, optional, orNull, record, type Shape, text } from "./shape.ts";

/** How people with a deficiency of colour vision see. */
export const VISIONS = ["full", "protanopia", "deuteranopia", "tritanopia", "achromatopsia"] as const;
export type Vision = (typeof VISIONS)[number];

/** What lies over a drawing, or changes how it is seen. */
export interface Look {
  /** Whether the colours are forced ones, as a high contrast theme of the machine has them. */
  forcedColors: boolean;
  vision: Vision;
  /** How large text is, against how it was drawn. */
  textScale: 1 | 2;
  reducedMotion: boolean;
  /** Whether the stops of the Tab key are numbered. */
  tabStops: boolean;
}

/** What may be marked: all that shows a place of the payload, or one node. */
export type Target = Pointer | number | null;

/** A key with those that are held. */
export interface Key {
  key: string;
  code: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Whether a key is the page's wherever a person is; the others belong to the field or the button that they are in. */
export function isPageKey({ key, code, altKey, ctrlKey, metaKey }: Key): boolean {
  if (ctrlKey || metaKey) return !altKey && /^[os]$/i.test(key);
  return altKey ? /^Digit\d$/.test(code) : /^F[168]$/.test(key);
}

/** What the page says. */
export type ToFrame =
  /** Asks whether the frame is there; its own `ready` may have been sent before the page listened. */
  | { type: "hello" }
  | { type: "look"; look: Look }
  /** `focus` is the id of the control to go to. `attempted` tells whether the form was sent once, and refused. */
  | { type: "draw"; tree: RenderTree; focus: string | null; attempted: boolean }
  | { type: "mark"; target: Target; scroll: boolean }
  /** Asks for the drawing as a picture. */
  | { type: "picture"; number: number };

/** What the frame says. */
export type FromFrame =
  | { type: "ready" }
  /** A person chose what shows a place of the payload. */
  | { type: "selected"; pointer: Pointer }
  /** A person pressed a button, or followed a link: `link` is where it would lead. */
  | { type: "pressed"; pointer: Pointer; link: string | null }
  /** A person sent a form: its controls by their ids, and what stands in them. */
  | { type: "submitted"; values: Record<string, string> }
  /**
   * A person sent a form that is not filled in, or (`corrected`) changed something in it since: the ids of the controls that
   * are wrong now.
   */
  | { type: "refused"; wrong: string[]; corrected: boolean }
  /** A file is held over the frame; the page takes it. */
  | { type: "dragged" }
  /** A key was pressed that is the page's. */
  | ({ type: "key" } & Key)
  /** The drawing as a picture; sizes in CSS pixels. */
  | { type: "picture"; number: number; svg: string; width: number; height: number };

type Shapes<M extends { type: string }> = { [T in M["type"]]: Shape<Omit<Extract<M, { type: T }>, "type">> };

const span = object({ start: count, end: count });

const element = object<Extract<RenderNode, { type: "element" }>>({
  type: oneOf("element"),
  id: count,
  parent: orNull(count),
  name: text,
  namespace: oneOf("html", "svg"),
  classes: optional(list(text)),
  attributes: optional(record(text)),
  style: optional(record(text)),
  link: optional(text),
  pointer: optional(text),
  span: optional(span),
});

const words = object<Extract<RenderNode, { type: "text" }>>({
  type: oneOf("text"),
  id: count,
  parent: count,
  text,
});

const tree = object<Pick<RenderTree, "language" | "direction" | "theme" | "nodes">>({
  language: text,
  direction: oneOf("ltr", "rtl"),
  theme: record(text),
  nodes: list(either(element, words)),
}) as Shape<RenderTree>;

const look = object<Look>({
  forcedColors: flag,
  vision: oneOf(...VISIONS),
  textScale: oneOf(1, 2),
  reducedMotion: flag,
  tabStops: flag,
});

const TO_FRAME: Shapes<ToFrame> = {
  hello: object({}),
  look: object({ look }),
  draw: object({ tree, focus: orNull(text), attempted: flag }),
  mark: object({ target: orNull(either(text, count)), scroll: flag }),
  picture: object({ number: count }),
};

const FROM_FRAME: Shapes<FromFrame> = {
  ready: object({}),
  selected: object({ pointer: text }),
  pressed: object({ pointer: text, link: orNull(text) }),
  submitted: object({ values: record(text) }),
  refused: object({ wrong: list(text), corrected: flag }),
  dragged: object({}),
  key: object({ key: text, code: text, shiftKey: flag, altKey: flag, ctrlKey: flag, metaKey: flag }),
  picture: object({ number: count, svg: text, width: count, height: count }),
};

function isOneOf(shapes: Record<string, Shape<unknown>>, message: unknown): boolean {
  if (typeof message !== "object" || message === null || !("type" in message)) return false;
  const { type } = message;
  return typeof type === "string" && Object.hasOwn(shapes, type) && shapes[type]?.(message) === true;
}

export function isToFrame(message: unknown): message is ToFrame {
  return isOneOf(TO_FRAME, message);
}

export function isFromFrame(message: unknown): message is FromFrame {
  return isOneOf(FROM_FRAME, message);
}
