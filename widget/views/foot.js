import { html, nothing } from "lit";
import { inFull, todayHere } from "../dates.js";
import { words } from "../words.js";

/**
 * What holds for every answer: the day it counts from, what stays on this device, and whose this is.
 * @param {{today: string, editing?: boolean, problem: string | undefined, canRestart: boolean, keeper: unknown, notice: string | undefined}} state
 * @param {{editToday: Function, changeToday: Function, leaveToday: Function, restart: Function}} on
 */
export function foot(state, on) {
  return html`<footer>
    ${state.editing ? dayForm(state, on) : dayLine(state, on)}
    ${state.canRestart ? html`<p><button type="button" class="link" @click=${on.restart}>${words.startAgain}</button></p>` : nothing}
    <p>${words.private}</p>
    ${state.keeper}
    ${state.notice ? html`<p class="notice">${state.notice}</p>` : nothing}
  </footer>`;
}

function dayLine({ today }, on) {
  return html`<p>${today === todayHere() ? words.countedFrom : words.countedFromOther} <time datetime=${today}>${inFull(today)}</time>
    <button type="button" class="link change-today" @click=${on.editToday}>${words.changeToday}</button></p>`;
}

function dayForm({ today, problem }, on) {
  return html`<form class="today" novalidate @submit=${on.changeToday} @keydown=${on.leaveToday}>
    <label for="today">${words.todayPrompt}</label>
    <span class="entry"><input class="line" id="today" name="today" type="text" autocomplete="off" .value=${inFull(today)} aria-describedby="today-help" aria-invalid=${problem ? "true" : nothing}>
    <button type="submit" class="word">${words.continue}</button></span>
    <p class=${problem ? "wrong" : "hint"} id="today-help">${problem ?? words.todayHelp}</p>
  </form>`;
}
