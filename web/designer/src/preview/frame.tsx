import frameDocument from "virtual:preview-frame";
import type { RenderTree, TextRange } from "@preflight/core";
import { useEffect, useRef } from "preact/hooks";
import { trustedDocument } from "../ui/trusted.ts";
import { isFromFrame, type ToFrame } from "./protocol.ts";

interface FrameProps {
  tree: RenderTree;
  onSelect: (span: TextRange) => void;
}

/**
 * The sandboxed frame that shows a drawing. Its origin is its own, so nothing in it reaches the page, its storage or the
 * network.
 */
export function Frame({ tree, onSelect }: FrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  const ready = useRef(false);
  const latest = useRef(tree);
  latest.current = tree;

  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const post = (message: ToFrame) => current.contentWindow?.postMessage(message, "*");
    const listen = ({ source, data }: MessageEvent) => {
      if (source !== current.contentWindow || !isFromFrame(data)) return;
      if (data.type === "ready") {
        ready.current = true;
        post({ type: "draw", tree: latest.current });
      } else if (data.span !== null) onSelect(data.span);
    };
    addEventListener("message", listen);
    current.srcdoc = trustedDocument(frameDocument);
    return () => removeEventListener("message", listen);
  }, []);

  useEffect(() => {
    if (ready.current) element.current?.contentWindow?.postMessage({ type: "draw", tree }, "*");
  }, [tree]);

  return <iframe ref={element} class="frame" title="Preview" sandbox="allow-scripts" />;
}
