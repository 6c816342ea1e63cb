import { type InitInput, init, type RenderTree, type Report } from "@preflight/core";
import { createRenderer, type Renderer } from "@preflight/core/preview";
import { type Client, createClient } from "@preflight/core/worker";

const inputs: (InitInput | Promise<InitInput>)[] = [
  "/core.wasm",
  new URL("https://example.com/core.wasm"),
  fetch("/core.wasm", { integrity: "sha384-" }),
  new Uint8Array(),
];
for (const input of inputs) await init(input);

const client: Client = createClient({ timeout: 100, module: "/core.wasm" });
const report: Report = await client.latest().check("{}", { kind: "channel" });
const { signal } = new AbortController();
const tree: RenderTree | null = await client.with({ signal, timeout: Number.POSITIVE_INFINITY }).preview("{}");
const renderer: Renderer = createRenderer(document.body, {
  onSelect: ({ pointer, span }) => void [pointer.length, span?.start],
});
if (tree !== null) renderer.render(tree);

// @ts-expect-error: what `init` starts from is not nothing.
await init(null);
// @ts-expect-error: the answer is a promise.
client.check("{}").findings;

void report;
