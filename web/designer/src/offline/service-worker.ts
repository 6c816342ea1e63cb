/**
 * Keeps the files of the page, all of one build, and answers from them alone. What is not among them is not the page's, and
 * goes the way it would go without this.
 *
 * @module
 */

/** The files of this build, and its name; the build puts them in. */
declare const FILES: string[];
declare const VERSION: string;

/** What of a service worker's global scope is used; the library of types for workers and that for pages exclude each other. */
interface Scope {
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetched) => void): void;
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetched {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = globalThis as unknown as Scope;

const PREFIX = "preflight-designer-";
const CACHE = `${PREFIX}${VERSION}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const kept = new URL(request.url);
  kept.search = "";
  kept.hash = "";
  if (!kept.href.startsWith(scope.registration.scope)) return;
  const name = kept.href.slice(scope.registration.scope.length);
  if (name === "" || name === "index.html" || FILES.includes(name)) event.respondWith(answer(name, request));
});

/** An open page has loaded all its parts, so a new build may take over at once. */
async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((name) => new URL(name, scope.registration.scope).href));
  await scope.skipWaiting();
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function answer(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const page = name === "" || name === "index.html";
  const kept = await cache.match(page ? scope.registration.scope : new URL(name, scope.registration.scope).href);
  return kept ?? fetch(request);
}
