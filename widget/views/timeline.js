import { html, svg, nothing } from "lit";
import { daysBetween, inWords } from "../dates.js";
import { who, words } from "../words.js";

/** @import { Deadline, Result } from "../contract" */

/** Of the drawing's width, in percent: what stays free on both sides, so that no mark is cut. */
const MARGIN = 3;
/** How much of it the name of a month takes on a phone, in percent. */
const MONTH_NAME = 27;

/**
 * @typedef {object} Row of the drawing
 * @property {string} who
 * @property {string} name
 * @property {string} day
 * @property {string | null} [begins] from when a clock runs
 * @property {string} [from] with `to`: the span in which the last day lies
 * @property {string} [to]
 * @property {string | null} [last]
 * @property {boolean} [isOpen] whether it has no end
 */

/**
 * All days of a case, drawn to one scale: what has happened, today, and what is due by whom. Where the guides give
 * different days the span between the earliest and the latest is hatched.
 * @param {Result} response the checker's
 * @param {string} today
 * @param {string} text the id of the list that says the same in words
 */
export function timelinePicture(response, today, text) {
  const rows = [...happened(response), ...response.deadlines.filter(mainDay).map(due)].sort((a, b) => a.day.localeCompare(b.day));
  if (!rows.length) return nothing;
  const at = scale([today, ...rows.flatMap((row) => [row.day, row.from, row.to].filter(Boolean))]);
  return html`<div class="picture" role="img" aria-label=${words.picture(rows.length)} aria-describedby=${text}>
    <div class="row axis"><span></span><svg class="track">${months(at)}${now(at(today))}</svg></div>
    ${rows.map((row) => html`<div class="row ${row.who} ${row.day < today ? "past" : ""}">
      <span class="name"><span class="of">${inWords(row.day)}</span> ${row.name}</span>
      <svg class="track">${months(at, false)}<line class="today" x1=${at(today)} x2=${at(today)} y1="0" y2="100%" />${drawn(row, at)}</svg>
    </div>`)}
  </div>`;
}

const mainDay = ({ safe_by: safe, last_day: last, first_day: first }) => safe ?? last ?? first;

/**
 * The days told that are nobody's deadline.
 * @param {Result} response
 * @returns {Row[]}
 */
function happened({ asked, deadlines }) {
  const isDue = ({ id, value }) => deadlines.some((deadline) => deadline.from.question === id && mainDay(deadline) === value);
  return asked
    .filter((item) => item.question.kind === "date" && /^\d/.test(String(item.value)) && !isDue(item))
    .map((item) => ({ who: "told", name: item.short, day: String(item.value) }));
}

/**
 * A deadline as it is drawn: its day, the span in which its last day lies, and from where its clock runs.
 * @param {Deadline} deadline
 * @returns {Row}
 */
function due(deadline) {
  const ends = [deadline.safe_by, deadline.last_day, ...deadline.by_guide.map((by) => by.last_day)].filter((day) => day !== null).sort();
  return {
    who: deadline.who,
    name: `${who[deadline.who] ?? deadline.who}: ${deadline.action}`,
    day: mainDay(deadline),
    begins: deadline.first_day ?? deadline.from.date,
    from: ends.at(0),
    to: ends.at(-1),
    last: deadline.last_day,
    isOpen: !ends.length,
  };
}

/** From a day to its place, in percent of the width. */
function scale(days) {
  const [first, last] = [days, days].map((all, end) => all.reduce((a, b) => ((a < b) === !end ? a : b)));
  const length = Math.max(1, daysBetween(first, last));
  const at = (day) => `${(MARGIN + (100 - 2 * MARGIN) * Math.min(1, Math.max(0, daysBetween(first, day) / length))).toFixed(2)}%`;
  return Object.assign(at, { first, last });
}

/** The firsts of the months, as thin lines; the axis names some of them. */
function months(at, named = true) {
  let free = 0;
  return firstsBetween(at.first, at.last).map((day) => {
    const place = parseFloat(at(day));
    const fits = named && place >= free && place + MONTH_NAME <= 100;
    if (fits) free = place + MONTH_NAME;
    return svg`<line class="month" x1=${at(day)} x2=${at(day)} y1=${fits ? "0" : named ? "1.35em" : "0"} y2="100%" />${
      fits ? svg`<text x=${at(day)} dx="4" y="1em">${inWords(day).slice(2)}</text>` : nothing}`;
  });
}

function firstsBetween(first, last) {
  let [year, month] = first.split("-").map(Number);
  const firsts = [];
  for (;;) {
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    const day = `${year}-${String(month).padStart(2, "0")}-01`;
    if (day > last) return firsts;
    firsts.push(day);
  }
}

/** Words near an edge stand on the side that has room. */
const anchor = (place) => (parseFloat(place) < 20 ? "start" : parseFloat(place) > 80 ? "end" : "middle");

function now(place) {
  return svg`<text class="now" x=${place} y="2.5em" text-anchor=${anchor(place)}>${words.today}</text><line class="today" x1=${place} x2=${place} y1="2.8em" y2="100%" />`;
}

function drawn(row, at) {
  const line = (name, from, to) => svg`<line class=${name} x1=${at(from)} x2=${at(to)} y1="50%" y2="50%" />`;
  return svg`
    ${row.begins && row.begins < (row.from ?? row.day) ? line("running", row.begins, row.from ?? row.day) : nothing}
    ${row.isOpen ? svg`<line class="open" x1=${at(row.day)} x2="100%" y1="50%" y2="50%" />` : nothing}
    ${row.from && row.from !== row.to ? line("spread", row.from, row.to) : nothing}
    ${row.last && row.last !== row.day ? svg`<g class="last-mark"><line x1=${at(row.last)} x2=${at(row.last)} y1="15%" y2="85%" /></g>` : nothing}
    <circle class="mark-${row.who}" cx=${at(row.day)} cy="50%" r="5.5" />`;
}
