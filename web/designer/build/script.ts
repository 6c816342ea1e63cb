import { join } from "node:path";
import { build } from "vite";

/**
 * A script of the page in one piece, which imports nothing when it runs.
 *
 * @param entry Where it begins, below `src`.
 * @param define Constants that the build puts in, as JavaScript.
 */
export async function inOnePiece(entry: string, define: Record<string, string> = {}): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "warn",
    define,
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(import.meta.dirname, "../src", entry), formats: ["iife"], name: "script" },
    },
  });
  const [result] = Array.isArray(output) ? output : [output];
  const chunk = result !== undefined && "output" in result ? result.output.find(({ type }) => type === "chunk") : null;
  if (chunk?.type !== "chunk") throw new Error(`${entry} came to nothing`);
  return chunk.code.trim();
}
