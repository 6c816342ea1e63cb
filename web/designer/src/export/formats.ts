/**
 * What can be taken out of the page, as a table.
 *
 * @module
 */

import type { Built } from "@preflight/core";
import { fileText } from "../files/save.ts";
import { bareKind, name, text, unsaved } from "../state/document.ts";
import { core, options } from "../state/engine.ts";
import { curl, publishCommand } from "./curl.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";

/** What is taken out, or why it is not. */
export type Made = { text: string; note?: string } | { refused: string };

/** A way to take something out. */
export interface Format {
  id: string;
  /** What it is called in the list. */
  label: string;
  about: "document" | "report";
  /** What a file of it is called; none where a file makes no sense. */
  file: ((name: string) => string) | null;
  type: string;
  make: () => Promise<Made>;
}

const stem = (file: string) => file.replace(/\.[^.]*$/, "");

export const FORMATS = [
  {
    id: "json",
    label: "JSON as it is written",
    about: "document",
    file: (name) => name,
    type: "application/json",
    make: async () => (text.peek().trim() === "" ? { refused: EMPTY } : { text: fileText() }),
  },
  {
    id: "payload",
    label: "Payload, compact, as it is sent",
    about: "document",
    file: (name) => `${stem(name)}.payload.json`,
    type: "application/json",
    make: () => sendable(({ payload }) => ({ text: payload ?? "" })),
  },
  {
    id: "curl",
    label: "curl command",
    about: "document",
    file: null,
    type: "text/plain",
    make: () =>
      sendable(({ body, report }) => ({
        text: curl({
          kind: kindOf(report),
          body: body ?? "",
          participant: participant(),
          message: messageOf(body ?? ""),
        }),
        note: "Set GENESYS_TOKEN to an access token of your own, and the region's domain in place of mypurecloud.com.",
      })),
  },
  {
    id: "publish",
    label: "preflight publish command",
    about: "document",
    file: null,
    type: "text/plain",
    make: () =>
      sendable(() => {
        if (bareKind.peek() !== null) {
          return {
            refused: 'This is a bare payload, and `preflight publish` takes manifests: put it into one as "payload".',
          };
        }
        const note = `Save ${name.peek()} first: it has changes.`;
        return { text: publishCommand(name.peek()), ...(unsaved.peek() ? { note } : {}) };
      }),
  },
  {
    id: "report-json",
    label: "Report as JSON",
    about: "report",
    file: (name) => `${stem(name)}.report.json`,
    type: "application/json",
    make: async () => ({ text: await core.reportText(fileText(), options.peek()) }),
  },
  {
    id: "report-sarif",
    label: "Report as SARIF",
    about: "report",
    file: (name) => `${stem(name)}.sarif`,
    type: "application/sarif+json",
    make: async () => {
      const judged = fileText();
      const [report, rules, pages] = await Promise.all([
        core.check(judged, options.peek()),
        core.rules(),
        import("@preflight/core/rules.json"),
      ]);
      const log = await sarif({ name: name.peek(), text: judged, report, rules, pages: pages.default });
      return { text: `${JSON.stringify(log, null, 2)}\n` };
    },
  },
  {
    id: "report-markdown",
    label: "Report as Markdown",
    about: "report",
    file: (name) => `${stem(name)}.report.md`,
    type: "text/markdown",
    make: async () => ({ text: markdown(name.peek(), await core.check(fileText(), options.peek())) }),
  },
] as const satisfies Format[];

/** The name of a format. */
export type FormatId = (typeof FORMATS)[number]["id"];

const EMPTY = "There is no document yet.";

/** What may only be taken out of a document that may be sent. */
async function sendable(make: (built: Built) => Made): Promise<Made> {
  if (text.peek().trim() === "") return { refused: EMPTY };
  const built = await core.build(text.peek(), options.peek());
  if (built.body !== null && built.payload !== null) return make(built);
  const [first, ...others] = built.report.findings.filter(({ severity }) => severity === "error");
  if (first === undefined) return { refused: "The document holds no payload that can be sent." };
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return {
    refused: `The document is blocked, so it must not be sent. Line ${first.span.start.line}: ${first.message}${more} ${first.help}`,
  };
}

function kindOf({ kind }: Built["report"]) {
  if (kind === null || kind === "html") throw new Error("What has a body is of one of the kinds.");
  return kind;
}

/** Whom variables are for; a document that may be sent is JSON. */
function participant(): string | null {
  const { target } = JSON.parse(text.peek().replace(/^\ufeff/, ""));
  return bareKind.peek() === null && typeof target?.participantId === "string" ? target.participantId : null;
}

function messageOf(body: string): string | null {
  const { message } = JSON.parse(body);
  return typeof message?.card?.messageId === "string" ? message.card.messageId : null;
}
