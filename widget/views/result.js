import { html, nothing } from "lit";
import { isWhole } from "../asking.js";
import { daysBetween, inFull, weekday, inWords } from "../dates.js";
import { dollars } from "../amounts.js";
import { daysLeft, deadlineState, gateName, gateShape, gateStatus, remedyName, verdictName, who, words } from "../words.js";
import { fileCheck } from "./files.js";
import { badge, citations, day, marks, shape } from "./marks.js";
import { sourceList } from "./sources.js";
import { takeAway, toCalendar } from "./take.js";
import { timelinePicture } from "./timeline.js";

/** @import { Deadline, Gate, PlainFile, Reading, Result, Sources, Whole } from "../contract" */

/**
 * The whole answer, in the order a reader needs it.
 * @param {Result} response the checker's
 * @param {{today: string, base: string, link: string, announce: (text: string) => void, on: {files: (files: PlainFile[] | undefined) => void}}} context link: the
 *   address that leads back to this answer; announce: says something to who cannot see it; on: hears what the reader does
 */
export function result(response, { today, base, link, announce, on }) {
  const sources = { statements: response.statements, policy: response.policy, base };
  return html`<article class="result">
    ${head(response)}
    ${theDate(response, today, sources)}
    ${means(response, sources)}
    ${dates(response, today, sources)}
    ${money(response, sources)}
    ${problems(response, sources)}
    ${gates(response, sources)}
    ${next(response, sources)}
    ${isWhole(response) ? nothing : html`<p class="hint later">${words.later}</p>`}
    ${changes(response, sources)}
    ${readings(response, sources)}
    ${evidence(response, sources)}
    ${fileCheck(response, on, base)}
    ${section("take", words.takeAway, takeAway(response, { link, announce }))}
    ${section("sources", words.sources, sourceList(sources))}
  </article>`;
}

/** @param {Result} response */
function head(response) {
  return html`<header class="verdict">
    <p class="verdict-badge">${badge(response.verdict, response.outcome_words?.badge)}</p>
    <h2 class="headline" tabindex="-1">${response.headline}</h2>
  </header>`;
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function means({ outcome, outcome_words: says }, sources) {
  if (!says) return nothing;
  return html`<p class="means">${says.means} ${marks("verdict", says, sources)}
    <a href="${sources.base}outcomes/${outcome}/">${words.outcome}</a></p>`;
}

/**
 * @param {Result} response
 * @param {string} today
 * @param {Sources} sources
 */
function theDate({ safe_by: safe, last_day: last, owed, deadlines, exports }, today, sources) {
  if (!safe && !last) return nothing;
  const deadline = deadlines.find(({ id }) => id === owed);
  const main = safe ?? last;
  const left = daysBetween(today, main);
  return html`<section class="the-date ${left < 0 ? "past" : left <= 3 ? "near" : ""}" aria-labelledby="the-date">
    <div class="by">
      <h3 id="the-date">${safe ? words.actBy : words.lastDay}${onlyIf(deadline)}</h3>
      <p class="big"><time datetime=${main}><span class="weekday">${weekday(main)}</span> ${inWords(main)}</time></p>
      <p class="left">${daysLeft(left)}</p>
    </div>
    ${safe && last ? html`<div class="last">
      <h4>${words.lastDay}</h4>
      <p><time datetime=${last}>${safe === last ? words.sameDay : inFull(last)}</time></p>
      ${safe === last ? nothing : html`<p class="left">${daysLeft(daysBetween(today, last))}</p>`}
    </div>` : nothing}
    ${deadline ? html`<p class="for">${deadline.action} ${marks("owed", deadline, sources)}</p>` : nothing}
    ${toCalendar(exports)}
  </section>`;
}

const onlyIf = (deadline) => (deadline?.only_if ? `, ${words.onlyIf(deadline.only_if)}` : "");

function section(name, title, content) {
  return html`<section class=${name} aria-labelledby="title-${name}"><h3 id="title-${name}">${title}</h3>${content}</section>`;
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function problems({ problems: all }, sources) {
  if (!all || all.length < 2) return nothing;
  return section("problems", words.problems, html`<ul class="plain">${all.map((entry) => html`<li>
    ${badge(entry.verdict, entry.badge ?? undefined)} <span>${entry.label} ${marks(`problem-${entry.problem}`, entry, sources)}</span></li>`)}</ul>`);
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function next({ next_steps: steps }, sources) {
  if (!steps?.length) return nothing;
  return section("steps", words.next, html`<ol>${steps.map((step, index) => html`<li>
    <p>${step.says} ${marks(`step-${index}`, step, sources)}</p>
    ${step.day ? html`<p class="when"><time datetime=${step.day}>${inFull(step.day)}</time></p>` : nothing}
  </li>`)}</ol>`);
}

/**
 * @param {Result} response
 * @param {string} today
 * @param {Sources} sources
 */
function dates(response, today, sources) {
  const { deadlines } = response;
  if (!deadlines?.length) return nothing;
  return section("dates", words.dates, html`${timelinePicture(response, today, "deadlines")}
    <ol class="deadlines" id="deadlines">${deadlines.map((deadline) => deadlineRow(deadline, today, sources))}</ol>`);
}

/**
 * The day that a row stands for, and by which the checker has put the rows in order.
 * @param {Deadline} deadline
 */
const rowDay = ({ last_day: last, first_day: first, safe_by: safe }) => last ?? first ?? safe;

/** @param {Deadline} deadline */
const edge = ({ last_day: last, first_day: first }) => (last ? "to" : first ? "from" : "safe by");

/**
 * @param {Deadline} deadline
 * @param {string} today
 * @param {Sources} sources
 */
function deadlineRow(deadline, today, sources) {
  const main = rowDay(deadline);
  const state = deadline.state === "coming" ? daysLeft(daysBetween(today, main)) : deadlineState[deadline.state] ?? deadline.state;
  return html`<li class="deadline ${deadline.state}">
    <p class="day">${main ? html`<span class="edge">${edge(deadline)}</span> ${day(main)}` : nothing}<span class="state">${state}${
      deadline.doubtful ? html`, ${words.doubtful}` : nothing}</span>
      ${deadline.safe_by && deadline.safe_by !== main ? html`<span class="safe-day">safe by ${day(deadline.safe_by)}</span>` : nothing}</p>
    <div class="what">
      <p><span class="who">${who[deadline.who] ?? deadline.who}:</span> <strong>${deadline.action}</strong>${onlyIf(deadline)} ${marks(`deadline-${deadline.id}`, deadline, sources)}</p>
      <p class="hint">${[
        deadline.first_day && deadline.last_day && `From ${inWords(deadline.first_day)}.`,
        deadline.from?.date && `Counted from ${inWords(deadline.from.date)}.`,
      ].filter(Boolean).join(" ")}</p>
      ${byGuide(deadline, sources)}
    </div>
  </li>`;
}

/**
 * @param {Deadline} deadline
 * @param {Sources} sources
 */
function byGuide({ id, by_guide: guides }, sources) {
  if (!guides?.length || guides.length < 2) return nothing;
  return html`<details><summary>${words.byGuide}</summary><table><tbody>${guides.map((entry, index) => html`<tr>
    <th scope="row">${marks(`by-${id}-${index}`, entry, sources)}</th><td class="figures">${day(entry.last_day)}</td></tr>`)}</tbody></table></details>`;
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function money({ remedies }, sources) {
  if (!remedies?.length) return nothing;
  return section("money", words.money, html`<dl>${remedies.map((remedy, index) => html`<div>
    <dt>${remedyName[remedy.kind] ?? remedy.kind}</dt>
    <dd><span class="sum">${remedy.most_usd == null ? words.asAssessed : html`${words.atMost} <strong class="figures">${dollars(remedy.most_usd)}</strong>`}</span>
      <span>${remedy.says} ${marks(`remedy-${index}`, remedy, sources)}</span>
      ${remedy.basis ? html`<span class="hint">${remedy.basis}</span>` : nothing}
      ${remedy.note ? html`<span class="hint">${remedy.note}</span>` : nothing}</dd>
  </div>`)}</dl>`);
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function gates({ gates: all }, sources) {
  if (!all?.length) return nothing;
  return section("gates", words.reasons, html`<ul>${all.map((gate) => html`<li>${gateRow(gate, sources)}</li>`)}</ul>`);
}

/**
 * @param {Gate} gate
 * @param {Sources} sources
 */
function gateRow(gate, sources) {
  const look = gateShape[gate.status] ?? "unknown";
  const line = html`
    <span class="gate-status hue-${look.replaceAll("_", "-")}">${shape(look)}${gateStatus[gate.status]}</span>
    <span class="gate-name">${gateName[gate.gate] ?? gate.gate}</span>
    <span class="gate-says">${gate.says ?? words.notNeeded}</span>`;
  const rests = citations(gate, sources);
  if (rests === nothing) return html`<div class="bare">${line}</div>`;
  return html`<details><summary>${line}</summary><div class="rests">${rests}</div></details>`;
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function changes(response, sources) {
  const all = response.changes ?? [];
  const groups = [
    group(words.withTime, turns(response).map((turn, index) => turnRow(turn, index, sources))),
    group(words.stillPossible, rows(all, (change) => change.can_still_do && !change.closes_a_door, sources)),
    group(words.doorCloses, rows(all, (change) => change.closes_a_door, sources)),
    folded(words.notPossible, rows(all, (change) => !change.can_still_do, sources)),
  ].filter((part) => part !== nothing);
  return groups.length ? section("changes", words.changes, groups) : nothing;
}

/**
 * Days on which only a clock turns stand under the dates already.
 * @param {Result} response
 */
const turns = ({ timeline, outcome }) =>
  (timeline ?? []).filter((flip, index) => flip.outcome !== (index ? timeline[index - 1].outcome : outcome));

/**
 * @param {Whole["timeline"][number]} turn
 * @param {number} index
 * @param {Sources} sources
 */
function turnRow(turn, index, sources) {
  return html`<li><span class="figures from">${words.from} ${day(turn.day)}</span> <div>${badge(turn.verdict, turn.badge ?? undefined)}
    <p>${turn.headline} ${marks(`turn-${index}`, turn, sources)}</p></div></li>`;
}

const group = (title, items) => (items.length ? html`<h4>${title}</h4><ul class="plain">${items}</ul>` : nothing);

const folded = (title, items) => (items.length
  ? html`<details class="fold"><summary>${title} <span class="count">${items.length}</span></summary><ul class="plain">${items}</ul></details>` : nothing);

const rows = (all, which, sources) => all.flatMap((change, index) => (which(change) ? [changeRow(change, index, sources)] : []));

/**
 * @param {Whole["changes"][number]} change
 * @param {number} index
 * @param {Sources} sources
 */
function changeRow(change, index, sources) {
  const says = change.says ?? change.labels.map((answer) => `${answer.short}: ${answer.label}`).join("; ");
  return html`<li>${badge(change.verdict, change.badge ?? verdictName[change.verdict])} <p>${says}
    ${change.last_day ? html`<span class="until">${words.until} ${day(change.last_day)}</span>` : nothing} ${marks(`change-${index}`, change, sources)}</p></li>`;
}

/** @param {Reading} reading */
const readingBadge = ({ guide, outcome, verdict, badge: text }) =>
  guide && outcome === "guides-silent" ? words.guideSilent : text ?? verdictName[verdict];

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function readings({ readings: all, topics }, sources) {
  if (!all?.length) return nothing;
  return section("readings", words.readings, html`<ul>${all.map((reading) => html`<li>
    <strong class="guide">${reading.mark}</strong>
    <div class="said-by">${badge(reading.verdict, readingBadge(reading))} ${marks(`reading-${reading.reading}`, reading, sources)}
      ${reading.silent_on?.length ? html`<details><summary>${words.silentOn(reading.silent_on.length)}</summary>
        <ul>${reading.silent_on.map((topic) => html`<li><a href="${sources.base}${topics[topic].page}/">${topics[topic].asks}</a></li>`)}</ul></details>` : nothing}</div>
    <span class="figures">${reading.last_day ? html`<span class="until">${words.until}</span> ${day(reading.last_day)}` : nothing}</span></li>`)}</ul>`);
}

/**
 * @param {Result} response
 * @param {Sources} sources
 */
function evidence({ evidence: items }, sources) {
  if (!items?.length) return nothing;
  const limits = [...new Set(items.map((item) => item.limits).filter(Boolean))];
  return section("evidence", words.evidence, html`<ul>${items.map((item, index) => html`<li class="have-${item.have}">
    <p><span class="tick" aria-hidden="true"></span><strong>${item.title ?? item.item}</strong> <span class="hint">${words.have[String(item.have)]}</span></p>
    ${item.why ? html`<p>${item.why} ${marks(`evidence-${index}`, item, sources)}</p>` : nothing}
    ${item.limits && limits.length > 1 ? html`<p class="hint">${item.limits}</p>` : nothing}
  </li>`)}</ul>${limits.length === 1 ? html`<p class="hint limits">${limits[0]}</p>` : nothing}`);
}
