import type { Plugin } from "vite";
import { frameScript } from "./preview-frame.ts";

/** Puts the policy into the built page. Vite's own server, for development, needs what it forbids. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      async handler() {
        const content = policy((await frameScript()).source);
        return [
          { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" },
          { tag: "meta", attrs: { name: "referrer", content: "no-referrer" }, injectTo: "head" },
        ];
      },
    },
  };
}

/**
 * Nothing but the page's own files, and no text that becomes code: the one Trusted Types policy (src/ui/trusted.ts) knows
 * the worker, the service worker and the preview's frame.
 */
function policy(frame: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${frame}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types preflight",
  ].join("; ");
}
