/**
 * Python, as two calls and three events. Knows nothing of questions.
 *
 * Events: `progress`, detail {stage: "fetch" | "start", bytes, total}; `state`, detail {state, reason, isOutdated}, where
 * state is "idle", "loading", "ready" or "failed", and isOutdated says that only a newer page will help; `step`, detail {step, state, why}: a step of the ladder (boot/ladder.js)
 * that is "trying", "taken" or "refused". All steps stand in `log`.
 */

import { hung, noWorker, silent, slowToAnswer } from "./boot/trouble.js";

const WORKER = new URL(import.meta.workerFile ?? "./worker.js", import.meta.url);
const SILENCE_LIMIT = 60_000;
const START_LIMIT = 30_000;
const CALL_LIMIT = 10_000;
const TRIES = 2;

/** One for each folder: however many questionnaires a page has, they share their Python. @type {Map<string, Runtime>} */
const shared = new Map();

export class Runtime extends EventTarget {
  state = "idle";
  /** @type {{step: string, state: "trying" | "taken" | "refused", why: string}[]} */
  log = [];
  /** Addresses of what was fetched for the start, known when it is ready. @type {string[]} */
  files = [];
  /** @type {{folder: string, without: string[], failures: number}} */
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
   * The runtime that this page has for a folder.
   * @param {string} folder address of the folder with runtime.json, relative to the page
   */
  static of(folder) {
    const address = new URL(folder.replace(/\/?$/, "/"), document.baseURI).href;
    const found = shared.get(address) ?? new Runtime(address);
    shared.set(address, found);
    return found;
  }

  /** @param {string} folder its whole address */
  constructor(folder) {
    super();
    this.#order = { folder, without: [], failures: 0 };
  }

  /** Start, or start again after a failure. Calls that wait are kept. */
  start() {
    if (this.state === "loading" || this.state === "ready") return;
    this.#become("loading");
    let worker;
    try {
      worker = new Worker(this.#place(), { type: "module" });
    } catch {
      return this.#lose(noWorker);
    }
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => worker === this.#worker && this.#lose(event.message || noWorker);
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

  #hear({ progress, step, ready, failed, isOutdated, answer, error }) {
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
    } else if (failed) this.#lose(failed, isOutdated);
    else if (error) this.#lose(error);
    else this.#finish((call) => call.resolve(answer));
  }

  #next() {
    if (this.state !== "ready" || this.#running) return;
    this.#running = this.#calls.shift();
    if (!this.#running) return;
    this.#running.tries += 1;
    this.#worker?.postMessage({ text: this.#running.text });
    this.#after(CALL_LIMIT, () => this.#lose(slowToAnswer));
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
    this.#after(SILENCE_LIMIT, () => this.#lose(silent));
  }

  /** loadPyodide can hang without a word: then a new worker takes the steps that are left. */
  #leaveOut(step) {
    this.#note({ step, state: "refused", why: hung });
    if (this.#order.without.includes(step) || step === "plain") return this.#lose(hung);
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
  #lose(reason, isOutdated) {
    this.#end();
    const wasReady = this.state === "ready";
    const call = this.#running;
    this.#running = undefined;
    if (!wasReady) return this.#giveUp({ reason, isOutdated });
    this.#doubt();
    this.#become("idle");
    if (call && call.tries >= TRIES) call.reject(new Error(reason));
    else if (call) this.#calls.unshift(call);
    this.start();
  }

  #giveUp(why) {
    this.#order.failures += 1;
    this.#become("failed", why);
  }

  /** The browser keeps the worker's script with its headers, also where those were wrong and are mended by now. */
  #place() {
    const { failures } = this.#order;
    return failures ? new URL(`?after=${failures}`, WORKER) : WORKER;
  }

  /** A memory image may lack what only some answers need, so the step that lost a call with one is left out. */
  #doubt() {
    const taken = this.log.findLast(({ step, state }) => state === "taken" && step !== "rest")?.step;
    if (taken === "kept" || taken === "shipped") this.#order.without.push(taken);
  }

  #become(state, why) {
    this.state = state;
    this.#tell("state", { state, ...why });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
