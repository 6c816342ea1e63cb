import { coded } from "./error.js";

/** Where the module comes from: an address, what `fetch` gave, its bytes, or the compiled module. */
export type InitInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Fetches the module where that is needed, and compiles it. */
export async function compile(input: InitInput | PromiseLike<InitInput>): Promise<WebAssembly.Module> {
  try {
    const source = await input;
    if (source instanceof WebAssembly.Module) return source;
    if (source instanceof Response) return await compileResponse(source);
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return await WebAssembly.compile(source);
    return await compileResponse(await fetch(source));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw coded("init-failed", `Preflight's module could not be loaded: ${reason}`, cause);
  }
}

/** While it arrives, where the server says what it is; servers that do not know `.wasm` are waited for instead. */
async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`${response.url} was answered with ${response.status} ${response.statusText}`);
  // Browsers insist on just this, without parameters.
  return response.headers.get("content-type")?.trim().toLowerCase() === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
