/**
 * Share links: a document in the fragment of an address, which browsers send to no server.
 *
 * `#preflight1=DATA`, where DATA is base64url without padding of raw DEFLATE of UTF-8 JSON. `preflight check` reads the same.
 *
 * @module
 */

import type { Kind } from "@preflight/core";
import { isKind } from "../files/recognise.ts";
import { byteLength, MOST_BYTES } from "../state/bytes.ts";

/** What a link holds. */
export interface Shared {
  text: string;
  /** The kind, where the text is a bare payload. */
  kind?: Kind;
  /** What the sender judged by. */
  policyDigest: string;
  coreVersion: string;
  name?: string;
}

/** Why there is no link, or nothing in it: in words that a person can act on. */
export class LinkError extends Error {}

const MARK = "#preflight1=";

/** The most that is unpacked: JSON may write a character of the text in six, and a little stands beside it. Bytes. */
const MOST_UNPACKED = 6 * MOST_BYTES + 4096;

/** The longest name that is shown; file systems know none longer. */
const MOST_NAME = 255;

/** Half a character, which no file, request or program of ours can hold. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The fragment that holds a document. */
export async function toFragment({ text, kind, policyDigest, coreVersion, name }: Shared): Promise<string> {
  const lone = LONE_SURROGATE.exec(text);
  if (lone !== null) {
    const line = text.slice(0, lone.index).split("\n").length;
    throw new LinkError(`Line ${line} holds half a character, which no file can hold. Remove it first.`);
  }
  if (byteLength(text) > MOST_BYTES) {
    throw new LinkError("The document is longer than 1 MiB, the most that is read.");
  }
  const shared: Shared = {
    text,
    ...(kind === undefined ? {} : { kind }),
    policyDigest,
    coreVersion,
    ...(name === undefined ? {} : { name }),
  };
  const packed = await through(
    new CompressionStream("deflate-raw"),
    new TextEncoder().encode(JSON.stringify(shared)),
    Infinity,
  );
  return MARK + toBase64Url(packed);
}

/** What a fragment, or an address with one, holds; none where it is no share link. */
export async function fromFragment(address: string): Promise<Shared | null> {
  const at = address.indexOf("#preflight");
  if (at < 0) return null;
  const [, format, data] = /^#preflight(\d+)=(.*)$/s.exec(address.slice(at)) ?? [];
  if (format === undefined || data === undefined) return null;
  if (format !== "1") {
    throw new LinkError(`The link is of format ${format}, which this page does not know. Open it with a newer page.`);
  }
  const json = await unpack(fromBase64Url(data.trim()));
  return checked(json);
}

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const unpacked = await through(new DecompressionStream("deflate-raw"), packed, MOST_UNPACKED);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(unpacked));
  } catch {
    throw new LinkError("What the link holds is no document that this page made.");
  }
}

function checked(json: unknown): Shared {
  const { text, kind, policyDigest, coreVersion, name } = (json ?? {}) as Record<string, unknown>;
  if (typeof text !== "string") throw new LinkError("There is no document in the link.");
  if (LONE_SURROGATE.test(text)) throw new LinkError("The document in the link holds half a character.");
  if (byteLength(text) > MOST_BYTES) {
    throw new LinkError("The document in the link is longer than 1 MiB, the most that is read.");
  }
  if (kind !== undefined && kind !== null && !isKind(kind)) {
    throw new LinkError(`The link is of a payload of the kind ${JSON.stringify(kind)}, which does not exist.`);
  }
  const shownName = typeof name === "string" ? plain(name) : "";
  return {
    text,
    ...(isKind(kind) ? { kind } : {}),
    policyDigest: typeof policyDigest === "string" && /^[0-9a-f]{64}$/.test(policyDigest) ? policyDigest : "",
    coreVersion: typeof coreVersion === "string" && /^[\w.+-]{1,64}$/.test(coreVersion) ? coreVersion : "",
    ...(shownName === "" ? {} : { name: shownName }),
  };
}

/** A name without folders, and without characters that would draw it as another one. */
function plain(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .trim()
    .slice(0, MOST_NAME);
}

/** Runs bytes through a stream, and stops where more comes out than may. */
async function through(
  stream: GenericTransformStream,
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = (stream.writable as WritableStream<BufferSource>).getWriter();
  // What goes wrong here goes wrong for the reader, too.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new LinkError("The link is cut short or damaged. Copy the whole link again.");
    });
    if (done) break;
    length += value.length;
    if (length > most) {
      void reader.cancel().catch(() => {});
      throw new LinkError("What the link holds is longer than 1 MiB, the most that is read.");
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(data: string): Uint8Array<ArrayBuffer> {
  const wrong = /[^\w-]/.exec(data);
  if (wrong !== null) {
    throw new LinkError(
      `Character ${wrong.index + 1} of the link's data does not belong there. Copy the whole link again.`,
    );
  }
  if (data === "" || data.length % 4 === 1) {
    throw new LinkError("The link is cut short or damaged. Copy the whole link again.");
  }
  return Uint8Array.from(atob(data.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}
