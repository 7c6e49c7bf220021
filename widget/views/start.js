import { html, nothing } from "lit";
import { inWords } from "../dates.js";
import { megabytes, words } from "../words.js";
import { shape } from "./marks.js";

/**
 * How far the start is: a thin bar with a true fraction and a sentence; when it takes long, what is going on and where
 * the same facts are meanwhile.
 * @param {{stage: string, bytes: number, total: number}} progress
 * @param {{waiting?: boolean, isLong?: boolean, base: string}} state waiting: an answer waits for it
 */
export function startBar(progress, { waiting, isLong, base }) {
  const share = progress.total ? Math.min(1, progress.bytes / progress.total) : 0;
  const sentence = progress.stage === "start"
    ? `${words.starting}.`
    : `${words.fetching}${progress.total ? `: ${megabytes(progress.bytes)} of ${megabytes(progress.total)}` : ""}.`;
  return html`<div class="start ${waiting ? "waiting" : ""}">
    ${waiting ? html`<p class="kept">${words.waiting}</p>` : nothing}
    <progress max="1" .value=${share} aria-label=${words.fetching}></progress>
    <p>${sentence}</p>
    ${isLong ? html`<p class="long">${progress.stage === "start" ? words.longStart : words.longFetch}
      ${words.meanwhile} <a href="${base}outcomes/">${words.everyOutcome}</a>, <a href="${base}deadlines/">${words.everyDeadline}</a>.</p>` : nothing}
  </div>`;
}

/**
 * Why the checker did not start, and what can be done.
 * @param {{title: string, reason: string, isOutdated?: boolean}} failed isOutdated: only a newer page helps
 */
export function failure({ title, reason, isOutdated }, base, on) {
  const [label, act] = isOutdated ? [words.loadAgain, on.loadAgain] : [words.tryAgain, on.again];
  return html`<section class="failure">
    <h2 tabindex="-1">${shape("does_not_qualify")}${title}</h2>
    <p>${reason}</p>
    <p>${words.failedMeans}</p>
    <p class="actions"><button type="button" class="primary" @click=${act}>${label}</button> <a href=${base || "./"}>${words.facts}</a></p>
  </section>`;
}

/** @typedef {{on: string, answers: import("../contract").Answers, isBack: boolean} | {isForgotten: boolean}} Note */

/**
 * Where these answers come from, or where they went, as one line that goes with the next step.
 * @param {Note} note
 * @param {{restart: Function, goOn: (answers: import("../contract").Answers) => void}} on
 */
export function keptNote(note, on) {
  if ("isForgotten" in note) return html`<p class="note-line">${words.forgotten}</p>`;
  return html`<div class="note-line">
    <p>${(note.isBack ? words.goingOn : words.keptToo)(inWords(note.on))}</p>
    ${note.isBack
      ? html`<button type="button" class="link" @click=${on.restart}>${words.startAgain}</button>`
      : html`<button type="button" class="link" @click=${() => on.goOn(note.answers)}>${words.goOn}</button>`}
  </div>`;
}

/** Back inside a frame, where the browser's own belongs to the host. */
export function backButton(on) {
  return html`<p class="back"><button type="button" class="link" @click=${on.back}><span aria-hidden="true">←</span> ${words.back}</button></p>`;
}
