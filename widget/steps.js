/** @import { Answers, Question } from "./contract" */

/**
 * One screen of the checker, asked step by step: each choice by itself, and what is typed together at the end.
 * @param {Question[]} screen the questions, from the checker
 * @returns {Question[][]}
 */
export function stepsOf(screen) {
  const typed = screen.filter((question) => !isSet(question));
  return [...screen.filter(isSet).map((question) => [question]), ...(typed.length ? [typed] : [])];
}

/**
 * The step to ask now, once these answers are told on the screen.
 * @param {Question[]} screen
 * @param {Answers} told
 * @param {Question[]} [done] a step just answered, also where it was left blank
 * @returns {Question[] | undefined}
 */
export function openStep(screen, told, done = []) {
  return stepsOf(screen).find((step) => !step.some(({ id }) => id in told || done.some((question) => question.id === id)));
}

/** Whether a question is answered by choosing, not by typing. */
export const isSet = (question) => question.kind === "choice" || question.kind === "choices";
