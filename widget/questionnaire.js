import { html, nothing, unsafeCSS } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { Asking, isSettled, isWhole } from "./asking.js";
import { Attention } from "./attention.js";
import { readDay, todayHere } from "./dates.js";
import { Early } from "./early.js";
import { properties, WithFields } from "./fields.js";
import { Kept } from "./kept.js";
import { asText, linkFor, read } from "./link.js";
import { keepThisPage, register } from "./offline.js";
import { pastOf } from "./past.js";
import { placed } from "./refusals.js";
import { Runtime } from "./runtime.js";
import { isSet, openStep } from "./steps.js";
import { words } from "./words.js";
import { answersPanel, soFar } from "./views/answers.js";
import { draftOf, readDraft } from "./views/field.js";
import { foot } from "./views/foot.js";
import { keeping } from "./views/keeping.js";
import { linkNote } from "./views/link.js";
import { generalProblems, questionForm } from "./views/question.js";
import { result } from "./views/result.js";
import { backButton, failure, keptNote, startBar } from "./views/start.js";
import styles from "./questionnaire.css";
import variables from "./variables.css";

/** @import { Answers, Brief, Question } from "./contract" */

const NARROWEST_WITH_PANEL = 820;
const LONG = 10_000;

/**
 * The questionnaire: shows what the checker says and gives it what the reader answers.
 *
 * Attributes: `runtime` address of the folder of the runtime's build; `base` from the page to the site's root
 * (default "../"); `start` answers known beforehand, as JSON; `today` the day to count from
 * (default: the reader's own); `eager` start Python when the page is idle instead of on the first sign of interest (a
 * pointer or a key in here, never scrolling; where the browser asks to save data, the first answer); `early` address of
 * the responses worked out beforehand; `offline` address of the service worker; `framed` leave the browser's history
 * alone, as always inside a frame. The first response stands inside the element as `<script type="application/json">`.
 * Answers behind the # of the address are known beforehand too (link.js).
 *
 * Events (bubbling, composed): `refund-question` {ids}, `refund-error` {errors}, `refund-verdict` {verdict, outcome,
 * safe_by, last_day}.
 */
export class RefundQuestionnaire extends WithFields {
  static styles = unsafeCSS(styles);

  static properties = properties;

  /**
   * What answers the requests; the page's `Runtime` unless something else with its two calls and events is put here.
   * @type {Runtime}
   */
  engine;

  /** @type {Answers} */
  #answers = {};
  #today;
  #chosenToday;
  #turn = 0;
  /** @type {Brief | undefined} */
  #first;
  /** @type {Asking} */
  #asking;
  #early;
  #past;
  #kept = new Kept();
  #attention = new Attention(this);
  /** @type {ReturnType<typeof read>} */
  #linked = { answers: {} };
  #patience;
  #arrow = false;
  /** What was put to the checker last. @type {{answers: Answers, how: Object<string, any>}} */
  #asked = { answers: {}, how: {} };
  #sizes = new ResizeObserver(([{ contentRect }]) => (this.wide = contentRect.width >= NARROWEST_WITH_PANEL));
  /** What the window tells: another address, a network again, a word from another tab. */
  #fromWindow = {
    hashchange: () => this.#startFrom(location.hash),
    online: () => this.failed && this.engine.state === "failed" && this.#again(),
    storage: () => (this.keeps = Boolean(this.#kept.read())),
  };
  #fromEngine = {
    progress: (event) => (this.progress = event.detail),
    state: (event) => this.#onEngine(event.detail),
  };

  constructor() {
    super();
    this.base = "../";
    this.drafts = {};
    this.told = {};
    this.problems = {};
    this.general = [];
    this.wide = false;
  }

  connectedCallback() {
    super.connectedCallback();
    adoptVariables();
    this.wide = (this.parentElement?.clientWidth ?? 0) >= NARROWEST_WITH_PANEL;
    this.#first = JSON.parse(this.querySelector('script[type="application/json"]')?.textContent ?? "null") ?? undefined;
    this.#early = this.early && new Early(this.early);
    this.engine ??= Runtime.of(this.runtime ?? "runtime/");
    this.#asking = new Asking(this.engine, this.#early, this.#first);
    this.#past = pastOf(this.framed || window.top !== window.self, (step) => this.#restore(step));
    this.#sizes.observe(this);
    for (const [event, act] of Object.entries(this.#fromWindow)) addEventListener(event, act);
    for (const [event, act] of Object.entries(this.#fromEngine)) this.engine.addEventListener(event, act);
    // A finger that scrolls goes down too, but it never comes up here.
    for (const sign of ["pointerup", "keydown"]) this.addEventListener(sign, () => this.#prepare(), { once: true });
    if (this.eager) whenIdle(() => this.#prepare());
    const { offline } = this;
    if (offline) whenIdle(() => register(offline));
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#past.stop();
    for (const [event, act] of Object.entries(this.#fromWindow)) removeEventListener(event, act);
    for (const [event, act] of Object.entries(this.#fromEngine)) this.engine.removeEventListener(event, act);
  }

  /** The reader is interested: Python can start, unless every byte counts; then the first answer starts it. */
  #prepare() {
    this.#early?.load();
    if (!navigator.connection?.saveData) this.engine.start();
  }

  /** Where the reader is already, what the address or the page tells, or what is kept here: the first of these. */
  #begin() {
    const past = this.#past.now;
    const kept = this.#kept.read();
    this.#linked = read(location.hash);
    this.keeps = Boolean(kept);
    this.#chosenToday = past?.today;
    this.#today = this.#dayFor(past?.today);
    this.#answers = {};
    this.told = past?.told ?? {};
    const mine = hasAny(kept?.answers) ? kept : undefined;
    const beforehand = past?.answers ?? { ...JSON.parse(this.start || "{}"), ...this.#linked.answers };
    const goesOn = mine !== undefined && !past && !hasAny(beforehand);
    const given = goesOn ? mine.answers : beforehand;
    // Where answers are known, the first question is not one to answer.
    this.response = hasAny(given) ? undefined : this.#first;
    this.#past.replace({ answers: given, told: this.told, today: past?.today });
    if (mine && !past) this.note = { ...mine, isBack: goesOn };
    if (hasAny(given) || !this.#first) this.#ask(given, { quiet: true, push: false, told: this.told, isKept: goesOn });
    if (this.#linked.isTooLong) this.#complain({}, [{ text: words.linkTooLong }], true);
  }

  #startFrom(fragment) {
    // Going back to a step whose address had answers: the step itself knows better.
    if (this.#past.now && history.state?.questionnaire) return;
    this.#linked = read(fragment);
    if (this.#linked.isTooLong) this.#complain({}, [{ text: words.linkTooLong }]);
    else if (hasAny(this.#linked.answers)) this.#ask(this.#linked.answers, { isOurs: false });
  }

  #restore({ answers, told, today }) {
    this.#ask(answers, { push: false, chosenToday: today, told });
  }

  #dayFor(chosenToday) {
    return chosenToday || this.today || todayHere();
  }

  // Asking the checker

  /**
   * Put answers to the checker and show what it says. Only what it accepts becomes the answers and the day to count from.
   * @param {Answers} answers
   * @param {{push?: boolean, quiet?: boolean, chosenToday?: string, told?: Answers, isKept?: boolean, isOurs?: boolean}} how
   *   push: a step that Back undoes; quiet: the page has only just opened, so focus stays where it is; chosenToday: the
   *   day the reader chose to count from; told: what the reader has said on the next screen already; isKept: these are
   *   the answers kept here, which are dropped if the checker refuses them; isOurs: the reader gave them here
   */
  async #ask(answers, how = {}) {
    const { push = true, quiet = false, chosenToday = this.#chosenToday, told = {}, isKept = false, isOurs = true } = how;
    const turn = ++this.#turn;
    const today = this.#dayFor(chosenToday);
    this.waiting = true;
    this.failed = undefined;
    this.#asked = { answers, how: { ...how, chosenToday } };
    if (!quiet) this.engine.start();
    let response;
    try {
      response = await this.#asking.ask(answers, today, () => quiet || this.#attention.showWaiting());
    } catch (error) {
      if (turn === this.#turn) this.#fail(/** @type {Error} */ (error).message);
      return;
    }
    if (turn !== this.#turn) return;
    this.waiting = false;
    if (response.errors?.length) return isKept ? this.#drop() : this.#refuse(response.errors, { quiet, isOurs: isOurs && !quiet });
    this.#answers = answers;
    this.#today = today;
    this.#chosenToday = chosenToday;
    this.told = told;
    this.#past[push ? "push" : "replace"]({ answers, told, today: chosenToday });
    if (!quiet) this.note = undefined;
    if (!quiet && isOurs && this.keeps) this.#keep(true);
    this.#show(response, quiet);
  }

  #show(response, quiet) {
    this.response = response;
    this.changing = undefined;
    this.editingToday = false;
    this.todayProblem = undefined;
    this.#clean();
    if (!isSettled(response)) return this.#put(quiet);
    const { verdict, outcome, safe_by, last_day } = response;
    this.#attention.announce([response.outcome_words?.badge, response.headline].filter(Boolean).join(". "));
    this.#dispatch("refund-verdict", { verdict, outcome, safe_by, last_day });
    this.#attention.focus(".headline, .prompt", quiet);
    this.#complete();
  }

  /** The rest of a result, once the reader has what to act on. */
  async #complete() {
    const part = this.response;
    if (!part || !isSettled(part) || isWhole(part)) return;
    try {
      const whole = await this.#asking.whole(this.#answers, this.#today);
      if (this.response === part) this.response = whole;
    } catch (error) {
      if (this.response === part) this.#fail(/** @type {Error} */ (error).message);
    }
  }

  /** Put the open step's questions to the reader. */
  #put(quiet = false) {
    const questions = this.#questions();
    this.#attention.announce(questions.map((question) => question.prompt).join(" "));
    this.#dispatch("refund-question", { ids: questions.map((question) => question.id) });
    this.#attention.focus(".headline, .prompt", quiet);
  }

  /** Python found the answers wrong: say so at the questions concerned and keep everything as it is. */
  #refuse(errors, { quiet, isOurs }) {
    const answered = [...(this.response?.asked ?? []), ...(this.response?.stale ?? [])];
    this.response ??= this.#first;
    const { problems, general } = placed(errors, isOurs ? this.#screen() : [], answered);
    // What is wrong and folded opens again.
    this.told = Object.fromEntries(Object.entries(this.told).filter(([id]) => !(id in problems)));
    this.#complain(problems, general, quiet);
  }

  #complain(problems, general = [], quiet = false) {
    this.problems = problems;
    this.general = general;
    const all = [...general, ...Object.values(problems)];
    this.#attention.announce(all.map(({ text }) => text).join(" "));
    this.#dispatch("refund-error", { errors: all.map(({ text }) => text) });
    const first = this.#questions().find((question) => problems[question.id]);
    this.#attention.focus(first ? (isSet(first) ? `#prompt-${first.id}` : `#input-${first.id}`) : ".prompt, .headline", quiet);
  }

  #onEngine({ state, reason, isOutdated }) {
    this.progress = state === "loading" ? { stage: "fetch", bytes: 0, total: 0 } : undefined;
    clearTimeout(this.#patience);
    this.isLong = false;
    if (state === "loading") this.#patience = setTimeout(() => (this.isLong = true), LONG);
    if (state === "failed") this.#fail(reason, isOutdated);
    if (state === "ready" && this.offline) keepThisPage(this.engine.files);
  }

  #fail(reason, isOutdated) {
    this.failed = { title: this.engine.state === "failed" ? words.failed : words.stumbled, reason, isOutdated };
    // Nobody waits for it yet: the failure is told, but the question stays and focus with it.
    if (!this.waiting) return;
    this.#attention.announce(`${this.failed.title}. ${reason}`);
    this.#attention.focus(".failure h2");
  }

  #again() {
    // A call that never got through is still in the engine's hands; one that came back broken is put again.
    const isKept = this.engine.state === "failed";
    this.failed = undefined;
    this.engine.start();
    if (isKept) return;
    if (this.waiting) this.#ask(this.#asked.answers, this.#asked.how);
    else this.#complete();
  }

  /** Only the page of the new release helps; it starts from what is answered here, put to the checker or not. */
  #loadAgain() {
    const { answers, how } = this.waiting ? this.#asked : { answers: this.#answers, how: { chosenToday: this.#chosenToday, told: this.told } };
    this.#past.loadAgain({ answers, told: how.told ?? {}, today: how.chosenToday });
  }

  // What the reader does

  /** Every question of the screen. @returns {Question[]} */
  #screen() {
    return this.changing ? [this.changing.question] : this.response?.next_screen ?? [];
  }

  #isAsking() {
    return !this.changing && this.response && !isSettled(this.response);
  }

  /** The questions that are open: after the verdict all of them, before it those of one step. */
  #questions() {
    return this.#isAsking() ? openStep(this.#screen(), this.told) ?? [] : this.#screen();
  }

  // Drafts stay: whoever comes back to a question finds what they had said there.
  #clean() {
    this.problems = {};
    this.general = [];
  }

  #draft(question, draft) {
    this.drafts = { ...this.drafts, [question.id]: draft };
    const { [question.id]: mended, ...others } = this.problems;
    if (mended) this.problems = others;
  }

  #choose(question, value, alone) {
    this.#draft(question, { value });
    // The arrow keys move through the answers of a group; only a tap, Space or Enter gives one.
    if (alone && !this.#arrow) this.#give({ [question.id]: value });
  }

  #word(question, value, alone) {
    const isChosen = JSON.stringify(this.drafts[question.id]?.value) === JSON.stringify(value);
    this.#draft(question, !alone && isChosen ? {} : { value });
    if (alone) this.#give({ [question.id]: value });
  }

  #meant(question, value) {
    this.#draft(question, draftOf(question, value));
    if (this.#questions().length === 1) this.#submit();
    else this.#attention.focus(`#input-${question.id}`);
  }

  #submit(event) {
    event?.preventDefault();
    const given = {};
    const problems = {};
    for (const question of this.#questions()) {
      const read = readDraft(question, this.drafts[question.id], this.#today);
      if ("answer" in read) given[question.id] = read.answer;
      else if ("problem" in read) problems[question.id] = { text: read.problem, choices: read.choices };
      else if (!question.optional) problems[question.id] = { text: isEmptyText(question) };
    }
    if (Object.keys(problems).length) return this.#complain(problems);
    if (!hasAny({ ...this.told, ...given })) return this.#complain({ [this.#questions()[0].id]: { text: words.answerOne } });
    this.#give(given);
  }

  /** Fold what is answered while the screen has more to ask; its last answer sends them all. */
  #give(given) {
    const told = { ...this.told, ...given };
    if (!this.#isAsking() || !openStep(this.#screen(), told, this.#questions())) return this.#ask({ ...this.#answers, ...told });
    this.told = told;
    this.#past.push({ answers: this.#answers, told, today: this.#chosenToday });
    this.#put();
  }

  #unfold(question) {
    const { [question.id]: value, ...told } = this.told;
    this.told = told;
    this.#draft(question, draftOf(question, value));
    this.#past.replace({ answers: this.#answers, told, today: this.#chosenToday });
    this.#put();
  }

  #reopen(item) {
    this.#clean();
    this.changing = item;
    this.#draft(item.question, draftOf(item.question, item.value));
    this.#attention.announce(item.question.prompt);
    this.#attention.focus(".change .prompt");
  }

  #cancel() {
    this.changing = undefined;
    this.#clean();
    this.#attention.focus(".headline, .prompt");
  }

  /** Begin again, as if nothing had been answered. */
  reset() {
    this.drafts = {};
    this.#ask({});
  }

  /** Keep the answers on this device from now on, or no longer. */
  #keep(keeps) {
    if (!keeps) this.#kept.forget();
    this.keeps = keeps && this.#kept.write(this.#answers, todayHere());
    this.cannotKeep = keeps && !this.keeps;
  }

  /** What is stored is not ours, or no longer fits: begin afresh. */
  #drop() {
    this.#keep(false);
    this.note = undefined;
    this.#ask({}, { push: false, quiet: true });
  }

  async #forget() {
    this.#keep(false);
    this.#asking.forget();
    this.#linked = { answers: {} };
    this.drafts = {};
    await this.#past.forget({ answers: {}, told: {}, today: "" });
    await this.#ask({}, { push: false, chosenToday: "" });
    this.note = { isForgotten: true };
  }

  #changeToday(event) {
    event.preventDefault();
    const reading = readDay(String(new FormData(event.target).get("today")), todayHere());
    if ("problem" in reading) {
      this.todayProblem = reading.problem;
      return this.#attention.announce(reading.problem);
    }
    this.#countFrom(reading.day);
  }

  #countFrom(day) {
    const isUsual = day === this.#dayFor(undefined);
    this.#ask(this.#answers, { push: false, chosenToday: isUsual ? "" : day, told: this.told });
  }

  #leaveToday(event) {
    if (event.key !== "Escape") return;
    this.editingToday = false;
    this.todayProblem = undefined;
    this.#attention.focus(".change-today");
  }

  // What the page hears and sees

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  firstUpdated() {
    // A site's single-key shortcuts ("/" for search) must not take the characters typed here.
    this.renderRoot.addEventListener("keydown", (event) => {
      const { key, target } = /** @type {KeyboardEvent} */ (event);
      this.#arrow = key.startsWith("Arrow");
      if (/** @type {Element} */ (target).matches("input") && key.length === 1) event.stopPropagation();
    });
    this.renderRoot.addEventListener("keyup", () => (this.#arrow = false));
  }

  render() {
    const panel = this.response ? answersPanel(this.response, { open: this.wide, current: this.changing?.id }, this.#on) : nothing;
    const keeper = hasAny(this.#answers) ? keeping({ keeps: this.keeps, cannotKeep: this.cannotKeep }, this.#on) : nothing;
    return html`
      <p class="unseen" role="status" aria-live="polite"></p>
      <div class="frame ${this.wide ? "wide" : ""}">
        ${this.wide ? nothing : panel}
        <div class="stage" aria-busy=${this.waiting ? "true" : nothing}>
          ${this.#past?.canGoBack ? backButton(this.#on) : nothing}
          ${this.note ? keptNote(this.note, this.#on) : nothing}
          ${generalProblems(this.general, this.#on)}
          ${this.#main()}
          ${this.failed ? failure(this.failed, this.base, this.#on) : this.progress ? startBar(this.progress, { waiting: this.waiting, isLong: this.isLong, base: this.base }) : nothing}
        </div>
        ${this.wide && panel !== nothing ? html`<div class="beside">${panel}${keeper}</div>` : nothing}
      </div>
      ${foot({
        today: this.#today, editing: this.editingToday, problem: this.todayProblem,
        canRestart: hasAny(this.#answers), keeper: this.wide ? nothing : keeper, notice: this.response?.notice,
      }, this.#on)}`;
  }

  #main() {
    const response = this.response;
    if (!response) return nothing;
    if (this.changing) return keyed(`change-${this.changing.id}`, this.#form("change"));
    if (!isSettled(response)) return html`${this.#linkNote(response)}${soFar(response)}${keyed(response, this.#form("ask"))}`;
    const link = linkFor(response, location.href);
    return html`
      ${this.#linkNote(response)}
      ${keyed(JSON.stringify([response.answers, response.today]), result(response, {
        today: this.#today, base: this.base, link, announce: (text) => this.#attention.announce(text), on: this.#on,
      }))}
      ${response.next_screen?.length ? html`<section class="closer" aria-labelledby="closer">
        <h3 id="closer">${words.closer}</h3><p class="hint">${words.closerMeans}</p>${this.#form("closer")}</section>` : nothing}`;
  }

  /** While the answers are still those of the link: what it said, and what is said now. @param {Brief} response */
  #linkNote(response) {
    const { came, answers } = this.#linked;
    if (!came || asText(answers) !== asText(this.#answers)) return nothing;
    return linkNote(came, response, { today: this.#today, usual: this.#dayFor(undefined) }, this.#on);
  }

  #form(mode) {
    return questionForm(this.#questions(), {
      drafts: this.drafts, problems: this.problems, today: this.#today, mode,
      folded: mode === "ask" ? this.#screen().filter(({ id }) => id in this.told).map((question) => ({ question, value: this.told[question.id] })) : [],
      waiting: this.waiting, isNew: mode === "ask" && (this.response?.asked ?? []).length < 2 && !hasAny(this.told),
    }, this.#on);
  }

  #editToday() {
    this.editingToday = true;
    this.#attention.focus("#today");
  }

  #on = {
    draft: (question, draft) => this.#draft(question, draft),
    choose: (question, value, alone) => this.#choose(question, value, alone),
    word: (question, value, alone) => this.#word(question, value, alone),
    meant: (question, value) => this.#meant(question, value),
    submit: (event) => this.#submit(event),
    cancel: () => this.#cancel(),
    again: () => this.#again(),
    loadAgain: () => this.#loadAgain(),
    reopen: (item) => this.#reopen(item),
    unfold: (question) => this.#unfold(question),
    back: () => this.#past.back(),
    restart: () => this.reset(),
    keep: (keeps) => this.#keep(keeps),
    forget: () => this.#forget(),
    goOn: (answers) => this.#ask(answers),
    countFrom: (day) => this.#countFrom(day),
    editToday: () => this.#editToday(),
    changeToday: (event) => this.#changeToday(event),
    leaveToday: (event) => this.#leaveToday(event),
    // Files are no step of the interview: Back does not lead through them, and the focus stays with them.
    files: (files) => this.#ask({ ...this.#answers, files }, { push: false, quiet: true }).then(() => this.#attention.focus(".tally")),
  };
}

const hasAny = (answers) => Boolean(answers && Object.keys(answers).length);

const isEmptyText = (question) => (question.kind === "choice" ? words.chooseOne : question.kind === "choices" ? words.chooseSome : words.typeOne[question.kind] ?? words.chooseOne);

let isAdopted = false;

function adoptVariables() {
  if (isAdopted) return;
  isAdopted = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(variables);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function whenIdle(work) {
  const idle = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 200));
  idle(work);
}

customElements.define("refund-questionnaire", RefundQuestionnaire);
