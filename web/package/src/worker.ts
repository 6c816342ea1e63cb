/**
 * Runs the calls in a worker, so that a page never waits for them, and so that one that takes too long can be stopped.
 *
 * @module
 */

import { coded, type PreflightError } from "./error.js";
import type * as functions from "./generated/functions.js";
import { names } from "./generated/names.js";
import type { Failure, FromWorker, Name, ToWorker } from "./protocol.js";

export type { PreflightError, PreflightErrorCode } from "./error.js";
export type * from "./generated/types.js";

type Functions = typeof functions;

/** The functions of `@preflight/core`, each answered by a promise. */
export type Calls = {
  [N in keyof Functions]: (...args: Parameters<Functions[N]>) => Promise<ReturnType<Functions[N]>>;
};

/** What of a worker is used. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** How to run the worker. */
export interface WorkerOptions {
  /** Makes a worker that runs `@preflight/core/worker-entry`; for bundlers that want to make it themselves. */
  worker?: () => WorkerLike;
  /** Where the module comes from; without it, it is `core.wasm` beside the worker. */
  module?: string | URL | BufferSource | WebAssembly.Module;
  /** How long one call may take in milliseconds; then its worker is stopped. 250 unless told otherwise. */
  timeout?: number;
}

/** How to make one call. */
export interface CallOptions {
  /** Takes the call back when it aborts. */
  signal?: AbortSignal;
  /** How long it may take in milliseconds, in place of the client's `timeout`. `Infinity` is for ever. */
  timeout?: number;
}

/** A worker and what waits for it. Calls are answered in their order, one after the other. */
export interface Client extends Calls {
  /** The same functions, with options. */
  with(options: CallOptions): Calls;
  /**
   * The same functions for one who asks anew with every key: a newer call of a function takes the place of the older one,
   * which rejects with the code `superseded`. Others who call `latest()` have their own.
   */
  latest(options?: CallOptions): Calls;
  /** Takes back all calls; their promises reject with the code `cancelled`. */
  cancel(): void;
  /** Ends the worker for good. */
  close(): void;
}

/** A call that is not answered yet. */
interface Job {
  id: number;
  name: Name;
  args: unknown[];
  /** Who asks for the latest answer only. */
  lane: symbol | undefined;
  timeout: number;
  resolve(value: unknown): void;
  reject(error: PreflightError): void;
}

/** How long one call may take in milliseconds. */
const TIMEOUT = 250;

/** An answer may have arrived while the page was busy, and wait behind the timer. Milliseconds. */
const GRACE = 20;

/** Makes a client. Its worker starts at once. */
export function createClient(options: WorkerOptions = {}): Client {
  return new Runner(options).client();
}

class Runner {
  readonly #make: () => WorkerLike;
  readonly #timeout: number;
  #input: string | BufferSource | WebAssembly.Module | undefined;
  #worker: WorkerLike | undefined;
  #ready = false;
  #closed = false;
  #number = 0;
  #queue: Job[] = [];
  /** The call that the worker runs. It may have been taken back since; the worker is busy with it all the same. */
  #current: Job | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ worker, module, timeout }: WorkerOptions) {
    this.#make =
      worker ??
      (() => new Worker(new URL("./worker-entry.js", import.meta.url), { type: "module", name: "preflight" }));
    this.#timeout = timeout ?? TIMEOUT;
    // An address is meant from here; the worker would take it from where its script is.
    this.#input = typeof module === "string" || module instanceof URL ? new URL(module, location.href).href : module;
    this.#start();
  }

  client(): Client {
    return {
      ...this.#calls(undefined, {}),
      with: (options) => this.#calls(undefined, options),
      latest: (options = {}) => this.#calls(Symbol("latest"), options),
      cancel: () => this.#rejectAll(coded("cancelled", "The call was taken back.")),
      close: () => this.#close(),
    };
  }

  #calls(lane: symbol | undefined, options: CallOptions): Calls {
    const entries = names.map((name) => [name, (...args: unknown[]) => this.#call(lane, options, name, args)]);
    return Object.fromEntries(entries) as Calls;
  }

  #call(lane: symbol | undefined, { signal, timeout }: CallOptions, name: Name, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw coded("closed", "The client was closed. Make a new one.");
      if (signal?.aborted) throw cancelled(signal);
      const job: Job = { id: ++this.#number, name, args, lane, timeout: timeout ?? this.#timeout, resolve, reject };
      if (signal !== undefined) {
        const abort = () => this.#drop(job, cancelled(signal));
        const settle = <T>(then: (value: T) => void) => {
          return (value: T) => {
            signal.removeEventListener("abort", abort);
            then(value);
          };
        };
        job.resolve = settle(resolve);
        job.reject = settle(reject);
        signal.addEventListener("abort", abort, { once: true });
      }
      this.#supersede(job);
      this.#queue.push(job);
      this.#next();
    });
  }

  /** Takes back the older call of the same one who asks for the same. */
  #supersede(newer: Job): void {
    if (newer.lane === undefined) return;
    for (const older of [this.#current, ...this.#queue]) {
      if (older?.lane === newer.lane && older.name === newer.name) {
        this.#drop(older, coded("superseded", `A newer call of \`${newer.name}\` took the place of this one.`));
      }
    }
  }

  #drop(job: Job, error: PreflightError): void {
    this.#queue = this.#queue.filter((other) => other !== job);
    job.reject(error);
  }

  #start(): void {
    this.#ready = false;
    const worker = this.#make();
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#broken(event.message || "The worker's script could not be loaded.");
    };
    this.#post({ type: "start", input: this.#input });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    if (this.#worker !== undefined) {
      this.#worker.onmessage = null;
      this.#worker.onerror = null;
      this.#worker.terminate();
    }
    this.#worker = undefined;
    this.#ready = false;
    this.#current = undefined;
  }

  /** At once, so that the next call finds it ready. */
  #restart(): void {
    this.#stop();
    this.#start();
  }

  /** Hands the worker its next call, as soon as it has none. */
  #next(): void {
    if (this.#worker === undefined && this.#queue.length > 0) this.#start();
    if (!this.#ready || this.#current !== undefined) return;
    const job = this.#queue.shift();
    if (job === undefined) return;
    try {
      this.#post({ type: "call", id: job.id, name: job.name, args: job.args });
    } catch (cause) {
      job.reject(coded("bad-argument", "An argument cannot be sent to a worker.", cause));
      this.#next();
      return;
    }
    this.#current = job;
    if (Number.isFinite(job.timeout)) {
      this.#timer = setTimeout(() => {
        this.#timer = setTimeout(() => this.#kill(job), GRACE);
      }, job.timeout);
    }
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "ready":
        this.#input = message.module;
        this.#ready = true;
        break;
      case "failed":
        this.#stop();
        this.#rejectAll(error(message.failure));
        return;
      case "answer":
        this.#settle(message.id)?.resolve(message.value);
        break;
      case "refusal":
        this.#settle(message.id)?.reject(error(message.failure));
        if (message.failure.code === "trap") this.#restart();
        break;
    }
    this.#next();
  }

  #settle(id: number): Job | undefined {
    const job = this.#current;
    if (job?.id !== id) return undefined;
    clearTimeout(this.#timer);
    this.#current = undefined;
    return job;
  }

  #kill(job: Job): void {
    this.#restart();
    job.reject(coded("timeout", `\`${job.name}\` took longer than ${job.timeout} ms, so its worker was stopped.`));
    this.#next();
  }

  /** A worker that broke under a call is replaced; one that never came up would not come up now either. */
  #broken(reason: string): void {
    const wasReady = this.#ready;
    const job = this.#current;
    this.#stop();
    if (wasReady) {
      job?.reject(coded("trap", `The worker broke: ${reason}`));
      this.#start();
    } else {
      this.#rejectAll(coded("init-failed", `The worker could not be started: ${reason}`));
    }
  }

  #rejectAll(error: PreflightError): void {
    const jobs = [this.#current, ...this.#queue];
    this.#queue = [];
    for (const job of jobs) job?.reject(error);
  }

  #close(): void {
    this.#closed = true;
    this.#rejectAll(coded("closed", "The client was closed."));
    this.#stop();
  }
}

function cancelled(signal: AbortSignal): PreflightError {
  return coded("cancelled", "The call was taken back.", signal.reason);
}

function error({ code, message }: Failure): PreflightError {
  return coded(code, message);
}
