import { html, nothing } from "lit";
import { inFull, readDay } from "../dates.js";
import { dollars, grouped, readAmount } from "../amounts.js";
import { words } from "../words.js";
import { fileField } from "./files.js";

/** @import { Option, Question } from "../contract" */

/**
 * A draft is what the reader has done with one question so far: `{value}` once it is an answer,
 * `{text}` while it is typed.
 * @typedef {{value?: unknown, text?: string}} Draft
 */

/**
 * From a draft to an answer.
 * @param {Question} question
 * @param {Draft | undefined} draft
 * @param {string} today
 * @returns {{answer: unknown} | {blank: true} | {problem: string, choices: {value: string, label: string}[]}}
 */
export function readDraft(question, draft, today) {
  if (draft?.value !== undefined) return { answer: draft.value };
  if (isList(question) && !question.optional && !needsOne(question)) return { answer: [] };
  const text = draft?.text?.trim();
  if (!text) return { blank: true };
  const reading = READ[question.kind](text, today);
  if ("problem" in reading) return { problem: reading.problem, choices: reading.choices.map((value) => ({ value, label: LABEL[question.kind](value) })) };
  return { answer: question.kind === "number" ? Number(reading.amount) : reading.day ?? reading.amount };
}

/**
 * @typedef {{draft?: Draft, problem?: {text: string}, today: string, onDraft: (draft: Draft) => void, onChoose: (value: unknown) => void}} FieldState
 */

/**
 * Whether a list must name something.
 * @param {Question} question
 */
export const needsOne = (question) => question.at_least > 0;

const isList = (question) => question.kind === "choices" || question.kind === "files";
const READ = { date: readDay, money: readAmount, number: readAmount };
const LABEL = { date: inFull, money: dollars, number: grouped };

/**
 * What the typed text is understood as, or nothing while it cannot be read.
 * @param {Question} question
 * @param {Draft | undefined} draft
 * @param {string} today
 */
function readBack(question, draft, today) {
  if (!draft?.text) return "";
  const read = readDraft(question, draft, today);
  return "answer" in read ? LABEL[question.kind](read.answer) : "";
}

/**
 * The text to start from when an earlier answer is changed.
 * @param {Question} question
 * @param {unknown} value
 * @returns {Draft}
 */
export function draftOf(question, value) {
  const isWord = (question.words ?? []).some((word) => word.value === value);
  if (!READ[question.kind] || isWord) return { value };
  return { text: question.kind === "date" ? LABEL.date(value) : String(value) };
}

/**
 * The control of one question.
 * @param {Question} question from the checker
 * @param {FieldState} state
 */
export function field(question, state) {
  return CONTROL[question.kind](question, state);
}

const CONTROL = { choice, choices, date: typed, money: typed, number: typed, files };

/**
 * @param {Question} question
 * @param {FieldState} state
 */
const describedBy = (question, state, more = "") =>
  [more, question.help && `help-${question.id}`, state.problem && `problem-${question.id}`].filter(Boolean).join(" ") || nothing;

/**
 * @param {Question} question
 * @param {FieldState} state
 */
function choice(question, state) {
  const apart = new Set((question.words ?? []).map((word) => word.value));
  return html`<div class="options">
    ${question.options.filter((option) => !apart.has(option.value)).map((option) => html`<label class="option">
      <input type="radio" name=${question.id} value=${option.value} aria-label=${option.label} aria-describedby=${option.hint ? `hint-${question.id}-${option.value}` : nothing}
        .checked=${state.draft?.value === option.value} @click=${() => state.onChoose(option.value)}>
      ${optionText(question, option)}
    </label>`)}
  </div>`;
}

/**
 * @param {Question} question
 * @param {FieldState} state
 */
function choices(question, state) {
  const chosen = Array.isArray(state.draft?.value) ? state.draft.value : [];
  const toggle = (value) => state.onDraft({
    value: chosen.includes(value) ? chosen.filter((other) => other !== value) : question.options.map((option) => option.value).filter((other) => other === value || chosen.includes(other)),
  });
  return html`<div class="options several">
    ${question.options.map((option) => html`<label class="option">
      <input type="checkbox" name=${question.id} value=${option.value} aria-label=${option.label} aria-describedby=${option.hint ? `hint-${question.id}-${option.value}` : nothing}
        .checked=${chosen.includes(option.value)} @change=${() => toggle(option.value)}>
      ${optionText(question, option)}
    </label>`)}
  </div>`;
}

/**
 * @param {Question} question
 * @param {Option} option
 */
function optionText(question, option) {
  return html`<span class="option-text"><span class="option-label">${option.label}</span>${
    option.hint ? html`<span class="hint" id="hint-${question.id}-${option.value}">${option.hint}</span>` : nothing}</span>`;
}

/**
 * @param {Question} question
 * @param {FieldState} state
 */
function typed(question, state) {
  const back = readBack(question, state.draft, state.today);
  const isDay = question.kind === "date";
  return html`<div class="typed">
    <div class="entry">
      ${question.kind === "money" ? html`<span class="unit" aria-hidden="true">USD</span>` : nothing}
      <input class="line" id="input-${question.id}" name=${question.id} type="text" inputmode=${isDay ? "text" : "decimal"} autocomplete="off" spellcheck="false"
        aria-labelledby="prompt-${question.id}" aria-describedby=${describedBy(question, state, `read-${question.id}`)} aria-invalid=${state.problem ? "true" : nothing}
        placeholder=${isDay ? words.dayHint : nothing} maxlength="40"
        .value=${state.draft?.text ?? ""} @input=${(event) => state.onDraft({ text: event.target.value })}>
      ${isDay ? calendar(question, state) : nothing}
    </div>
    <p class="read-back" id="read-${question.id}">${back}</p>
  </div>`;
}

/**
 * @param {Question} question
 * @param {FieldState} state
 */
function calendar(question, state) {
  const open = (event) => event.currentTarget.nextElementSibling.showPicker?.();
  return html`<span class="calendar">
    <button type="button" class="icon" aria-label="${words.pick}: ${question.prompt}" @click=${open}>
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14v12H3zM3 8.5h14M6.5 2.5v4M13.5 2.5v4" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>
    </button>
    <input type="date" tabindex="-1" aria-hidden="true" @change=${(event) => event.target.value && state.onDraft({ text: inFull(event.target.value) })}>
  </span>`;
}

/**
 * @param {Question} question
 * @param {FieldState} state
 */
function files(question, state) {
  const chosen = Array.isArray(state.draft?.value) ? state.draft.value : [];
  return fileField(chosen, (value) => state.onDraft({ value }), {
    id: `input-${question.id}`, labelledby: `prompt-${question.id}`, describedby: describedBy(question, state),
  });
}
