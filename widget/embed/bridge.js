import { todayHere } from "../dates.js";
import { dress, LOOKS } from "./look.js";
import { MARK, read } from "./messages.js";

const MOST_WAITING = 8;

/**
 * The questionnaire and the page that frames it. That page is told the kind of answer, never what was answered, a day or
 * an amount, unless the reader presses "Share with this site".
 */
export class Bridge {
  #element;
  #style;
  /** @type {string | undefined} the origin of the page that frames us, once it has spoken */
  #host;
  #height = 0;
  #waiting = 0;
  #onHost;

  /**
   * @param {import("../questionnaire.js").RefundQuestionnaire} element
   * @param {CSSStyleDeclaration} style of what everything stands in
   * @param {(host: string) => void} onHost called with the origin of the page that frames us
   */
  constructor(element, style, onHost) {
    this.#element = element;
    this.#style = style;
    this.#onHost = onHost;
    addEventListener("message", (event) => this.#hear(event));
    const tell = {
      "refund-question": () => this.#say("question", { answered: this.#element.response?.asked?.length ?? 0 }),
      "refund-error": () => this.#say("error", { what: "answer" }),
      "refund-verdict": ({ detail: { verdict, outcome } }) => this.#say("verdict", { verdict, outcome, rules_version: this.#rules() }),
    };
    for (const [name, act] of Object.entries(tell)) element.addEventListener(name, /** @type {EventListener} */ (act));
    element.engine.addEventListener("state", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.state === "failed") this.#say("error", { what: "start" });
    });
    new ResizeObserver(() => this.#measure()).observe(document.body);
  }

  /** Give the reader's whole answer to the page that frames us: only ever by the reader's own press. */
  async share() {
    const { answers, today } = /** @type {import("../contract").Brief} */ (this.#element.response);
    this.#say("shared", { response: await this.#respond(answers, today) });
  }

  #hear({ source, origin, data }) {
    // A frame has one host. Its first word says who it is; nobody else is heard from then on.
    if (source !== parent || parent === window || (this.#host && origin !== this.#host)) return;
    const message = read(data);
    if (!message || (!this.#host && message.kind !== "hello")) return;
    this[message.kind]({ ...message, origin });
  }

  hello({ origin }) {
    this.#host = origin;
    this.#onHost(origin);
    this.#say("ready", { rules_version: this.#rules() });
    this.#height = 0;
    this.#measure();
  }

  look(message) {
    dress(this.#style, Object.fromEntries(Object.keys(LOOKS).filter((name) => LOOKS[name].test(message[name] ?? "")).map((name) => [name, message[name]])));
  }

  // A host that asks without end must not keep the reader waiting.
  async assess({ id, answers, today = todayHere() }) {
    if (this.#waiting >= MOST_WAITING) return;
    this.#waiting += 1;
    try {
      this.#say("assessed", { id, response: await this.#respond(answers, today) });
    } finally {
      this.#waiting -= 1;
    }
  }

  reset() {
    this.#element.reset();
  }

  async #respond(answers, today) {
    this.#element.engine.start();
    return JSON.parse(await this.#element.engine.respond(asRequest(answers, today)));
  }

  #rules() {
    return this.#element.response?.rules_version ?? "";
  }

  #measure() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!height || height === this.#height) return;
    this.#height = height;
    this.#say("resize", { height });
  }

  #say(kind, fields) {
    if (this.#host) parent.postMessage({ ...MARK, kind, ...fields }, this.#host);
  }
}

/** A host may send what JSON cannot say, such as an object that holds itself: the checker then says what it wants. */
function asRequest(answers, today) {
  try {
    return JSON.stringify({ schema: 1, answers, today });
  } catch {
    return JSON.stringify({ schema: 1, answers: null, today });
  }
}
