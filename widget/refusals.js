import { words } from "./words.js";

/**
 * What the checker finds wrong, as the reader should hear it: at the question it belongs to where that is on the
 * screen, otherwise with the way back to it.
 */

/** @import { Fault, Question, Told } from "./contract" */
/** @typedef {{text: string, choices?: {value: string, label: string}[]}} Problem what is wrong, and what may be meant */
/** @typedef {{text: string, item?: Told}} Elsewhere what is wrong with an answer that is not on the screen */

const MOST = 5;

/**
 * @param {Fault[]} errors
 * @param {Question[]} questions on the screen
 * @param {Told[]} answered
 * @returns {{problems: Record<string, Problem>, general: Elsewhere[]}}
 */
export function placed(errors, questions, answered) {
  /** @type {Set<string>} */
  const onScreen = new Set(questions.map((question) => question.id));
  const names = namesOf([...answered.map((item) => item.question), ...questions]);
  const problems = {};
  const general = [];
  for (const error of errors) {
    const path = String(error.path).split(/[^\w]+/);
    const text = inWords(error, path, names);
    const here = path.find((id) => onScreen.has(id));
    if (here) problems[here] ??= { text };
    else general.push({ text, item: answered.find((item) => path.includes(item.id)) });
  }
  if (general.length <= MOST) return { problems, general };
  return { problems, general: [...general.slice(0, MOST), { text: words.andMore(general.length - MOST) }] };
}

/** What ids are called on the screen: questions by their short names, options and words by their labels. */
function namesOf(questions) {
  const named = questions.flatMap(({ id, short, options, words: others }) =>
    [[id, short], ...[...(options ?? []), ...(others ?? [])].map(({ value, label }) => [value, label])]);
  return new Map(named.filter(([id]) => String(id).includes("_") || questions.some((question) => question.id === id)));
}

/** The checker speaks of questions and options by their ids; a reader knows them by their names. */
function inWords({ problem, wanted }, path, names) {
  const named = (text) => text.replace(/\.$/, "").replace(/\w+/g, (word) => (names.has(word) ? `“${names.get(word)}”` : word));
  const name = `“${path.map((id) => names.get(id)).find(Boolean) ?? path.at(-1)}”`;
  const subject = !/^[a-z]/.test(problem) ? "" : problem.startsWith("there ") ? `${name}: ` : `${name} `;
  return `${subject}${named(problem)}.${wanted ? ` ${words.wanted}: ${named(wanted)}.` : ""}`;
}
