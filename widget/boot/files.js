import { measure } from "./link.js";
import { damaged, lacking, stopped, unreachable, wrongKind } from "./trouble.js";

/** The runtime's files: each fetched once, counted as it arrives and checked against the build's list. */
export class Files {
  #folder;
  #listed;
  #tell;
  #loading = new Map();
  #bytes = new Map();
  #told = -Infinity;
  #isAgain;
  #foundSpeed;
  #copies = new Map();

  /**
   * @param {string} folder address of the folder they lie in
   * @param {Object<string, {bytes: number, sha256: string, at?: string}>} listed what the build says of each; `at` is
   *   its place, where it does not lie in the folder
   * @param {(progress: {stage: "fetch", bytes: number, total: number}) => void} tell hears how far the fetching is
   * @param {boolean} isAgain a start has failed before
   */
  constructor(folder, listed, tell, isAgain) {
    this.#folder = folder;
    this.#listed = listed;
    this.#tell = tell;
    this.#isAgain = isAgain;
  }

  /** Mbit/s of the link, a promise; undefined where the WebAssembly file came from a cache and tells nothing of it. */
  speed = new Promise((resolve) => (this.#foundSpeed = resolve));

  has = (name) => name in this.#listed;
  address = (name) => new URL(this.#listed[name]?.at ?? name, this.#folder).href;

  /**
   * One whole file.
   * @param {string} name
   * @param {RequestInit} [first] how it is asked for the first time
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  bytes(name, first = {}) {
    return this.#once(name, async (options) => this.#read(name, await this.#fetch(name, options)), first);
  }

  /**
   * The WebAssembly file, compiled while it arrives. What is compiled is the response itself, because a browser keeps
   * compiled code only for that; a copy of the stream is what is counted and checked.
   * @param {string} name
   * @returns {Promise<WebAssembly.Module>}
   */
  compiled(name) {
    return this.#once(name, async (options) => {
      const response = await this.#fetch(name, options);
      const link = measure(response, this.#listed[name].bytes);
      link.speed.then(this.#foundSpeed);
      const whole = this.#read(name, response.clone(), link);
      whole.catch(() => {});
      this.#copies.set(name, whole);
      // A host that gives the file a wrong type only costs the streaming.
      const module = await WebAssembly.compileStreaming(response).catch(async () => WebAssembly.compile(await whole));
      await whole;
      return module;
    });
  }

  /**
   * The bytes of a file that was asked for compiled.
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  copyOf = (name) => this.#copies.get(name);

  /**
   * A script as a module. Its text is checked before it runs; the import that follows is answered by the browser's
   * cache, at most after asking whether it still holds. Running the checked text itself would need a policy that
   * allows scripts from memory.
   * @param {string} name
   */
  async module(name) {
    // The browser keeps a script with the type it came with, also where that was wrong and is mended by now.
    await this.bytes(name, this.#isAgain ? { cache: "reload" } : {});
    return import(this.address(name)).catch(() => Promise.reject(new Error(wrongKind(name))));
  }

  /** Everything is started: let go of what was fetched, and tell the addresses it had. */
  letGo() {
    const names = [...this.#loading.keys(), "runtime.json"];
    this.#loading.clear();
    this.#copies.clear();
    return names.map(this.address);
  }

  #once(name, attempt, first = {}) {
    if (!this.#loading.has(name)) {
      this.#count(name, 0);
      // A file that arrives damaged, or only in part, is asked for once more, past every cache.
      const loading = attempt(first).catch(() => attempt({ cache: "reload" }));
      loading.catch(() => {});
      this.#loading.set(name, loading);
    }
    return this.#loading.get(name);
  }

  async #fetch(name, options) {
    if (!this.has(name)) throw new Error(`The list of files does not name ${name}.`);
    const response = await fetchFromNetwork(this.address(name), options).catch(() => {
      throw new Error(unreachable(name));
    });
    if (!response.ok) throw new Error(lacking(name, response.status));
    return response;
  }

  async #read(name, response, link) {
    const { bytes: size, sha256 } = this.#listed[name];
    const whole = new Uint8Array(size);
    let count = 0;
    const reader = response.body.getReader();
    for (let part = await next(reader, name); !part.done; part = await next(reader, name)) {
      if (count + part.value.length <= size) whole.set(part.value, count);
      count += part.value.length;
      link?.seen(count);
      this.#count(name, Math.min(count, size));
    }
    link?.done(count);
    if (count !== size || (await digest(whole)) !== (digestable ? sha256 : "")) {
      throw new Error(damaged(name));
    }
    return whole;
  }

  #count(name, bytes) {
    this.#bytes.set(name, bytes);
    const total = [...this.#bytes.keys()].reduce((sum, each) => sum + (this.#listed[each]?.bytes ?? 0), 0);
    const sum = [...this.#bytes.values()].reduce((a, b) => a + b, 0);
    if (sum < total && bytes && sum - this.#told < total / 200) return;
    this.#told = sum;
    this.#tell({ stage: "fetch", bytes: sum, total });
  }
}

// The ladder puts its own in the place of `fetch`, for what Pyodide asks for.
const fetchFromNetwork = self.fetch.bind(self);

const next = (reader, name) =>
  reader.read().catch(() => {
    throw new Error(stopped(name));
  });

// Without a secure context there is no digest; then the length has to do.
const digestable = Boolean(self.crypto?.subtle);

async function digest(bytes) {
  if (!digestable) return "";
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
