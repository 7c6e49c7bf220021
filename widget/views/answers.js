import { html, nothing } from "lit";
import { words, VERDICTS } from "../words.js";
import { day, dial } from "./marks.js";

/** @import { Brief } from "../contract" */

/**
 * What is known so far: the verdicts still possible, the day to act by, and every answer as a button that re-opens it.
 * @param {Brief} response the checker's
 * @param {{open: boolean, current: string | undefined}} state
 * @param {{reopen: Function}} on
 */
export function answersPanel(response, state, on) {
  const asked = response.asked ?? [];
  const stale = response.stale ?? [];
  if (!asked.length && !stale.length) return nothing;
  return html`<aside class="answers" aria-label=${words.answers}>
    ${state.open
      ? html`<h2>${words.answers}</h2>${lists(asked, stale, state, on)}`
      : html`<details><summary>${words.answers} <span class="count">${asked.length}${stale.length ? `, ${words.setAside(stale.length)}` : nothing}</span></summary>${lists(asked, stale, state, on)}</details>`}
  </aside>`;
}

function lists(asked, stale, state, on) {
  return html`
    ${list(asked, state, on)}
    ${stale.length ? html`<section class="stale"><h3>${words.stale}</h3><p class="hint">${words.staleMeans}</p>${list(stale, state, on)}</section>` : nothing}`;
}

function list(items, state, on) {
  return html`<ul>${items.map((item) => html`<li>
    <button type="button" aria-label="${words.change} ${item.short}: ${item.label}"
      ?data-current=${item.id === state.current} @click=${() => on.reopen(item)}>
      <span class="short">${item.short}</span>
      <span class="label">${item.label}</span>
    </button></li>`)}</ul>`;
}

/**
 * The dial above a question: what is still possible, and the safe day as far as it is known.
 * @param {Brief} response
 */
export function soFar(response) {
  if (!response.possible?.length || !response.asked?.length) return nothing;
  return html`<div class="so-far">
    <p class="dial-name" id="dial-name">${words.soFar}</p>
    ${dial(VERDICTS, response.possible)}
    ${response.safe_by ? html`<p class="safe">${words.safeSoFar}: ${day(response.safe_by)}</p>` : nothing}
  </div>`;
}
