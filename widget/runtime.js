/**
 * Python, as two calls and two events. Knows nothing of questions.
 *
 * Events: `progress`, detail {stage: "fetch" | "start", bytes, total}; `state`, detail {state, reason}, where state is
 * "idle", "loading", "ready" or "failed".
 */

const WORKER = new URL(import.meta.workerFile ?? "./worker.js", import.meta.url);
const START_LIMIT = 60_000;
const CALL_LIMIT = 10_000;
const TRIES = 2;

export class Runtime extends EventTarget {
  state = "idle";
  #folder;
  #worker;
  #timer;
  #calls = [];
  #running;

  /** @param {string} folder address of the folder with runtime.json, relative to the page */
  constructor(folder) {
    super();
    this.#folder = new URL(folder.replace(/\/?$/, "/"), document.baseURI).href;
  }

  /** Start, or start again after a failure. Calls that wait are kept. */
  start() {
    if (this.state === "loading" || this.state === "ready") return;
    this.#become("loading");
    const worker = new Worker(WORKER, { type: "module" });
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => worker === this.#worker && this.#lose(event.message || "The part that runs Python could not be loaded.");
    this.#worker = worker;
    worker.postMessage({ folder: this.#folder });
    this.#watchStart();
  }

  /**
   * Ask the checker. Waits for the start where it must.
   * @param {string} text the request as JSON
   * @returns {Promise<string>} the response as JSON
   */
  respond(text) {
    return new Promise((resolve, reject) => {
      this.#calls.push({ text, resolve, reject, tries: 0 });
      this.start();
      this.#next();
    });
  }

  #hear({ progress, ready, failed, answer, error }) {
    if (progress) {
      this.#watchStart();
      this.#tell("progress", progress);
    } else if (ready) {
      clearTimeout(this.#timer);
      this.#become("ready");
      this.#next();
    } else if (failed) this.#lose(failed);
    else if (error) this.#lose(error);
    else this.#finish((call) => call.resolve(answer));
  }

  #next() {
    if (this.state !== "ready" || this.#running || !this.#calls.length) return;
    this.#running = this.#calls.shift();
    this.#running.tries += 1;
    this.#worker.postMessage({ text: this.#running.text });
    this.#timer = setTimeout(() => this.#lose("The checker took too long to answer."), CALL_LIMIT);
  }

  #finish(settle) {
    clearTimeout(this.#timer);
    const call = this.#running;
    this.#running = undefined;
    if (call) settle(call);
    this.#next();
  }

  // loadPyodide can hang without a word, so silence is what counts, not the whole time.
  #watchStart() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose("Nothing more arrived for a minute. The connection may be slow or broken."), START_LIMIT);
  }

  /** The worker is gone or of no use. A call it was at is given to a new one, once. */
  #lose(reason) {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    const wasReady = this.state === "ready";
    const call = this.#running;
    this.#running = undefined;
    if (!wasReady) return this.#become("failed", reason);
    this.#become("idle");
    if (call && call.tries >= TRIES) call.reject(new Error(reason));
    else if (call) this.#calls.unshift(call);
    this.start();
  }

  #become(state, reason) {
    this.state = state;
    this.#tell("state", { state, reason });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
