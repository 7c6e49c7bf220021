import { isDay } from "./dates.js";
import { VERDICTS } from "./words.js";

/**
 * Answers in the address, behind the # and so never sent to a server: `#problem=shortage&paid_through=alibaba`. An id
 * given twice is a list; `units_received:=900` is a number, `circumstances:=[]` an empty list (JSON, where a text would
 * not do). Beside the answers may stand what they came to: on, rules, verdict, outcome, safe_by, last_day.
 */

/** @import { Answers, Result } from "./contract" */
/** @typedef {{on: string, rules: string, verdict: string, outcome?: string, safe_by?: string, last_day?: string}} CameTo */

const LONGEST = 6_000;
const CAME_TO = ["on", "rules", "verdict", "outcome", "safe_by", "last_day"];
// Names of files say more about the reader than about the case.
const LEFT_OUT = "files";

/**
 * The address that shows this answer again.
 * @param {Result} response a result
 * @param {string} page the address of a page with the checker
 * @returns {string}
 */
export function linkFor(response, page) {
  const { today: on, rules_version: rules, verdict, outcome, safe_by, last_day } = response;
  const told = Object.entries({ on, rules, verdict, outcome, safe_by, last_day }).filter(([, value]) => value);
  return `${page.split("#")[0]}#${[asText(response.answers), ...told.map(pair)].join("&")}`;
}

/** Answers as they stand in a link: the same text for the same answers. */
export function asText(answers) {
  return Object.keys(answers).filter((id) => id !== LEFT_OUT).sort().flatMap((id) => {
    const values = [answers[id]].flat();
    return values.length ? values.map((value) => pair([id, value])) : [`${id}:=[]`];
  }).join("&");
}

const pair = ([id, value]) => (typeof value === "string" ? `${id}=${encoded(value)}` : `${id}:=${encoded(JSON.stringify(value))}`);

/** Half a character can stand in JSON, and in no address. */
const encoded = (text) => encodeURIComponent(text.toWellFormed());

/**
 * What a fragment tells. Ids and values are not looked at: that is for the checker.
 * @param {string} fragment with or without its #
 * @returns {{answers: Answers, came?: CameTo, isTooLong?: boolean}}
 */
export function read(fragment) {
  if (fragment.length > LONGEST) return { answers: {}, isTooLong: true };
  if (!fragment.includes("=")) return { answers: {} };
  const told = new URLSearchParams(fragment.replace(/^#/, ""));
  const answers = Object.fromEntries([...new Set(told.keys())].filter((key) => !CAME_TO.includes(key)).map((key) => {
    const values = told.getAll(key);
    return key.endsWith(":") ? [key.slice(0, -1), asJson(values[0])] : [key, values.length > 1 ? values : values[0]];
  }));
  return { answers, came: cameTo(told) };
}

function asJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Only a link with its day says what the answer was; of the rest, only what can be. */
function cameTo(told) {
  const [on, rules, verdict, outcome, safe, last] = CAME_TO.map((key) => told.get(key) ?? undefined);
  if (!isDay(on) || !VERDICTS.includes(verdict)) return undefined;
  return { on, rules, verdict, outcome, safe_by: isDay(safe) ? safe : undefined, last_day: isDay(last) ? last : undefined };
}
