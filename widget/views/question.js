import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { isSet } from "../steps.js";
import { words, verdictName, VERDICTS } from "../words.js";
import { field, needsOne } from "./field.js";
import { shape } from "./marks.js";

/** @import { Question } from "../contract" */
/** @import { Problem } from "../refusals.js" */
/** @import { Draft } from "./field.js" */

/**
 * One screen as one form: what is answered on it folded to a line each, and under it the questions that are open.
 * @param {Question[]} questions
 * @param {{drafts: Record<string, Draft>, problems: Record<string, Problem>, today: string, mode: "ask" | "change" | "closer", folded: {question: Question, value: unknown}[], waiting?: boolean, isNew: boolean}} state
 * @param {{draft: Function, choose: Function, word: Function, submit: Function, cancel: Function, reopen: Function, unfold: Function, meant: Function}} on
 */
export function questionForm(questions, state, on) {
  const alone = questions.length === 1 && state.mode !== "closer";
  return html`<form class="screen ${state.mode} ${alone && questions[0].kind === "choices" ? "long" : ""}" novalidate @submit=${on.submit} @keydown=${(event) => escape(event, state, on)}>
    ${state.mode === "change" ? html`<p class="eyebrow">${words.changing}</p>` : nothing}
    ${foldedLines(state.folded, on)}
    ${keyed(questions[0]?.id, html`<div class="step">${step(questions, state, on, alone)}</div>`)}
  </form>`;
}

function step(questions, state, on, alone) {
  return html`
    ${questions.map((question) => questionGroup(question, state, on, alone))}
    <div class="actions">
      ${needsContinue(questions, state, alone) ? html`<button type="submit" class="primary">${state.mode === "closer" ? words.refine : words.continue}</button>` : nothing}
      ${alone ? apart(questions[0], state, on, alone) : nothing}
      ${state.mode === "change" ? html`<button type="button" class="quiet" @click=${on.cancel}>${words.keep}</button>` : nothing}
    </div>
    ${state.isNew && alone && questions[0].kind === "choice" ? html`<p class="hint tap">${words.tap}</p>` : nothing}
    <div class="folds">
      ${alone ? look(questions[0]) : nothing}
      ${questions.map((question) => why(question, questions.length > 1))}
    </div>`;
}

function foldedLines(folded, on) {
  if (!folded.length) return nothing;
  return html`<ul class="folded" aria-label=${words.answeredHere}>${folded.map(({ question, value }) => html`<li>
    <button type="button" @click=${() => on.unfold(question)}>
      <span class="short">${question.short}</span> <span class="label">${labelOf(question, value)}</span> <span class="change-word">${words.change}</span>
    </button></li>`)}</ul>`;
}

function labelOf({ options, words: others }, value) {
  const all = [...(options ?? []), ...(others ?? [])];
  return [value].flat().map((one) => all.find((option) => option.value === one)?.label ?? one).join("; ") || words.none;
}

function needsContinue(questions, state, alone) {
  return !alone || questions[0].kind !== "choice" || (state.drafts[questions[0].id]?.value !== undefined && !state.waiting);
}

function questionGroup(question, state, on, alone) {
  const problem = state.problems[question.id];
  const content = html`
    ${question.help ? html`<p class="help" id="help-${question.id}">${question.help}</p>` : nothing}
    ${question.optional && state.mode === "ask" ? html`<p class="hint optional">${words.optional}</p>` : nothing}
    ${problem ? problemOf(question, problem, on) : nothing}
    ${field(question, {
      draft: state.drafts[question.id], problem, today: state.today,
      onDraft: (draft) => on.draft(question, draft),
      onChoose: (value) => on.choose(question, value, alone),
    })}
    ${alone ? nothing : html`${apart(question, state, on, alone)}${look(question)}`}`;
  const heading = html`<h2 class="prompt" id="prompt-${question.id}" tabindex="-1">${question.prompt}</h2>`;
  const described = [question.help && `help-${question.id}`, problem && `problem-${question.id}`, alone && question.kind === "choice" && "tap-spoken"].filter(Boolean).join(" ") || nothing;
  if (!isSet(question)) return html`<div class="question ${question.kind}">${heading}${content}</div>`;
  return html`<fieldset class="question ${question.kind}" aria-describedby=${described}>
    <legend>${heading}</legend>
    ${alone && question.kind === "choice" ? html`<p class="unseen" id="tap-spoken">${words.tapSpoken}</p>` : nothing}
    ${content}
  </fieldset>`;
}

/** The answers set apart: "I don't know", "Not yet", "None of these". */
function apart(question, state, on, alone) {
  const chosen = state.drafts[question.id]?.value;
  const buttons = [...(question.words ?? [])];
  if (question.kind === "choices" && !needsOne(question)) buttons.push({ value: [], label: words.none });
  if (!buttons.length) return nothing;
  return html`<div class="apart">
    ${buttons.map(({ value, label }) => {
      const pressed = JSON.stringify(chosen) === JSON.stringify(value);
      return html`<button type="button" class="word" aria-label=${alone ? nothing : `${label}: ${question.prompt}`}
        aria-pressed=${alone && !pressed ? nothing : String(pressed)} ?data-chosen=${pressed} @click=${() => on.word(question, value, alone)}>${label}</button>`;
    })}
  </div>`;
}

function problemOf(question, problem, on) {
  return html`<div class="problem" id="problem-${question.id}">
    <p>${shape("does_not_qualify")}<span>${problem.text}</span></p>
    ${problem.choices?.length ? html`<div class="apart">${problem.choices.map((choice) =>
      html`<button type="button" class="word" @click=${() => on.meant(question, choice.value)}>${choice.label}</button>`)}</div>` : nothing}
  </div>`;
}

/** What is wrong with answers that are not on this screen, each with the way back to it. */
export function generalProblems(problems, on) {
  if (!problems.length) return nothing;
  return html`<div class="problem" id="problem-general">
    <h2>${words.errorsTitle}</h2>
    ${problems.map(({ text, item }) => html`<p>${shape("does_not_qualify")}<span>${text}
      ${item ? html`<button type="button" class="link" @click=${() => on.reopen(item)}>${words.change}: ${item.short}</button>` : nothing}</span></p>`)}
  </div>`;
}

/** @param {Question} question */
function look(question) {
  return question.look ? html`<details class="look"><summary>${words.look}</summary><p>${question.look}</p></details>` : nothing;
}

/**
 * @param {Question} question
 * @param {boolean} several
 */
function why(question, several) {
  const effects = [...(question.options ?? []), ...(question.words ?? [])].filter((option) => option.effect?.length);
  if (!question.why_asked && !effects.length) return nothing;
  return html`<details class="why">
    <summary>${words.why}${several ? html`: ${question.short}` : nothing}</summary>
    ${question.why_asked ? html`<p>${question.why_asked}</p>` : nothing}
    ${effects.length ? html`<table>
      <caption>${words.whyTable}</caption>
      <tbody>${effects.map((option) => html`<tr><th scope="row">${option.label}</th><td>${VERDICTS.filter((verdict) => option.effect?.includes(verdict)).map((verdict) =>
        html`<span class="effect">${shape(verdict)}${verdictName[verdict]}</span>`)}</td></tr>`)}</tbody>
    </table>` : nothing}
  </details>`;
}

function escape(event, state, on) {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (state.mode === "change") on.cancel();
}
