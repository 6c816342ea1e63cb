import type { names } from "./generated/names.js";

/** A function that the worker runs. */
export type Name = (typeof names)[number];

/** The first message to a worker: where the module comes from. Without `input` it is the one beside the worker. */
export interface Start {
  type: "start";
  input: string | BufferSource | WebAssembly.Module | undefined;
}

/** A call. */
export interface Call {
  type: "call";
  id: number;
  name: Name;
  args: unknown[];
}

/** What is sent to a worker. */
export type ToWorker = Start | Call;

/** An error as it crosses; properties of errors do not. */
export interface Failure {
  code: string;
  message: string;
}

/** What a worker sends. */
export type FromWorker =
  /** It is ready. The module comes along, so that the next worker need not fetch it. */
  | { type: "ready"; module: WebAssembly.Module }
  /** It will not be. */
  | { type: "failed"; failure: Failure }
  /** The answer to a call. */
  | { type: "answer"; id: number; value: unknown }
  /** A call that cannot be answered. */
  | { type: "refusal"; id: number; failure: Failure };
