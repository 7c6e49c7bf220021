/**
 * Days as people type them and as people read them. A day is an ISO 8601 text ("2026-05-20") everywhere else:
 * no clock time, no time zone.
 */

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const SHIFTS = new Map([["yesterday", -1], ["today", 0], ["tomorrow", 1]]);
const DAY = 86_400_000;
const EXAMPLE = "20 May 2026";

/** @typedef {{day: string} | {problem: string, choices: string[]}} Reading a day, or what is wrong and what may be meant */

const pad = (number, width) => String(number).padStart(width, "0");
const iso = (year, month, day) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
const daysIn = (year, month) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
const time = (day) => Date.parse(`${day}T00:00:00Z`);
const parts = (day) => day.split("-").map(Number);

/** The reader's own date, as the device has it. */
export function todayHere() {
  const now = new Date();
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** Whether this is a day that exists, in ISO 8601. */
export const isDay = (text) => typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && "day" in readDay(text, text);

/** "20 May 2026" */
export function inWords(day) {
  const [year, month, date] = parts(day);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** "Wednesday 20 May 2026" */
export function inFull(day) {
  return `${weekday(day)} ${inWords(day)}`;
}

/** "Wednesday" */
export function weekday(day) {
  return WEEKDAYS[new Date(time(day)).getUTCDay()];
}

/** Whole days from one day to another; negative when the second comes first. */
export function daysBetween(from, to) {
  return Math.round((time(to) - time(from)) / DAY);
}

/**
 * Read a day typed in any usual order. What can be read in two ways is never guessed: the readings come back as choices.
 * @param {string} typed
 * @param {string} today "today" and "yesterday" count from it, and a day without a year is offered in its year
 * @returns {Reading}
 */
export function readDay(typed, today) {
  const text = typed.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  if (!text) return wrong(`No day is typed yet. Type it like this: ${EXAMPLE}.`);
  const shift = SHIFTS.get(text);
  if (shift !== undefined) return { day: new Date(time(today) + shift * DAY).toISOString().slice(0, 10) };
  const named = withoutWeekday(text);
  const reading = readParts(named.text, today) ?? wrong(`“${typed.trim()}” is not a day that can be read. Type it like this: ${EXAMPLE}.`);
  return named.weekday ? checkWeekday(reading, named.weekday) : reading;
}

function readParts(text, today) {
  let found = text.match(/^(\d{4})年(\d{1,2})月(\d{1,2})日?$/) ?? text.match(/^(\d{4})(\d{2})(\d{2})$/)
    ?? text.match(/^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:t[\d:.z+-]*)?$/);
  if (found) return build(+found[1], +found[2], +found[3]);
  found = text.match(/^(\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/. ,]*([a-z]{3,9})\.?(?:[-/. ,]+(\d{4}|\d{2}))?$/);
  if (found) return buildNamed(found[1], found[2], found[3], today);
  found = text.match(/^([a-z]{3,9})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?(?:[-/. ,]+(\d{4}|\d{2}))?$/);
  if (found) return buildNamed(found[2], found[1], found[3], today);
  found = text.match(/^(\d{4})[-/. ,]+([a-z]{3,9})\.?[-/. ,]+(\d{1,2})(?:st|nd|rd|th)?$/);
  if (found) return buildNamed(found[3], found[2], found[1], today);
  found = text.match(/^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/);
  if (found) return buildNumbers(+found[1], +found[3], wholeYear(found[4]));
  found = text.match(/^(\d{1,2})[-/.](\d{1,2})\.?$/);
  if (found) return wrong(`The year is missing. Type the day with its year, like this: ${EXAMPLE}.`);
  return null;
}

function buildNamed(day, name, year, today) {
  const month = monthOf(name);
  if (!month) return null;
  if (year) return build(wholeYear(year), month, +day);
  const thisYear = parts(today)[0];
  const choices = [thisYear - 1, thisYear, thisYear + 1].map((y) => build(y, month, +day)).filter((r) => r.day).map((r) => r.day);
  const near = choices.filter((choice) => Math.abs(daysBetween(today, choice)) < 366);
  return near.length ? wrong("The year is missing. Which year do you mean?", near) : build(thisYear, month, +day);
}

function buildNumbers(first, second, year) {
  if (first > 12 && second > 12) return wrong(`A year has 12 months, so ${first} and ${second} cannot be a day and a month. Type the day like this: ${EXAMPLE}.`);
  if (first > 12 || first === second) return build(year, second, first);
  if (second > 12) return build(year, first, second);
  const choices = [iso(year, second, first), iso(year, first, second)];
  return wrong(`This can be read in two ways. Do you mean ${choices.map(inWords).join(" or ")}?`, choices);
}

function build(year, month, day) {
  if (month < 1 || month > 12) return wrong(`There is no month ${month}. Type the day like this: ${EXAMPLE}.`);
  if (day < 1 || day > 31) return wrong(`No month has a day ${day}. Type the day like this: ${EXAMPLE}.`);
  const length = daysIn(year, month);
  if (day <= length) return { day: iso(year, month, day) };
  const name = MONTHS[month - 1];
  const wanted = month === 2 && day === 29 ? `29 February ${year}` : `${day} ${name}`;
  const choices = [iso(year, month, length), iso(year, month + 1, 1)];
  return wrong(`${wanted} does not exist. Did you mean ${length} ${name} or 1 ${MONTHS[month]}?`, choices);
}

function withoutWeekday(text) {
  const found = text.match(/^([a-z]{3,9})\.?,? +(?=\S)/);
  const index = found ? WEEKDAYS.findIndex((name) => abbreviates(found[1], name)) : -1;
  return index < 0 ? { text } : { text: text.slice(found[0].length), weekday: WEEKDAYS[index] };
}

function checkWeekday(reading, typed) {
  const days = reading.day ? [reading.day] : reading.choices;
  const fitting = days.filter((day) => weekday(day) === typed);
  if (fitting.length === 1) return { day: fitting[0] };
  if (!reading.day) return reading;
  return wrong(`${inWords(reading.day)} is a ${weekday(reading.day)}, not a ${typed}. Is the day right?`, [reading.day]);
}

const abbreviates = (short, name) => short.length >= 3 && name.toLowerCase().startsWith(short);
const monthOf = (name) => 1 + MONTHS.findIndex((month) => abbreviates(name === "sept" ? "sep" : name, month));
const wholeYear = (text) => (text.length === 2 ? 2000 + +text : +text);
const wrong = (problem, choices = []) => ({ problem, choices });
