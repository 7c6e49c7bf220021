/** What a question is put to: what is known already, what was worked out beforehand, and Python. */

import parts from "./parts.json";

/** @import { Answers, Brief, Result, Whole } from "./contract" */

export const SCHEMA = 1;
/** How many responses are remembered: enough for the way back through a case, and a tab may stay open for long. */
const MOST_KNOWN = 40;

export class Asking {
  #engine;
  #early;
  #first;
  /** @type {Map<string, Brief>} */
  #known = new Map();

  /**
   * @param {{state: string, respond: (text: string) => Promise<string>}} engine
   * @param {import("./early.js").Early} [early]
   * @param {Brief} [first] the response to no answers at all, which the page brings
   */
  constructor(engine, early, first) {
    this.#engine = engine;
    this.#early = early;
    this.#first = first;
  }

  /**
   * @param {Answers} answers
   * @param {string} today
   * @param {() => void} onWait called where the answer has to wait for Python to start
   * @returns {Promise<Brief>} the response: with what a reader acts on once it is settled, before that with what asking needs
   */
  async ask(answers, today, onWait) {
    return (await this.#beforehand(answers, today)) ?? this.#respond(answers, today, onWait);
  }

  /**
   * The response with all its parts. What would change an answer is tried answer by answer, which takes longer than all
   * the rest; a reader need not wait for it.
   * @param {Answers} answers
   * @param {string} today
   */
  whole(answers, today) {
    return this.#request(answers, today);
  }

  /** Nothing that was said is known any more. */
  forget() {
    this.#known.clear();
  }

  async #beforehand(answers, today) {
    if (this.#first && !Object.keys(answers).length) return this.#first;
    return this.#engine.state === "ready" ? undefined : this.#early?.find(answers, today);
  }

  async #respond(answers, today, onWait) {
    if (this.#engine.state !== "ready") onWait();
    const brief = await this.#request(answers, today, parts.while_asking);
    return brief.errors?.length || !isSettled(brief) ? brief : this.#request(answers, today, parts.to_act_on);
  }

  /**
   * @param {Answers} answers
   * @param {string} today
   * @param {string[]} [parts] all of them without it
   */
  async #request(answers, today, parts) {
    const text = JSON.stringify({ schema: SCHEMA, answers, today, parts });
    const response = this.#known.get(text) ?? JSON.parse(await this.#engine.respond(text));
    this.#known.set(text, response);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN) this.#known.delete(oldest);
    return response;
  }
}

/**
 * Whether a response is a result; questions that it still has make it closer.
 * @param {Brief} response
 * @returns {response is Result}
 */
export const isSettled = (response) => Boolean(response.verdict && response.verdict !== "pending") || !response.next_screen?.length;

/**
 * @param {Brief} response
 * @returns {response is Whole}
 */
export const isWhole = (response) => Boolean(response.changes);
