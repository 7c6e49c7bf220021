/**
 * One screen of the checker, asked step by step: each choice by itself, and what is typed together at the end.
 * @param {object[]} screen the questions, from the checker
 * @returns {object[][]}
 */
export function stepsOf(screen) {
  const typed = screen.filter((question) => !isSet(question));
  return [...screen.filter(isSet).map((question) => [question]), ...(typed.length ? [typed] : [])];
}

/**
 * The step to ask now, once these answers are told on the screen.
 * @param {object[]} screen
 * @param {object} told answers by question id
 * @param {object[]} [done] a step just answered, also where it was left blank
 * @returns {object[] | undefined}
 */
export function openStep(screen, told, done = []) {
  return stepsOf(screen).find((step) => !step.some(({ id }) => id in told || done.some((question) => question.id === id)));
}

/** Whether a question is answered by choosing, not by typing. */
export const isSet = (question) => question.kind === "choice" || question.kind === "choices";
