/**
 * Python, as two calls and three events. Knows nothing of questions.
 *
 * Events: `progress`, detail {stage: "fetch" | "start", bytes, total}; `state`, detail {state, reason}, where state is
 * "idle", "loading", "ready" or "failed"; `step`, detail {step, state, why}: a step of the ladder (boot/ladder.js)
 * that is "trying", "taken" or "refused". All steps stand in `log`.
 */

const WORKER = new URL(import.meta.workerFile ?? "./worker.js", import.meta.url);
const SILENCE_LIMIT = 60_000;
const START_LIMIT = 30_000;
const CALL_LIMIT = 10_000;
const TRIES = 2;

export class Runtime extends EventTarget {
  state = "idle";
  /** @type {{step: string, state: "trying" | "taken" | "refused", why: string}[]} */
  log = [];
  /** Addresses of what was fetched for the start, known when it is ready. @type {string[]} */
  files = [];
  /** @type {{folder: string, build?: string, without: string[]}} */
  #order;
  /** @type {Worker | undefined} */
  #worker;
  #timer;
  #arrived;
  /** @typedef {{text: string, resolve: (answer: string) => void, reject: (error: Error) => void, tries: number}} Call */
  /** @type {Call[]} */
  #calls = [];
  /** @type {Call | undefined} */
  #running;

  /**
   * @param {string} folder address of the folder with runtime.json, relative to the page
   */
  constructor(folder) {
    super();
    this.#order = { folder: new URL(folder.replace(/\/?$/, "/"), document.baseURI).href, without: [] };
  }

  /** Start, or start again after a failure. Calls that wait are kept. */
  start() {
    if (this.state === "loading" || this.state === "ready") return;
    this.#become("loading");
    const worker = new Worker(WORKER, { type: "module" });
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => worker === this.#worker && this.#lose(event.message || "The part that runs Python could not be loaded.");
    this.#worker = worker;
    worker.postMessage(this.#order);
    this.#watchArrival();
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

  #hear({ progress, step, ready, failed, answer, error }) {
    if (progress) {
      this.#watchArrival();
      this.#arrived = progress;
      this.#tell("progress", progress);
    } else if (step) this.#note(step);
    else if (ready) {
      this.files = [WORKER.href, ...ready];
      clearTimeout(this.#timer);
      this.#become("ready");
      this.#next();
    } else if (failed) this.#lose(failed);
    else if (error) this.#lose(error);
    else this.#finish((call) => call.resolve(answer));
  }

  #next() {
    if (this.state !== "ready" || this.#running) return;
    this.#running = this.#calls.shift();
    if (!this.#running) return;
    this.#running.tries += 1;
    this.#worker?.postMessage({ text: this.#running.text });
    this.#after(CALL_LIMIT, () => this.#lose("The checker took too long to answer."));
  }

  #finish(settle) {
    clearTimeout(this.#timer);
    const call = this.#running;
    this.#running = undefined;
    if (call) settle(call);
    this.#next();
  }

  #note(step) {
    this.log.push(step);
    if (this.state === "loading") this.#watch(step);
    this.#tell("step", step);
  }

  #watch({ step, state }) {
    if (state !== "trying") return this.#watchArrival();
    this.#tell("progress", { ...this.#arrived, stage: "start" });
    this.#after(START_LIMIT, () => this.#leaveOut(step));
  }

  // Silence is what counts, not the whole time: a slow link is no fault.
  #watchArrival() {
    this.#after(SILENCE_LIMIT, () => this.#lose("Nothing more arrived for a minute. The connection may be slow or broken."));
  }

  /** loadPyodide can hang without a word: then a new worker takes the steps that are left. */
  #leaveOut(step) {
    const reason = "Python did not come to the end of its start.";
    this.#note({ step, state: "refused", why: reason });
    if (this.#order.without.includes(step) || step === "plain") return this.#lose(reason);
    this.#order.without.push(step);
    this.#end();
    this.state = "idle";
    this.start();
  }

  #after(limit, act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, limit);
  }

  #end() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** The worker is gone or of no use. A call it was at is given to a new one, once. */
  #lose(reason) {
    this.#end();
    const wasReady = this.state === "ready";
    const call = this.#running;
    this.#running = undefined;
    if (!wasReady) return this.#become("failed", reason);
    this.#doubt();
    this.#become("idle");
    if (call && call.tries >= TRIES) call.reject(new Error(reason));
    else if (call) this.#calls.unshift(call);
    this.start();
  }

  /** A memory image may lack what only some answers need, so the step that lost a call with one is left out. */
  #doubt() {
    const taken = this.log.findLast(({ step, state }) => state === "taken" && step !== "rest")?.step;
    if (taken === "kept" || taken === "shipped") this.#order.without.push(taken);
  }

  #become(state, reason) {
    this.state = state;
    this.#tell("state", { state, reason });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
