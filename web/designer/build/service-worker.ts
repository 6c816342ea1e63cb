import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { inOnePiece } from "./script.ts";

/** Makes `sw.js`, which keeps every file of the page so that it opens without a network. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const hash = createHash("sha256");
        const files: string[] = ["./"];
        for (const [name, file] of Object.entries(bundle)) {
          hash.update(name).update(file.type === "chunk" ? file.code : file.source);
          if (name !== "index.html") files.push(name);
        }
        const shared = join(import.meta.dirname, "../public");
        for (const name of readdirSync(shared)) {
          hash.update(name).update(readFileSync(join(shared, name)));
          files.push(name);
        }
        const version = hash.digest("hex").slice(0, 16);
        const source = await inOnePiece("offline/service-worker.ts", {
          FILES: JSON.stringify(files.sort()),
          VERSION: JSON.stringify(version),
        });
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}
