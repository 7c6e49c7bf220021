import { SCHEMA } from "./asking.js";
import { isDay } from "./dates.js";

const NAME = "refund-answers";
const LONGEST = 20_000;

/** @import { Answers } from "./contract" */

/** The answers kept on this device, once the reader has agreed. What is stored and cannot be ours is dropped. */
export class Kept {
  /** @returns {{answers: Answers, on: string} | undefined} the answers and the day they were kept on; none: not agreed */
  read() {
    try {
      const text = localStorage.getItem(NAME);
      if (text === null) return undefined;
      const { schema, on, answers } = text.length > LONGEST ? {} : JSON.parse(text);
      if (schema === SCHEMA && isDay(on) && isObject(answers)) return { answers, on };
    } catch {
      // Storage is forbidden, or what stands there is not JSON.
    }
    this.forget();
    return undefined;
  }

  /** @returns {boolean} whether the device took them: storage may be forbidden or full */
  write(answers, on) {
    try {
      localStorage.setItem(NAME, JSON.stringify({ schema: SCHEMA, on, answers }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(NAME);
    } catch {
      // Where storage is forbidden nothing is kept.
    }
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
