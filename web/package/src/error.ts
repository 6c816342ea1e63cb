/**
 * What a call that cannot be answered throws, or its promise rejects with. What is wrong with a document is never one of
 * these: it is in the answer.
 */
export interface PreflightError extends Error {
  /** What went wrong. It stays the same between versions; the message may not. */
  readonly code: PreflightErrorCode;
}

/** The codes of {@link PreflightError}. */
export type PreflightErrorCode =
  /** `init()` has not finished yet. */
  | "not-initialized"
  /** The module could not be fetched or compiled. The next `init()` tries again. */
  | "init-failed"
  /** A fault of our own stopped this call or the one before it. The next one gets a new instance of the module. */
  | "trap"
  /** The worker took longer than it may. The next call gets a new worker. */
  | "timeout"
  /** A newer call took this one's place. */
  | "superseded"
  /** The call was taken back. */
  | "cancelled"
  /** The client was closed. */
  | "closed"
  /** An argument, option or policy that cannot be read. */
  | "bad-argument"
  | "bad-options"
  | "bad-policy"
  | "not-a-date"
  /** A name that nothing bears. */
  | "unknown-kind"
  | "unknown-part"
  | "unknown-mode"
  | "unknown-language"
  | "unknown-scheme"
  | "unknown-form-state"
  | "unknown-threshold"
  | "unknown-safety"
  /** Colours that cannot be compared. */
  | "not-a-color"
  | "undecided-color"
  | "translucent-background"
  | "no-background"
  /** A place or a fix that the text does not have. */
  | "offset-out-of-range"
  | "no-such-fix"
  /** Codes of later versions. */
  | (string & {});

/** Makes one. */
export function coded(code: PreflightErrorCode, message: string, cause?: unknown): PreflightError {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  return Object.assign(error, { code });
}
