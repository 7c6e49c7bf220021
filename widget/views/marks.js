import { html, svg, nothing } from "lit";
import { inWords } from "../dates.js";
import { verdictName, words } from "../words.js";

/** @import { Cited, Sources, Verdict } from "../contract" */

const SHAPES = {
  qualifies: svg`<circle cx="8" cy="8" r="7" fill="currentColor"/>`,
  partly: svg`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>`,
  unclear: svg`<circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  does_not_qualify: svg`<rect x="1" y="5.5" width="14" height="5" rx="1" fill="currentColor"/>`,
  unknown: svg`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 2.7"/>`,
};

const hue = (verdict) => verdict.replaceAll("_", "-");

/**
 * The shape of a verdict, which says it without colour.
 * @param {string} verdict
 */
export function shape(verdict) {
  return html`<svg class="shape hue-${hue(verdict)}" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[verdict] ?? SHAPES.unknown}</svg>`;
}

/**
 * Shape and word of a verdict, in its colour.
 * @param {string} verdict
 * @param {string | null} [word]
 */
export function badge(verdict, word = verdictName[verdict]) {
  return html`<span class="badge hue-${hue(verdict)}">${shape(verdict)}<span>${word}</span></span>`;
}

/**
 * All four verdicts, with those that the answers have ruled out struck through.
 * @param {Verdict[]} order
 * @param {Verdict[]} possible
 */
export function dial(order, possible) {
  return html`<ul class="dial">
    ${order.map((verdict) => possible.includes(verdict)
      ? html`<li class="hue-${hue(verdict)}">${shape(verdict)}${verdictName[verdict]}</li>`
      : html`<li class="out">${shape(verdict)}<s>${verdictName[verdict]}</s><span class="unseen"> (${words.ruledOut})</span></li>`)}
  </ul>`;
}

/**
 * Small marks of origin, one for each guide and one for how we decide; each opens what is said, where, and the way there.
 * @param {string} place makes the marks' ids unique: the same statement may be cited in several places
 * @param {Cited} cited
 * @param {Sources} sources
 */
export function marks(place, cited, sources) {
  const { statements, policy } = known(cited, sources);
  if (!statements.length && !policy.length) return nothing;
  const guides = Map.groupBy(statements, guideOf);
  return html`<span class="marks">
    ${[...guides].map(([guide, refs]) => guideMark(`${place}-${guide}`, refs, sources))}
    ${policy.length ? policyMark(`${place}-policy`, policy, sources) : nothing}
  </span>`;
}

const guideOf = (ref) => ref.split("/")[0];

/**
 * @param {Cited} cited
 * @param {Sources} sources
 */
const known = (cited, sources) => ({
  statements: (cited.statements ?? []).filter((ref) => sources.statements?.[ref]),
  policy: (cited.policy ?? []).filter((ref) => sources.policy?.[ref]),
});

/**
 * @param {string} id
 * @param {string[]} refs
 * @param {Sources} sources
 */
function guideMark(id, refs, sources) {
  const guide = sources.statements[refs[0]];
  return mark(id, guide.mark ?? guide.guide, html`
    ${refs.map((ref) => html`<span class="said"><span class="says">${sources.statements[ref].says}</span>
      <a href=${statementAddress(ref, sources.base)}>${sources.statements[ref].where || words.sourcePage}</a></span>`)}
    <span class="where">${guide.title ?? guide.guide}${guide.checked ? html`. ${words.compared} ${day(guide.checked)}.` : nothing}
      ${guide.url ? html`<a href=${guide.url} rel="noopener external">${words.original}</a>` : nothing}</span>`);
}

/**
 * @param {string} id
 * @param {string[]} refs
 * @param {Sources} sources
 */
function policyMark(id, refs, sources) {
  return mark(id, words.decided, refs.map((ref) => html`<span class="said">
    <span class="where">${sources.policy[ref].asks}</span>
    <span class="says">${sources.policy[ref].says}</span>
    <a href=${policyAddress(ref, sources.base)}>${words.decided}: ${ref}</a></span>`));
}

function mark(id, label, content) {
  return html`<button type="button" class="mark" popovertarget=${id} aria-label="${words.source}: ${label}">${label}</button><span
    class="note" id=${id} popover @beforetoggle=${place} @keydown=${close}>${content}</span>`;
}

/** Escape closes a note and gives the focus back to its mark, also where the focus was inside the note. */
function close(event) {
  if (event.key !== "Escape") return;
  event.currentTarget.hidePopover();
  event.currentTarget.previousElementSibling.focus();
}

/** Puts a note under the mark that opens it; on a narrow screen the style sheet lays it along the bottom instead. */
function place(event) {
  if (event.newState !== "open") return;
  const note = event.target;
  const box = note.previousElementSibling.getBoundingClientRect();
  const below = box.bottom < innerHeight * 0.6;
  note.style.setProperty("--x", `${Math.max(16, Math.min(box.left, innerWidth - 400))}px`);
  note.style.setProperty("--top", below ? `${box.bottom + 6}px` : "auto");
  note.style.setProperty("--bottom", below ? "auto" : `${innerHeight - box.top + 6}px`);
}

/**
 * The statements and policy lines in full, where there is room for them.
 * @param {Cited} cited
 * @param {Sources} sources
 */
export function citations(cited, sources) {
  const { statements, policy } = known(cited, sources);
  if (!statements.length && !policy.length) return nothing;
  return html`<ul class="citations">
    ${statements.map((ref) => {
      const entry = sources.statements[ref];
      return html`<li><span class="says">${entry.says}</span>
        <span class="where"><a href=${statementAddress(ref, sources.base)}>${entry.mark ?? entry.guide}</a>${entry.where ? html`, ${entry.where}` : nothing}</span></li>`;
    })}
    ${policy.map((ref) => {
      const entry = sources.policy[ref];
      return html`<li><span class="says">${entry.says}</span>
        <span class="where"><a href=${policyAddress(ref, sources.base)}>${words.decided}: ${ref}</a></span></li>`;
    })}
  </ul>`;
}

function statementAddress(ref, base) {
  const [guide, id] = ref.split("/");
  return `${base}guides/${guide}/#says-${id}`;
}

const policyAddress = (id, base) => `${base}how-we-decide/#${id.toLowerCase()}`;

/** A day for a line of text, kept together. */
export function day(iso) {
  return html`<time datetime=${iso}>${inWords(iso)}</time>`;
}
