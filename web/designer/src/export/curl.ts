/**
 * The call that publishes a document, as a command.
 *
 * @module
 */

import type { Kind } from "@preflight/core";
import { quoted } from "./shell.ts";

interface Call {
  method: "POST" | "PATCH";
  /** The path, with `{id}` where the participant goes. */
  path: string;
  headers?: Record<string, string>;
  /** What `preflight publish` does beside this call. */
  rest?: string;
}

/** The first call of each kind that carries its payload (docs/endpoints.md). */
const CALLS: Record<Kind, Call> = {
  "widget-configuration": {
    method: "POST",
    path: "/api/v2/webmessaging/configurations",
    rest: "looks first whether the configuration is there, and afterwards starts a preview and registers a webhook",
  },
  "rich-card": {
    method: "POST",
    path: "/api/v2/guest/conversations/webchat/messages",
    headers: { "cache-control": "no-cache, no-store, must-revalidate", pragma: "no-cache" },
  },
  "agent-widget": {
    method: "POST",
    path: "/api/v2/integrations",
    rest: "looks first whether the widget is there, and activates it afterwards",
  },
  channel: {
    method: "POST",
    path: "/api/v2/webmessaging/channels",
    rest: "looks first whether a channel of that name is there",
  },
  "participant-variables": { method: "PATCH", path: "/api/v2/conversations/messaging/participants/{id}" },
};

/** What a call takes from the document. */
export interface CallOf {
  kind: Kind;
  /** The body, as the core built it. */
  body: string;
  /** Whom variables are for. */
  participant: string | null;
  /** The identifier of a card's message, by which a server that knows it would tell that it came twice. */
  message: string | null;
}

/**
 * The command for a POSIX shell. The token stays a variable, so that it stands in no history. A body with a NUL character
 * cannot be an argument; JSON writes it `\u0000`, so none has one.
 */
export function curl({ kind, body, participant, message }: CallOf): string {
  const { method, path, headers, rest } = CALLS[kind];
  const address = `https://api.mypurecloud.com${path.replace("{id}", segment(participant ?? "PARTICIPANT_ID"))}`;
  const all = {
    "content-type": "application/json",
    ...headers,
    ...(message === null ? {} : { "idempotency-key": headerText(message) }),
  };
  const lines = [
    `curl --fail-with-body --request ${method} ${quoted(address)}`,
    `  --header "authorization: Bearer $GENESYS_TOKEN"`,
    ...Object.entries(all).map(([name, value]) => `  --header ${quoted(`${name}: ${value}`)}`),
    `  --data-raw ${quoted(body)}`,
  ];
  const command = lines.join(" \\\n");
  return rest === undefined
    ? command
    : `# preflight publish ${rest}; this is the one call that creates it.\n${command}`;
}

/** One segment of a path. */
function segment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A text as a header can carry it. */
function headerText(text: string): string {
  return /^[!-$&-~]+$/.test(text) ? text : segment(text);
}

/** The command that publishes a file. */
export function publishCommand(file: string): string {
  return `preflight publish ${quoted(file.startsWith("-") ? `./${file}` : file)}`;
}
