/**
 * The service worker: keeps the pages that were visited and the runtime, so that they are there without a network.
 *
 * The build writes before this text `RELEASE`: an id, and for every file of the release the hash of its content. Only a
 * file that belongs to the release is kept. A new release is a new text, so the browser installs it beside the old one:
 * it fetches its own form of everything the old one kept, and takes over only when all of it is there.
 *
 * Pages are asked from the network first, so that they are never old while it is there. What they name carries a hash
 * of its content in its address, the runtime too, so a page never meets a runtime of another release.
 */

const worker = /** @type {ServiceWorkerGlobalScope & typeof globalThis} */ (self);
const SCOPE = worker.registration.scope;
const CACHE = `${SCOPE} ${RELEASE.id}`;
// Where every name carries a hash of its content.
const CHECKED_BY_CONTENT = /^(?:widget|early|runtime|assets)\//;

/** The site has a release that is not ours: what we keep is then only for when the network is away. */
let isOutdated = false;

worker.addEventListener("install", (event) => event.waitUntil(takeOver()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => worker.clients.claim())));
worker.addEventListener("message", (event) => event.waitUntil(keepVisited(event.data.keep ?? [])));
worker.addEventListener("fetch", (event) => {
  const path = pathOf(event.request.url);
  if (event.request.method === "GET" && path in RELEASE.files) event.respondWith(answer(event, path));
});

async function answer(event, path) {
  const isSettled = CHECKED_BY_CONTENT.test(path) && !isOutdated && event.request.cache !== "reload";
  if (isSettled) return (await kept(path)) ?? ask(event, path);
  try {
    return await ask(event, path);
  } catch (error) {
    const old = await kept(path);
    if (old) return old;
    throw error;
  }
}

async function ask(event, path) {
  const response = await fetch(event.request);
  if (!response.ok || response.redirected) return response;
  event.waitUntil(keep(path, response.clone()).catch(() => {}));
  return response;
}

/** Keep a file if it is of this release. */
async function keep(path, response) {
  const copy = response.clone();
  const isOurs = (await hashOf(await response.arrayBuffer())) === RELEASE.files[path];
  if (isOurs) await (await caches.open(CACHE)).put(addressOf(path), copy);
  else isOutdated = true;
  return isOurs;
}

const kept = async (path) => (await caches.open(CACHE)).match(addressOf(path));

async function keepVisited(addresses) {
  const wanted = addresses.map(pathOf).filter((path) => path in RELEASE.files);
  for (const path of new Set(wanted)) {
    if (!(await kept(path))) await fetchAndKeep(path, {}).catch(() => {});
  }
}

async function fetchAndKeep(path, options) {
  const response = await fetch(addressOf(path), options);
  if (!response.ok || !(await keep(path, response))) throw new Error(`${path} is not of this release`);
}

/** All or nothing: with one file missing the release before it stays. */
async function takeOver() {
  const before = await namesKept();
  const wanted = Object.keys(RELEASE.files).filter((path) => before.has(nameOf(path)));
  // All have to come to an end first: one that is late would put itself into a cache that is dropped.
  const arrivals = await Promise.allSettled(wanted.map((path) => fetchAndKeep(path, { cache: "no-cache" })));
  const failed = arrivals.find((arrival) => arrival.status === "rejected");
  if (failed) {
    await caches.delete(CACHE);
    throw failed.reason;
  }
  await worker.skipWaiting();
}

async function namesKept() {
  const names = new Set();
  for (const cache of await othersOfOurs()) {
    for (const { url } of await (await caches.open(cache)).keys()) names.add(nameOf(pathOf(url)));
  }
  return names;
}

async function dropOthers() {
  for (const cache of await othersOfOurs()) await caches.delete(cache);
}

const othersOfOurs = async () => (await caches.keys()).filter((name) => name.startsWith(`${SCOPE} `) && name !== CACHE);

/** A file's name without the hash of its content: the same in every release. */
const nameOf = (path) => path.replace(/[-./][0-9a-f]{8,}(?=[./])/g, "");

const addressOf = (path) => new URL(path.replace(/(^|\/)index\.html$/, "$1"), SCOPE).href;

function pathOf(address) {
  const plain = address.replace(/[?#].*$/, "");
  if (!plain.startsWith(SCOPE)) return "";
  const path = decodeURIComponent(plain.slice(SCOPE.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

async function hashOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
