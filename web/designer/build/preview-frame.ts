import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { inOnePiece } from "./script.ts";

/** What `virtual:preview-frame` exports: the document of the preview's frame. */
const ID = "virtual:preview-frame";
const RESOLVED = `\0${ID}`;

/** A script of the frame, and how a Content Security Policy names it. */
export interface FrameScript {
  code: string;
  /** `'sha256-…'`. */
  source: string;
}

let bundled: Promise<FrameScript> | undefined;

/**
 * The frame's script in one piece. A sandboxed frame has an origin of its own: it could load neither modules of the page
 * nor, without a network, what the service worker keeps. So the script stands in the frame's document, and the policy
 * names it by its hash.
 */
export function frameScript(): Promise<FrameScript> {
  bundled ??= bundle();
  return bundled;
}

/** Gives the page the frame's document as a text. */
export function previewFrame(): Plugin {
  return {
    name: "preview-frame",
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      return `export default ${JSON.stringify(frameDocument(await frameScript()))};`;
    },
  };
}

async function bundle(): Promise<FrameScript> {
  const code = await inOnePiece("preview/frame/main.ts");
  if (/<\/script|<!--/i.test(code)) throw new Error("the script of the preview's frame would end its own element");
  const digest = createHash("sha256").update(code).digest("base64");
  return { code, source: `'sha256-${digest}'` };
}

/** The policy stands in the frame too: what the page's allows itself (its own scripts, data images) the frame may not. */
function frameDocument({ code, source }: FrameScript): string {
  const policy = `default-src 'none'; script-src ${source}; base-uri 'none'; form-action 'none'`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>Preview</title></head><body><script>${code}</script></body></html>`
  );
}
