/**
 * The steps that the reader can go back through. In a window of our own they are the browser's history; inside a frame
 * that history is the host's, so the steps stay here and the questionnaire shows a Back button.
 *
 * @import { Answers } from "./contract"
 * @typedef {{answers: Answers, told: Answers, today: string | undefined}} Step
 *   answers the checker has accepted; told on this screen but not put to it yet; the day, only where the reader chose it:
 *   tomorrow is another day
 */

/**
 * @param {boolean} framed
 * @param {(step: Step) => void} onReturn called with the step that the reader has gone back, or on, to
 * @returns {BrowserPast | OwnPast}
 */
export const pastOf = (framed, onReturn) => (framed ? new OwnPast(onReturn) : new BrowserPast(onReturn));

class BrowserPast {
  /** The browser has a Back of its own. */
  canGoBack = false;
  #onReturn;
  #isLeaving = false;
  #onPop = ({ state }) => state?.questionnaire && !this.#isLeaving && this.#onReturn(state.questionnaire);

  constructor(onReturn) {
    this.#onReturn = onReturn;
    addEventListener("popstate", this.#onPop);
  }

  /** @returns {Step & {depth: number} | undefined} where the reader is, also after the page was loaded again */
  get now() {
    return history.state?.questionnaire;
  }

  replace(step) {
    history.replaceState(entry(step, this.now?.depth), "");
  }

  push(step) {
    history.pushState(entry(step, (this.now?.depth ?? 0) + 1), "", withoutAnswers());
  }

  /** Load the page anew, with this step as where the reader is. */
  loadAgain(step) {
    this.replace(step);
    location.reload();
  }

  /** Go to where the reader came in, and let every step after it go. */
  async forget(step) {
    const depth = this.now?.depth ?? 0;
    this.#isLeaving = true;
    if (depth) await traversed(-depth);
    this.#isLeaving = false;
    history.replaceState(entry(step), "", withoutAnswers());
    // What lies ahead goes only when something takes its place.
    this.push(step);
  }

  stop() {
    removeEventListener("popstate", this.#onPop);
  }
}

class OwnPast {
  /** @type {Step | undefined} */
  now;
  #steps = [];
  #onReturn;

  constructor(onReturn) {
    this.#onReturn = onReturn;
    const carried = history.state?.carried;
    if (!carried) return;
    // Once: nothing of the answers stays with the frame.
    history.replaceState(null, "");
    this.push(carried);
  }

  get canGoBack() {
    return this.#steps.length > 1;
  }

  replace(step) {
    this.#steps.splice(-1, 1, step);
    this.now = step;
  }

  push(step) {
    this.#steps.push(step);
    this.now = step;
  }

  back() {
    this.#steps.pop();
    this.now = this.#steps.at(-1);
    this.#onReturn(this.now);
  }

  loadAgain(step) {
    history.replaceState({ carried: step }, "");
    location.reload();
  }

  forget(step) {
    this.#steps = [];
    this.push(step);
  }

  stop() {}
}

const entry = (step, depth = 0) => ({ questionnaire: { ...step, depth } });

/** This address without answers: those behind the # are no longer the ones that count. */
const withoutAnswers = () => location.pathname + location.search + (location.hash.includes("=") ? "" : location.hash);

const traversed = (steps) => new Promise((resolve) => {
  addEventListener("popstate", resolve, { once: true });
  history.go(steps);
});
