import { beforeEach, describe, expect, test, vi } from "vitest";

const [started, checked, restarted] = vi.hoisted(() => [vi.fn(), vi.fn(), vi.fn()]);
vi.mock("../src/generated/glue.js", () => ({ initSync: started, check: checked, restart: restarted }));

/** An empty module: `\0asm`, version 1. */
const BYTES = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

function response(type: string, status = 200): Response {
  return new Response(BYTES, { status, headers: { "content-type": type } });
}

/** The package as one that just imported it has it. */
async function fresh() {
  vi.resetModules();
  return import("../src/index.js");
}

beforeEach(() => {
  for (const mock of [started, checked, restarted]) mock.mockReset();
  vi.unstubAllGlobals();
});

describe("init", () => {
  test("before it, every call says what to do", async () => {
    const { check, rules } = await fresh();
    for (const call of [() => check("{}"), () => rules()]) {
      expect(call).toThrow(
        expect.objectContaining({ code: "not-initialized", message: expect.stringContaining("await init()") }),
      );
    }
  });

  test("the module beside the package is loaded, once for all who call", async () => {
    const fetched = vi.fn(async () => response("application/wasm"));
    vi.stubGlobal("fetch", fetched);
    const { init } = await fresh();
    await Promise.all([init(), init()]);
    await init();
    expect(fetched.mock.calls).toEqual([[expect.objectContaining({ href: expect.stringMatching(/\/core\.wasm$/) })]]);
    expect(started).toHaveBeenCalledTimes(1);
  });

  test("after a failure the next call tries again", async () => {
    const fetched = vi
      .fn()
      .mockRejectedValueOnce(new TypeError("offline"))
      .mockResolvedValue(response("application/wasm"));
    vi.stubGlobal("fetch", fetched);
    const { init } = await fresh();
    await expect(init()).rejects.toMatchObject({ code: "init-failed", message: expect.stringContaining("offline") });
    await init();
    expect(started).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["an answer of fetch", () => Promise.resolve(response("application/wasm"))],
    ["an answer with parameters in its type", () => response("application/wasm; charset=utf-8")],
    ["an answer of a server that does not know the type", () => response("application/octet-stream")],
    ["bytes", () => BYTES],
    ["a buffer", () => BYTES.buffer as ArrayBuffer],
    ["a compiled module", () => new WebAssembly.Module(BYTES)],
  ])("it takes %s", async (_, input) => {
    const { init } = await fresh();
    await init(input());
    expect(started).toHaveBeenCalledWith({ module: expect.any(WebAssembly.Module) });
  });

  test.each([
    ["an answer that is an error", () => response("application/wasm", 404), "404"],
    ["what is no module", () => new TextEncoder().encode("<!DOCTYPE html>"), "magic"],
  ])("it says why %s is not taken", async (_, input, reason) => {
    const { init } = await fresh();
    await expect(init(input())).rejects.toMatchObject({
      code: "init-failed",
      message: expect.stringContaining(reason),
    });
    expect(started).not.toHaveBeenCalled();
  });
});

describe("a call", () => {
  async function running() {
    const preflight = await fresh();
    await preflight.init(BYTES);
    return preflight;
  }

  test("that traps says so, and has the next one answered by a new instance", async () => {
    const { check } = await running();
    const cause = new RangeError("Maximum call stack size exceeded");
    checked.mockImplementationOnce(() => {
      throw cause;
    });
    expect(() => check("{}")).toThrow(expect.objectContaining({ code: "trap", cause }));
    expect(restarted).toHaveBeenCalledTimes(1);
    checked.mockReturnValueOnce({ ok: true });
    expect(check("{}")).toEqual({ ok: true });
  });

  test("that is refused leaves the instance alone", async () => {
    const { check } = await running();
    const refusal = Object.assign(new Error("no such kind"), { code: "unknown-kind" });
    checked.mockImplementationOnce(() => {
      throw refusal;
    });
    expect(() => check("{}")).toThrow(refusal);
    expect(restarted).not.toHaveBeenCalled();
  });
});
