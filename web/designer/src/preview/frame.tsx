import frameDocument from "virtual:preview-frame";
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { trustedDocument } from "../ui/trusted.ts";
import { onActivity } from "./activity.ts";
import type { Pane } from "./drawing.ts";
import { mark } from "./marks.ts";
import { onPicture } from "./picture.ts";
import { isFromFrame, type ToFrame } from "./protocol.ts";
import type { Scaled } from "./scaling.ts";
import { lookOf, type Scheme } from "./settings.ts";

interface FrameProps {
  pane: Pane;
  size: Scaled;
  /** How wide the place is that it stands in. */
  room: number;
}

const NAMES: Record<Scheme, string> = { light: "light", dark: "dark", contrast: "high contrast, simulated" };

/**
 * The sandboxed frame that shows a drawing. Its origin is its own, so nothing in it reaches the page, its storage or the
 * network.
 */
export function Frame({ pane, size, room }: FrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  const ready = useRef(false);
  const say = (message: ToFrame) => {
    if (ready.current) pane.post(message);
  };

  const draw = () => {
    const { value: tree } = pane.shown;
    if (tree === null) return;
    // The control to go to is one with an error, so it waits for the drawing that has them.
    const focus = tree.form === "invalid" ? pane.focus : null;
    if (focus !== null) pane.focus = null;
    say({ type: "draw", tree, focus, attempted: pane.refused.peek() !== null });
    // What is drawn anew is not marked.
    say({ type: "mark", target: mark.peek().target, scroll: false });
  };
  const look = () => say({ type: "look", look: lookOf(pane.scheme.value) });
  const point = () => {
    const { target, from } = mark.value;
    say({ type: "mark", target, scroll: from !== pane.index });
  };

  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    pane.post = (message) => current.contentWindow?.postMessage(message, "*");
    const listen = ({ source, data }: MessageEvent) => {
      if (source !== current.contentWindow || !isFromFrame(data)) return;
      if (data.type === "ready") {
        ready.current = true;
        look();
        draw();
      } else if (data.type === "picture") onPicture(data);
      else onActivity(pane, data);
    };
    const greet = () => pane.post({ type: "hello" });
    addEventListener("message", listen);
    current.addEventListener("load", greet);
    current.srcdoc = trustedDocument(frameDocument);
    return () => {
      removeEventListener("message", listen);
      current.removeEventListener("load", greet);
      pane.post = () => undefined;
    };
  }, []);
  useSignalEffect(draw);
  useSignalEffect(look);
  useSignalEffect(point);

  const { width, height, scale } = size;
  return (
    <div
      class="preview-frame"
      style={{
        width: `${width * scale}px`,
        height: `${height * scale}px`,
        // In the middle, and on whole pixels: between them it would be blurred.
        marginInlineStart: `${Math.max(0, Math.floor((room - width * scale) / 2))}px`,
      }}
    >
      <iframe
        ref={element}
        title={`${pane.index === 0 ? "Preview" : "Second preview"}, ${NAMES[pane.scheme.value]}`}
        sandbox="allow-scripts"
        style={{ width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` }}
      />
    </div>
  );
}
