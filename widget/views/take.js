import { html, nothing } from "lit";
import { isWhole } from "../asking.js";
import { words } from "../words.js";

/** @import { Result, Whole } from "../contract" */

const ICS = "text/calendar";
const TEXT = "text/plain";

/**
 * What can be taken away: everything comes from the response, only the link is the page's own.
 * @param {Result} response the checker's
 * @param {{link: string, announce: (text: string) => void}} context
 */
export function takeAway(response, { link, announce }) {
  const { answer, calendar, dispute_text: dispute, evidence_list: evidence } = response.exports;
  return html`<ul>
    ${text("answer", `${answer}${link}\n`, announce)}
    ${text("link", link, announce)}
    ${row("calendar", calendar ? button(words.download, words.take.calendar, () => saveDays(calendar)) : nothing, calendar ? undefined : words.noCalendar)}
    ${dispute ? text("dispute", dispute, announce, "dispute-statement.txt") : nothing}
    ${evidence ? text("evidence", evidence, announce, "evidence-list.txt") : nothing}
    ${row("paper", button(words.print, words.take.paper, () => print()))}
    ${isWhole(response) ? row("json", button(words.download, words.take.json, () => download("refund-answer.json", "application/json", JSON.stringify(response, null, 2)))) : nothing}
  </ul>`;
}

/**
 * The calendar file alone, for beside the date itself.
 * @param {Whole["exports"]} exports
 */
export function toCalendar({ calendar }) {
  return calendar ? html`<button type="button" class="small" @click=${() => saveDays(calendar)}>${words.toCalendar}</button>` : nothing;
}

const saveDays = (calendar) => download("refund-days.ics", ICS, calendar);

/**
 * @param {string} name of a kind of thing to take away, as words.js has it
 * @param {unknown} actions
 * @param {string} [means]
 * @param {unknown} [more]
 */
function row(name, actions, means = words.takeMeans[name], more = nothing) {
  return html`<li class="take-${name}">
    <div class="what"><strong>${words.take[name]}</strong> <span class="hint">${means}</span></div>
    <div class="does">${actions}</div>
    ${more}
  </li>`;
}

/** A text to read, to copy, and to download under a name. */
function text(name, content, announce, file) {
  const title = words.take[name];
  return row(name, html`
    ${button(words.copy, title, (event) => copy(content, event.currentTarget, announce))}
    ${file ? button(words.download, title, () => download(file, TEXT, content)) : nothing}`, undefined,
  html`<details><summary>${words.show}<span class="unseen">: ${title}</span></summary>
    <textarea readonly rows=${Math.min(14, content.split("\n").length)} aria-label=${title} .value=${content}></textarea></details>`);
}

function button(label, of, act) {
  return html`<button type="button" class="small" aria-label="${label}: ${of}" @click=${act}>${label}</button>`;
}

function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // The browser reads the address after this call.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Where the page may not copy, the text is shown and selected, ready to be copied by hand. */
async function copy(content, button, announce) {
  try {
    await navigator.clipboard.writeText(content);
    button.dataset.done = "";
    announce(words.copied);
  } catch {
    const details = button.closest("li").querySelector("details");
    details.open = true;
    details.querySelector("textarea").focus();
    details.querySelector("textarea").select();
    announce(words.notCopied);
  }
}
