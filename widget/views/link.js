import { html, nothing } from "lit";
import { inWords, todayHere } from "../dates.js";
import { verdictName, words } from "../words.js";

/** @import { Brief } from "../contract" */
/** @import { CameTo } from "../link.js" */

/**
 * What the answer was when the link was made, beside what it is now.
 * @param {CameTo} then
 * @param {Brief} now the checker's response
 * @param {{today: string, usual: string}} days the day counted from, and the one without a choice of the reader
 * @param {{countFrom: (day: string) => void}} on
 */
export function linkNote(then, now, { today, usual }, on) {
  const isSame = ["verdict", "outcome", "safe_by", "last_day"].every((part) => (then[part] ?? "") === (now[part] ?? ""));
  const isThatDay = today === then.on;
  if (isSame && isThatDay && today === usual) return nothing;
  return html`<section class="note-line" aria-label=${words.linkTitle}>
    <p>${isSame ? sameIn(then, isThatDay) : differIn(then, now, today)}</p>
    ${isSame ? nothing : html`<p>${why(then, now, isThatDay)}</p>`}
    ${isThatDay
      ? today === usual ? nothing : button(words.showToday, () => on.countFrom(usual))
      : isSame ? nothing : button(words.showThen(inWords(then.on)), () => on.countFrom(then.on))}
  </section>`;
}

const sameIn = (then, isThatDay) => (isThatDay ? words.asItStood : words.stillSame)(inWords(then.on));

function differIn(then, now, today) {
  const day = today === todayHere() ? words.todayItIs : words.onDayItIs(inWords(today));
  return html`${words.thenItWas(inWords(then.on))} <strong>${answerIn(then)}</strong>. ${day} <strong>${answerIn(now)}</strong>.`;
}

/** What has changed: the rules, or only the day, or else what was answered. */
function why(then, now, isThatDay) {
  if (then.rules !== now.rules_version) return words.rulesChanged;
  return isThatDay ? words.linkAltered : words.onlyTheDay;
}

function answerIn({ verdict, safe_by: safe, last_day: last }) {
  const day = safe ? `${words.actBy.toLowerCase()} ${inWords(safe)}` : last && `${words.lastDay.toLowerCase()} ${inWords(last)}`;
  return [verdictName[verdict], day].filter(Boolean).join(", ");
}

const button = (text, onClick) => html`<button type="button" class="link" @click=${onClick}>${text}</button>`;
