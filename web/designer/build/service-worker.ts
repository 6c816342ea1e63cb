import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "vite";

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
        this.emitFile({ type: "asset", fileName: "sw.js", source: await script(version, files.sort()) });
      },
    },
  };
}

async function script(version: string, files: string[]): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "warn",
    define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(import.meta.dirname, "../src/offline/service-worker.ts"), formats: ["iife"], name: "offline" },
    },
  });
  const [result] = Array.isArray(output) ? output : [output];
  const chunk = result !== undefined && "output" in result ? result.output.find(({ type }) => type === "chunk") : null;
  if (chunk?.type !== "chunk") throw new Error("the service worker came to nothing");
  return chunk.code;
}
