/**
 * What `preflight designer FILE` serves, as small as can be: the page, and one document that is read and saved.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { policy, version } from "@preflight/core";

export const TOKEN = "the-token-of-this-session";

/** A running session. */
export interface SessionServer {
  address: string;
  /** The text of the file. */
  file: string;
  /** What was asked for the document, such as `PUT "…"`. */
  asked: string[];
  /** What the page is told of the program. */
  told: Record<string, unknown>;
  close(): Promise<unknown>;
}

const tag = (text: string) => `"${createHash("sha256").update(text).digest("hex")}"`;

/** Serves the page that is at an address, and a document. */
export async function serveSession(page: string, text: string): Promise<SessionServer> {
  const { json, digest } = policy({ limits: { "rich-card.depth": 3 } });
  const session: SessionServer = {
    address: "",
    file: text,
    asked: [],
    told: { policy: JSON.parse(json), policyDigest: digest, coreVersion: version().core },
    close: async () => {},
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname !== "/session/document") {
      const file = await fetch(page + pathname);
      response.writeHead(file.status, { "content-type": file.headers.get("content-type") ?? "" });
      response.end(Buffer.from(await file.arrayBuffer()));
      return;
    }
    const { "x-preflight-session": token, "if-match": match } = request.headers;
    session.asked.push(`${request.method} ${match ?? ""}`.trim());
    if (token !== TOKEN) {
      response.writeHead(403).end("This is not the page that preflight opened; open the address that it printed.");
    } else if (request.method === "GET") {
      const name = "card.json";
      const document = { name, path: `cards/${name}`, text: session.file, kind: null, etag: tag(session.file) };
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ ...document, ...session.told }));
    } else if (match !== "*" && match !== tag(session.file)) {
      response.writeHead(412).end("card.json was changed by something else since it was read; nothing was saved.");
    } else {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      session.file = Buffer.concat(parts).toString("utf8");
      response.writeHead(204, { etag: tag(session.file) }).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  session.address = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  session.close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return session;
}
