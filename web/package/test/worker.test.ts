import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Call, FromWorker, Start, ToWorker } from "../src/protocol.js";
import { type Client, createClient, type WorkerLike } from "../src/worker.js";

/** A worker that says nothing of itself. */
class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  readonly sent: ToWorker[] = [];

  postMessage(message: ToWorker): void {
    this.sent.push(structuredClone(message));
  }

  terminate(): void {
    this.terminated = true;
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent);
  }

  get calls(): Call[] {
    return this.sent.filter((message) => message.type === "call");
  }

  /** Answers the last call with the text it was about. */
  answer(): void {
    const call = this.calls.at(-1);
    if (call !== undefined) this.say({ type: "answer", id: call.id, value: call.args[0] });
  }
}

/** An empty module: `\0asm`, version 1. */
const MODULE = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

const workers: FakeWorker[] = [];

function worker(index: number): FakeWorker {
  const found = workers[index];
  if (found === undefined) throw new Error(`no worker ${index} was made`);
  return found;
}

/** A client whose first worker is ready, unless told otherwise. */
function client({ ready = true, timeout = 250 } = {}): Client {
  const made = createClient({
    timeout,
    worker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
  if (ready) worker(0).say({ type: "ready", module: MODULE });
  return made;
}

/** The code a promise rejects with, or what it resolves to. */
function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => value,
    (error) => ({ code: error.code }),
  );
}

const texts = (worker: FakeWorker) => worker.calls.map(({ args }) => args[0]);

beforeEach(() => {
  workers.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("answers", () => {
  test("calls wait for the worker, and are run one after the other in their order", async () => {
    const { check, version } = client({ ready: false });
    const answers = [check("a"), check("b", { kind: "channel" }), version()];
    expect(worker(0).calls).toEqual([]);
    worker(0).say({ type: "ready", module: MODULE });
    expect(texts(worker(0))).toEqual(["a"]);
    worker(0).answer();
    expect(worker(0).calls.at(-1)).toMatchObject({ name: "check", args: ["b", { kind: "channel" }] });
    worker(0).answer();
    worker(0).answer();
    expect(await Promise.all(answers)).toEqual(["a", "b", undefined]);
  });

  test("an answer to no call that waits is passed over", async () => {
    const answer = client().check("a");
    worker(0).say({ type: "answer", id: 99, value: "of another" });
    worker(0).answer();
    expect(await answer).toBe("a");
  });

  test("a refusal arrives as an Error with its code, and the worker goes on", async () => {
    const { check } = client();
    const refused = check("a");
    worker(0).say({ type: "refusal", id: 1, failure: { code: "bad-options", message: "No such key." } });
    await expect(refused).rejects.toThrow(Error);
    await expect(refused).rejects.toMatchObject({ code: "bad-options", message: "No such key." });
    expect(workers).toHaveLength(1);
    const answer = check("b");
    worker(0).answer();
    expect(await answer).toBe("b");
  });

  test("what cannot be sent is refused, and does not hold up the next call", async () => {
    const { check } = client();
    const [refused, answer] = [check((() => {}) as unknown as string), check("b")];
    worker(0).answer();
    expect(await outcome(refused)).toEqual({ code: "bad-argument" });
    expect(await answer).toBe("b");
  });
});

describe("the latest wins", () => {
  test("a newer call drops one that waits before it runs, and lets go of one under way", async () => {
    const { check } = client().latest();
    const answers = ["a", "b", "c"].map((text) => outcome(check(text)));
    worker(0).answer();
    worker(0).answer();
    expect(await Promise.all(answers)).toEqual([{ code: "superseded" }, { code: "superseded" }, "c"]);
    expect(texts(worker(0))).toEqual(["a", "c"]);
  });

  test("other functions, other lanes and plain calls are left alone", async () => {
    const all = client();
    const [one, other] = [all.latest(), all.latest()];
    const answers = [one.check("a"), one.symbols("b"), other.check("c"), all.check("d"), all.check("e")];
    for (const _ of answers) worker(0).answer();
    expect(await Promise.all(answers)).toEqual(["a", "b", "c", "d", "e"]);
  });
});

describe("taking back", () => {
  test("a signal takes back its own call only", async () => {
    const all = client();
    const controller = new AbortController();
    const running = all.check("a");
    const waiting = outcome(all.with({ signal: controller.signal }).check("b"));
    const last = all.check("c");
    controller.abort();
    expect(await waiting).toEqual({ code: "cancelled" });
    worker(0).answer();
    worker(0).answer();
    expect([await running, await last]).toEqual(["a", "c"]);
    expect(texts(worker(0))).toEqual(["a", "c"]);
  });

  test("a signal that has aborted keeps the call from being made", async () => {
    const refused = client().with({ signal: AbortSignal.abort() }).check("a");
    expect(await outcome(refused)).toEqual({ code: "cancelled" });
    expect(worker(0).calls).toEqual([]);
  });

  test("cancel takes back all, and the next call is answered", async () => {
    const all = client();
    const answers = [outcome(all.check("a")), outcome(all.check("b"))];
    all.cancel();
    expect(await Promise.all(answers)).toEqual([{ code: "cancelled" }, { code: "cancelled" }]);
    const next = all.check("c");
    worker(0).answer();
    worker(0).answer();
    expect(await next).toBe("c");
  });

  test("close ends the worker, what waits and what comes after", async () => {
    const all = client();
    const answers = [outcome(all.check("a")), outcome(all.check("b"))];
    all.close();
    answers.push(outcome(all.check("c")));
    expect(await Promise.all(answers)).toEqual([{ code: "closed" }, { code: "closed" }, { code: "closed" }]);
    expect(worker(0).terminated).toBe(true);
    expect(workers).toHaveLength(1);
  });
});

describe("restarts", () => {
  test("a call that takes too long is stopped with its worker; what waited is run by the next one", async () => {
    const { check } = client({ timeout: 250 });
    const [slow, next] = [outcome(check("slow")), check("next")];
    vi.advanceTimersByTime(249);
    expect(worker(0).terminated).toBe(false);
    vi.advanceTimersByTime(25);
    expect(await slow).toEqual({ code: "timeout" });
    expect(worker(0).terminated).toBe(true);
    worker(1).say({ type: "ready", module: MODULE });
    worker(1).answer();
    expect(await next).toBe("next");
  });

  test("waiting in the queue is no work of a call's own", async () => {
    const { check } = client({ timeout: 250 });
    const [first, second] = [check("a"), check("b")];
    vi.advanceTimersByTime(200);
    worker(0).answer();
    vi.advanceTimersByTime(200);
    worker(0).answer();
    expect([await first, await second]).toEqual(["a", "b"]);
    expect(workers).toHaveLength(1);
  });

  test("a call may have a time of its own, and all the time there is", async () => {
    const all = client({ timeout: 250 });
    const patient = all.with({ timeout: Number.POSITIVE_INFINITY }).check("a");
    vi.advanceTimersByTime(60_000);
    worker(0).answer();
    expect(await patient).toBe("a");
    const hasty = outcome(all.with({ timeout: 10 }).check("b"));
    vi.advanceTimersByTime(40);
    expect(await hasty).toEqual({ code: "timeout" });
  });

  test("what took too long was taken back, and is stopped all the same", () => {
    const { check } = client({ timeout: 250 }).latest();
    outcome(check("a"));
    outcome(check("b"));
    vi.advanceTimersByTime(300);
    expect(worker(0).terminated).toBe(true);
    worker(1).say({ type: "ready", module: MODULE });
    expect(texts(worker(1))).toEqual(["b"]);
  });

  test("after a trap comes a new worker, which need not fetch the module again", async () => {
    const { check } = client();
    const trapped = outcome(check("a"));
    worker(0).say({ type: "refusal", id: 1, failure: { code: "trap", message: "unreachable" } });
    expect(await trapped).toEqual({ code: "trap" });
    expect(worker(0).terminated).toBe(true);
    expect((worker(1).sent[0] as Start).input).toBeInstanceOf(WebAssembly.Module);
  });

  test("so it does after a worker that broke", async () => {
    const { check } = client();
    const broken = outcome(check("a"));
    worker(0).onerror?.({ message: "out of memory" } as ErrorEvent);
    expect(await broken).toEqual({ code: "trap" });
    worker(1).say({ type: "ready", module: MODULE });
    const answer = check("b");
    worker(1).answer();
    expect(await answer).toBe("b");
  });

  test("a module that does not load fails what waits; the next call tries again", async () => {
    const { check } = client({ ready: false });
    const answers = [outcome(check("a")), outcome(check("b"))];
    worker(0).say({ type: "failed", failure: { code: "init-failed", message: "404" } });
    expect(await Promise.all(answers)).toEqual([{ code: "init-failed" }, { code: "init-failed" }]);
    expect(workers).toHaveLength(1);
    const answer = check("c");
    worker(1).say({ type: "ready", module: MODULE });
    worker(1).answer();
    expect(await answer).toBe("c");
  });

  test("a script that does not load fails what waits, once", async () => {
    const { check } = client({ ready: false });
    const answer = outcome(check("a"));
    worker(0).onerror?.({ message: "" } as ErrorEvent);
    expect(await answer).toEqual({ code: "init-failed" });
    expect(workers).toHaveLength(1);
  });
});
