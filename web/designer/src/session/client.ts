/**
 * The program that opened the page (`preflight designer`). It is asked when the page loads and when a person saves, and only
 * where it opened the page.
 *
 * @module
 */

import type { Kind, PolicyFile } from "@preflight/core";

/** What the program says of its document. */
export interface SessionDocument {
  name: string | null;
  path: string | null;
  text: string;
  kind?: Kind | null;
  policy: PolicyFile | null;
  policyDigest: string;
  coreVersion: string;
  etag: string | null;
}

const ADDRESS = "session/document";
const KEPT_AS = "preflight.designer.session";

let known: string | null = null;

/** The token of the session: from the address, which forgets it at once, or from before a reload. */
export function takeToken(): string | null {
  const [, given] = /^#session=(.+)$/.exec(location.hash) ?? [];
  try {
    if (given !== undefined) sessionStorage.setItem(KEPT_AS, given);
    known = given ?? sessionStorage.getItem(KEPT_AS);
  } catch {
    known = given ?? null;
  }
  if (given !== undefined) history.replaceState(history.state, "", location.pathname + location.search);
  return known;
}

/** Forgets the session, as when its program has ended. */
export function forgetToken(): void {
  known = null;
  try {
    sessionStorage.removeItem(KEPT_AS);
  } catch {
    // Nothing was kept.
  }
}

function headers(more: Record<string, string> = {}): HeadersInit {
  return { "X-Preflight-Session": known ?? "", ...more };
}

/** What the program answered where it did not do what it was asked. */
export class SessionError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function refused(answer: Response): Promise<SessionError> {
  const words = (await answer.text().catch(() => "")).trim();
  return new SessionError(answer.status, words === "" ? `It answered ${answer.status}.` : words);
}

/** The document as it is now. */
export async function readDocument(): Promise<SessionDocument> {
  const answer = await fetch(ADDRESS, { headers: headers(), cache: "no-store" });
  if (!answer.ok) throw await refused(answer);
  return (await answer.json()) as SessionDocument;
}

/** Saves a text in place of a version, or of any (`*`); gives the tag of the new one. */
export async function writeDocument(text: string, etag: string): Promise<string> {
  const answer = await fetch(ADDRESS, {
    method: "PUT",
    headers: headers({ "If-Match": etag, "Content-Type": "application/json" }),
    body: text,
  });
  if (!answer.ok) throw await refused(answer);
  return answer.headers.get("ETag") ?? "*";
}
