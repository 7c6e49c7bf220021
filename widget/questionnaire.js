import { LitElement, html, nothing, unsafeCSS } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { inFull, readDay, todayHere } from "./dates.js";
import { Early } from "./early.js";
import { keepThisPage, register } from "./offline.js";
import { Runtime } from "./runtime.js";
import { words } from "./words.js";
import { answersPanel, soFar } from "./views/answers.js";
import { draftOf, readDraft } from "./views/field.js";
import { generalProblems, questionForm } from "./views/question.js";
import { result } from "./views/result.js";
import { failure, startBar } from "./views/start.js";
import styles from "./questionnaire.css";
import variables from "./variables.css";

const SCHEMA = 1;
const WHILE_ASKING = ["next_screen", "possible", "safe_by", "last_day", "asked", "stale"];
const NARROWEST_WITH_PANEL = 820;
const LONG = 10_000;

/**
 * The questionnaire: shows what the checker says and gives it what the reader answers.
 *
 * Attributes: `runtime` address of the runtime's folder; `build` the build of it that the page belongs to; `base` from
 * the page to the site's root (default "../"); `start` answers known beforehand, as JSON; `today` the day to count from
 * (default: the reader's own); `eager` start Python when the page is idle instead of on the first sign of interest (a
 * pointer or a key in here, never scrolling; where the browser asks to save data, the first answer); `early` address of
 * the responses worked out beforehand; `offline` address of the service worker. The first response stands inside the
 * element as `<script type="application/json">`. `#id=value&id=value` in the address are answers known beforehand too.
 *
 * Events (bubbling, composed): `refund-question` {ids}, `refund-error` {errors}, `refund-verdict` {verdict, outcome,
 * safe_by, last_day}.
 */
export class RefundQuestionnaire extends LitElement {
  static styles = unsafeCSS(styles);

  static properties = {
    runtime: {},
    build: {},
    early: {},
    offline: {},
    base: {},
    start: {},
    today: {},
    eager: { type: Boolean },
    response: { state: true },
    drafts: { state: true },
    problems: { state: true },
    general: { state: true },
    changing: { state: true },
    waiting: { state: true },
    progress: { state: true },
    isLong: { state: true },
    failed: { state: true },
    editingToday: { state: true },
    todayProblem: { state: true },
    wide: { state: true },
  };

  /** What answers the requests; a `Runtime` unless something else with its two calls and events is put here. */
  engine;

  #answers = {};
  #today;
  #chosenToday;
  #turn = 0;
  #known = new Map();
  #first = {};
  #early;
  #patience;
  #arrow = false;
  #retry = () => {};
  #sizes = new ResizeObserver(([{ contentRect }]) => (this.wide = contentRect.width >= NARROWEST_WITH_PANEL));
  #onPop = (event) => this.#restore(event.state?.questionnaire);
  #onHash = () => this.#startFrom(answersInAddress());

  constructor() {
    super();
    this.base = "../";
    this.drafts = {};
    this.problems = {};
    this.general = [];
    this.wide = false;
  }

  connectedCallback() {
    super.connectedCallback();
    adoptVariables();
    this.wide = (this.parentElement?.clientWidth ?? 0) >= NARROWEST_WITH_PANEL;
    this.#first = JSON.parse(this.querySelector('script[type="application/json"]')?.textContent ?? "null");
    this.#early = this.early && new Early(this.early);
    this.engine ??= new Runtime(this.runtime ?? "runtime/", this.build);
    this.engine.addEventListener("progress", ({ detail }) => (this.progress = detail));
    this.engine.addEventListener("state", ({ detail }) => this.#onEngine(detail));
    this.#sizes.observe(this);
    addEventListener("popstate", this.#onPop);
    addEventListener("hashchange", this.#onHash);
    // A finger that scrolls goes down too, but it never comes up here.
    for (const sign of ["pointerup", "keydown"]) this.addEventListener(sign, () => this.#prepare(), { once: true });
    if (this.eager) whenIdle(() => this.#prepare());
    if (this.offline) whenIdle(() => register(this.offline));
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    removeEventListener("popstate", this.#onPop);
    removeEventListener("hashchange", this.#onHash);
  }

  /** The reader is interested: Python can start, unless every byte counts; then the first answer starts it. */
  #prepare() {
    this.#early?.load();
    if (!navigator.connection?.saveData) this.engine.start();
  }

  #begin() {
    const kept = history.state?.questionnaire;
    const given = kept?.answers ?? { ...JSON.parse(this.start || "{}"), ...answersInAddress() };
    this.#chosenToday = kept?.today;
    this.#today = this.#dayFor(kept?.today);
    this.response = this.#first;
    this.#answers = {};
    history.replaceState(step(given, kept?.today), "");
    if (Object.keys(given).length || !this.#first) this.#ask(given, { quiet: true, push: false });
  }

  #startFrom(given) {
    if (Object.keys(given).length) this.#ask(given);
  }

  #restore(kept) {
    if (kept) this.#ask(kept.answers, { push: false, chosenToday: kept.today });
  }

  #dayFor(chosenToday) {
    return chosenToday || this.today || todayHere();
  }

  // Asking the checker

  /**
   * Put answers to the checker and show what it says. Only what it accepts becomes the answers and the day to count from.
   * @param {object} answers
   * @param {{push?: boolean, quiet?: boolean, chosenToday?: string}} how push: a step that the browser's Back undoes;
   *   quiet: the page has only just opened, so focus stays where it is; chosenToday: the day the reader chose to count from
   */
  async #ask(answers, { push = true, quiet = false, chosenToday = this.#chosenToday } = {}) {
    const turn = ++this.#turn;
    const today = this.#dayFor(chosenToday);
    this.waiting = true;
    this.failed = undefined;
    this.#retry = () => this.#ask(answers, { push, quiet, chosenToday });
    if (!quiet) this.engine.start();
    let response;
    try {
      response = (await this.#knownEarly(answers, today)) ?? (await this.#respond(answers, today, quiet));
    } catch (error) {
      if (turn === this.#turn) this.#fail(error.message);
      return;
    }
    if (turn !== this.#turn) return;
    this.waiting = false;
    if (response.errors?.length) return this.#refuse(response.errors, quiet);
    this.#answers = answers;
    this.#today = today;
    this.#chosenToday = chosenToday;
    history[push ? "pushState" : "replaceState"](step(answers, chosenToday), "");
    this.#show(response, quiet);
  }

  /** What was worked out beforehand, for the time until Python is ready. */
  async #knownEarly(answers, today) {
    if (this.#first && !Object.keys(answers).length) return this.#first;
    return this.engine.state === "ready" ? undefined : this.#early?.find(answers, today);
  }

  async #respond(answers, today, quiet) {
    if (this.engine.state !== "ready" && !quiet) this.#showWaiting();
    const brief = await this.#request(answers, today, WHILE_ASKING);
    return brief.errors?.length || !isSettled(brief) ? brief : this.#request(answers, today);
  }

  async #request(answers, today, parts) {
    const text = JSON.stringify({ schema: SCHEMA, answers, today, ...(parts && { parts }) });
    if (!this.#known.has(text)) this.#known.set(text, JSON.parse(await this.engine.respond(text)));
    return this.#known.get(text);
  }

  #show(response, quiet) {
    this.response = response;
    this.changing = undefined;
    this.editingToday = false;
    this.todayProblem = undefined;
    this.#clean();
    const ids = response.next_screen?.map((question) => question.id) ?? [];
    if (isSettled(response)) {
      const { verdict, outcome, safe_by, last_day } = response;
      this.#announce([response.outcome_words?.badge, response.headline].filter(Boolean).join(". "));
      this.#dispatch("refund-verdict", { verdict, outcome, safe_by, last_day });
    } else {
      this.#announce(response.next_screen.map((question) => question.prompt).join(" "));
      this.#dispatch("refund-question", { ids });
    }
    this.#focus(".headline, .prompt", quiet);
  }

  /** Python found the answers wrong: say so at the questions concerned and keep everything as it is. */
  #refuse(errors, quiet) {
    const answered = [...(this.response?.asked ?? []), ...(this.response?.stale ?? [])];
    const onScreen = new Set(this.#questions().map((question) => question.id));
    const names = namesOf([...answered.map((item) => item.question), ...this.#questions()]);
    const problems = {};
    const general = [];
    for (const error of errors) {
      const path = String(error.path).split(/[^\w]+/);
      const text = errorInWords(error, path, names);
      const here = path.find((id) => onScreen.has(id));
      if (here) problems[here] ??= { text };
      else general.push({ text, item: answered.find((item) => path.includes(item.id)) });
    }
    this.#complain(problems, general, quiet);
  }

  #complain(problems, general = [], quiet = false) {
    this.problems = problems;
    this.general = general;
    const all = [...general, ...Object.values(problems)];
    this.#announce(all.map(({ text }) => text).join(" "));
    this.#dispatch("refund-error", { errors: all.map(({ text }) => text) });
    const first = this.#questions().find((question) => problems[question.id]);
    this.#focus(first ? (isTyped(first) ? `#input-${first.id}` : `#prompt-${first.id}`) : ".prompt, .headline", quiet);
  }

  #onEngine({ state, reason }) {
    this.progress = state === "loading" ? { stage: "fetch", bytes: 0, total: 0 } : undefined;
    clearTimeout(this.#patience);
    this.isLong = false;
    if (state === "loading") this.#patience = setTimeout(() => (this.isLong = true), LONG);
    if (state === "failed") this.#fail(reason);
    if (state === "ready" && this.offline) keepThisPage(this.engine.files);
  }

  #fail(reason) {
    this.failed = { title: this.engine.state === "failed" ? words.failed : words.stumbled, reason };
    // Nobody waits for it yet: the failure is told, but the question stays and focus with it.
    if (!this.waiting) return;
    this.#announce(`${this.failed.title}. ${reason}`);
    this.#focus(".failure h2");
  }

  #again() {
    // A call that never got through is still in the engine's hands; one that came back broken is put again.
    const isKept = this.engine.state === "failed";
    this.failed = undefined;
    this.engine.start();
    if (this.waiting && !isKept) this.#retry();
  }

  // What the reader does

  #questions() {
    return this.changing ? [this.changing.question] : this.response?.next_screen ?? [];
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
    if (alone && !this.#arrow) this.#send({ [question.id]: value });
  }

  #word(question, value, alone) {
    const isChosen = JSON.stringify(this.drafts[question.id]?.value) === JSON.stringify(value);
    this.#draft(question, !alone && isChosen ? {} : { value });
    if (alone) this.#send({ [question.id]: value });
  }

  #meant(question, value) {
    this.#draft(question, draftOf(question, value));
    if (this.#questions().length === 1) this.#submit();
    else this.#focus(`#input-${question.id}`);
  }

  #submit(event) {
    event?.preventDefault();
    const given = {};
    const problems = {};
    for (const question of this.#questions()) {
      const read = readDraft(question, this.drafts[question.id], this.#today);
      if ("answer" in read) given[question.id] = read.answer;
      else if (read.problem) problems[question.id] = { text: read.problem, choices: read.choices };
      else if (!question.optional) problems[question.id] = { text: isEmptyText(question) };
    }
    if (Object.keys(problems).length) return this.#complain(problems);
    if (!Object.keys(given).length) return this.#complain({ [this.#questions()[0].id]: { text: words.answerOne } });
    this.#send(given);
  }

  #send(given) {
    this.#ask({ ...this.#answers, ...given });
  }

  #reopen(item) {
    this.#clean();
    this.changing = item;
    this.#draft(item.question, draftOf(item.question, item.value));
    this.#announce(item.question.prompt);
    this.#focus(".change .prompt");
  }

  #cancel() {
    this.changing = undefined;
    this.#clean();
    this.#focus(".headline, .prompt");
  }

  #restart() {
    this.drafts = {};
    this.#ask({});
  }

  #changeToday(event) {
    event.preventDefault();
    const reading = readDay(new FormData(event.target).get("today"), todayHere());
    if (!reading.day) {
      this.todayProblem = reading.problem;
      return this.#announce(reading.problem);
    }
    const isUsual = reading.day === this.#dayFor(undefined);
    this.#ask(this.#answers, { push: false, chosenToday: isUsual ? "" : reading.day });
  }

  #leaveToday(event) {
    if (event.key !== "Escape") return;
    this.editingToday = false;
    this.todayProblem = undefined;
    this.#focus(".change-today");
  }

  // What the page hears and sees

  // One change of the live region for each event: Lit would leave an equal text alone.
  async #announce(text) {
    if (!this.hasUpdated) await this.updateComplete;
    this.renderRoot.querySelector("[role=status]").textContent = text;
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  async #focus(selector, quiet = false) {
    await this.updateComplete;
    if (quiet) return;
    const target = this.renderRoot.querySelector(selector);
    if (!target) return;
    target.focus({ preventScroll: true });
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 80 || bottom > innerHeight * 0.7) target.scrollIntoView({ block: "start" });
  }

  /** The bar may lie below a long list: whoever has answered should see that it goes on. */
  async #showWaiting() {
    await this.updateComplete;
    this.renderRoot.querySelector(".start")?.scrollIntoView({ block: "nearest" });
  }

  firstUpdated() {
    // A site's single-key shortcuts ("/" for search) must not take the characters typed here.
    this.renderRoot.addEventListener("keydown", (event) => {
      this.#arrow = event.key.startsWith("Arrow");
      if (event.target.matches("input") && event.key.length === 1) event.stopPropagation();
    });
    this.renderRoot.addEventListener("keyup", () => (this.#arrow = false));
  }

  render() {
    const panel = this.response ? answersPanel(this.response, { open: this.wide, current: this.changing?.id }, this.#on) : nothing;
    return html`
      <p class="unseen" role="status" aria-live="polite"></p>
      <div class="frame ${this.wide ? "wide" : ""}">
        ${this.wide ? nothing : panel}
        <div class="stage" aria-busy=${this.waiting ? "true" : nothing}>
          ${generalProblems(this.general, this.#on)}
          ${this.#main()}
          ${this.failed ? failure(this.failed, this.base, () => this.#again()) : this.progress ? startBar(this.progress, { waiting: this.waiting, isLong: this.isLong, base: this.base }) : nothing}
        </div>
        ${this.wide ? panel : nothing}
      </div>
      ${this.#foot()}`;
  }

  #main() {
    const response = this.response;
    if (!response) return nothing;
    if (this.changing) return keyed(`change-${this.changing.id}`, this.#form("change"));
    if (!isSettled(response)) return html`${soFar(response)}${keyed(response, this.#form("ask"))}`;
    return html`
      ${keyed(response, result(response, {
        today: this.#today, base: this.base, link: location.href.split("#")[0], announce: (text) => this.#announce(text),
      }))}
      ${response.next_screen?.length ? html`<section class="closer" aria-labelledby="closer">
        <h3 id="closer">${words.closer}</h3><p class="hint">${words.closerMeans}</p>${this.#form("closer")}</section>` : nothing}`;
  }

  #form(mode) {
    return questionForm(this.#questions(), {
      drafts: this.drafts, problems: this.problems, today: this.#today, mode,
      waiting: this.waiting, isNew: mode === "ask" && this.response.asked?.length < 2,
    }, this.#on);
  }

  #foot() {
    const isHere = this.#today === todayHere();
    return html`<footer>
      ${this.editingToday ? html`<form class="today" novalidate @submit=${this.#changeToday} @keydown=${this.#leaveToday}>
          <label for="today">${words.todayPrompt}</label>
          <span class="entry"><input class="line" id="today" name="today" type="text" autocomplete="off" .value=${inFull(this.#today)} aria-describedby="today-help" aria-invalid=${this.todayProblem ? "true" : nothing}>
          <button type="submit" class="word">${words.continue}</button></span>
          <p class=${this.todayProblem ? "wrong" : "hint"} id="today-help">${this.todayProblem ?? words.todayHelp}</p>
        </form>`
      : html`<p>${isHere ? words.countedFrom : words.countedFromOther} <time datetime=${this.#today}>${inFull(this.#today)}</time>
          <button type="button" class="link change-today" @click=${() => this.#editToday()}>${words.changeToday}</button></p>`}
      ${this.response?.asked?.length ? html`<p><button type="button" class="link" @click=${() => this.#restart()}>${words.startAgain}</button></p>` : nothing}
      <p>${words.private}</p>
      ${this.response?.notice ? html`<p class="notice">${this.response.notice}</p>` : nothing}
    </footer>`;
  }

  #editToday() {
    this.editingToday = true;
    this.#focus("#today");
  }

  #on = {
    draft: (question, draft) => this.#draft(question, draft),
    choose: (question, value, alone) => this.#choose(question, value, alone),
    word: (question, value, alone) => this.#word(question, value, alone),
    meant: (question, value) => this.#meant(question, value),
    submit: (event) => this.#submit(event),
    cancel: () => this.#cancel(),
    reopen: (item) => this.#reopen(item),
  };
}

const isSettled = (response) => Boolean(response.verdict && response.verdict !== "pending") || !response.next_screen?.length;

const isTyped = (question) => ["date", "money", "number", "files"].includes(question.kind);

const isEmptyText = (question) => (question.kind === "choice" ? words.chooseOne : question.kind === "choices" ? words.chooseSome : words.typeOne[question.kind] ?? words.chooseOne);

/** What ids are called on the screen: questions by their short names, options and words by their labels. */
function namesOf(questions) {
  const named = questions.flatMap(({ id, short, options, words: others }) =>
    [[id, short], ...[...(options ?? []), ...(others ?? [])].map(({ value, label }) => [value, label])]);
  return new Map(named.filter(([id]) => String(id).includes("_") || questions.some((question) => question.id === id)));
}

/** The checker speaks of questions and options by their ids; a reader knows them by their names. */
function errorInWords({ problem, wanted }, path, names) {
  const named = (text) => text.replace(/\.$/, "").replace(/\w+/g, (word) => (names.has(word) ? `“${names.get(word)}”` : word));
  const subject = /^[a-z]/.test(problem) ? `“${path.map((id) => names.get(id)).find(Boolean) ?? path.at(-1)}” ` : "";
  return `${subject}${named(problem)}.${wanted ? ` ${words.wanted}: ${named(wanted)}.` : ""}`;
}

/** One entry of the browser's history. The day is kept only where the reader chose it: tomorrow is another day. */
const step = (answers, today) => ({ questionnaire: { answers, today } });

/** `#problem=shortage&paid_through=alibaba`: answers known beforehand; an id given twice is a list. */
function answersInAddress() {
  if (!location.hash.includes("=")) return {};
  const given = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries([...new Set(given.keys())].map((id) => {
    const values = given.getAll(id);
    return [id, values.length > 1 ? values : values[0]];
  }));
}

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
