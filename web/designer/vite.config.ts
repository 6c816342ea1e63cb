import { defineConfig } from "vite";
import { contentSecurityPolicy } from "./build/content-security-policy.ts";
import { previewFrame } from "./build/preview-frame.ts";
import { serviceWorker } from "./build/service-worker.ts";

export default defineConfig({
  root: import.meta.dirname,
  // The page may lie in any folder of any host.
  base: "./",
  plugins: [previewFrame(), contentSecurityPolicy(), serviceWorker()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // Every file is one that the policy can name and the service worker can keep.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
