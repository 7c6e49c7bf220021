/**
 * The checker on a partner's page. Two lines are enough:
 *
 *   <script async src="https://…/embed/v1.js"></script>
 *   <refund-checker></refund-checker>
 *
 * or, instead of the element, a link that stays a link where scripts are off:
 *
 *   <a class="refund-checker" href="https://…/checker/">Check your order</a>
 *
 * This file is frozen, so that its hash can be pinned: what may change lives in the frame. It has no dependencies.
 */
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (customElements.get("refund-checker") || !script?.src) return;

  const FRAME = new URL("v1/", script.src);
  const MARK = { app: "refund-checker", v: 1 };
  const START_HEIGHT = 480;
  const MOST_HEIGHT = 30000;
  // The questions are forms; the calendar is a download, printing is modal, sources open in windows like any other.
  const SANDBOX =
    "allow-scripts allow-same-origin allow-forms allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox";

  const LOOKS = {
    theme: [/^(light|dark|auto)$/, "light, dark or auto"],
    accent: [/^#[0-9a-f]{6}$/i, "a colour such as #0b4f55"],
    radius: [/^(\d|1\d|2[0-4])$/, "a number of pixels from 0 to 24"],
    font: [/^(system|serif|sans)$/, "system, serif or sans"],
  };
  const ATTRIBUTES = {
    ...LOOKS,
    start: [{ test: isAnswers }, 'answers as JSON, such as {"problem": ["shortage"]}'],
    today: [/^\d{4}-\d\d-\d\d$/, "a day such as 2026-05-20, for demonstrations only"],
  };
  /** What the frame may say, and of which types; a question mark lets it be null. */
  const KINDS = {
    ready: { rules_version: "string" },
    question: { answered: "number" },
    verdict: { verdict: "string", outcome: "string?", rules_version: "string" },
    error: { what: "string" },
    resize: { height: "number" },
    shared: { response: "object" },
    assessed: { id: "number", response: "object" },
  };

  function isAnswers(text) {
    try {
      return Object.getPrototypeOf(JSON.parse(text)) === Object.prototype;
    } catch {
      return false;
    }
  }

  /** An answer as it stands in a link: a text as it is, a list of texts as each of them, all else as JSON. */
  function pairs([id, value]) {
    const all = Array.isArray(value) && value.length ? value : [value];
    const isText = all.every((one) => typeof one === "string");
    return isText
      ? all.map((one) => `${encoded(id)}=${encoded(one)}`)
      : `${encoded(id)}:=${encoded(JSON.stringify(value))}`;
  }

  /** Half a character can stand in JSON, and in no address. */
  const encoded = (text) => encodeURIComponent(text.toWellFormed());

  /**
   * The fields that a message of its kind has, and no others; undefined where one is missing or of another type.
   * @returns {any}
   */
  function fieldsOf(message) {
    if (message === null || typeof message !== "object" || message.app !== MARK.app || message.v !== MARK.v) return;
    if (typeof message.kind !== "string" || !Object.hasOwn(KINDS, message.kind)) return;
    const fields = {};
    for (const [name, type] of Object.entries(KINDS[message.kind])) {
      const value = message[name];
      if (value === null ? !type.endsWith("?") : typeof value !== type.replace("?", "")) return;
      fields[name] = value;
    }
    return fields;
  }

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; flex: 1 1 auto; min-width: 0; width: 100%; }
    :host([hidden]) { display: none; }
    iframe { display: block; width: 100%; height: ${START_HEIGHT}px; border: 0; }
  `);

  class RefundChecker extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);
    #root = this.attachShadow({ mode: "closed" });
    #frame;
    #isReady = false;
    #waiting = [];
    #calls = new Map();
    #count = 0;
    #onMessage = (event) => this.#hear(event);

    connectedCallback() {
      if (this.#frame) return;
      this.#root.adoptedStyleSheets = [sheet];
      addEventListener("message", this.#onMessage);
      this.#frame = Object.assign(document.createElement("iframe"), {
        title: this.title || "Does my order qualify for a refund?",
        loading: this.getAttribute("loading") === "eager" ? "eager" : "lazy",
        referrerPolicy: "no-referrer",
        allow: "clipboard-write",
        src: this.#address(),
      });
      this.#frame.setAttribute("sandbox", SANDBOX);
      this.#frame.addEventListener("load", () => this.#say("hello"));
      this.#root.append(this.#frame);
    }

    disconnectedCallback() {
      // An element that is only moved is in the page again by then.
      queueMicrotask(() => this.isConnected || this.#end());
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      if (name in LOOKS) this.#say("look", this.#valid(LOOKS));
      else this.#frame.src = this.#address();
    }

    /**
     * Put the host's own answers to the checker.
     * @param {object} answers as in the checker's requests
     * @param {string} [today] the day to count from; without it the reader's own
     * @returns {Promise<object>} the whole response
     */
    assess(answers, today) {
      if (this.#frame) this.#frame.loading = "eager";
      return new Promise((resolve, reject) => {
        const id = ++this.#count;
        this.#calls.set(id, { resolve, reject });
        const ask = () => this.#say("assess", { id, answers, ...(today && { today }) });
        if (this.#isReady) ask();
        else this.#waiting.push(ask);
      });
    }

    /** Begin again: every answer in the frame is gone. */
    reset() {
      this.#say("reset");
    }

    #end() {
      removeEventListener("message", this.#onMessage);
      this.#frame?.remove();
      this.#frame = undefined;
      this.#isReady = false;
      this.#waiting = [];
      for (const { reject } of this.#calls.values()) reject(new Error("The checker was removed from the page."));
      this.#calls.clear();
    }

    /** What the attributes say, as far as it can be used; what cannot is told to whoever looks at the console. */
    #valid(rules) {
      const found = {};
      for (const [name, [rule, allowed]] of Object.entries(rules)) {
        const value = this.getAttribute(name);
        if (value === null) continue;
        if (rule.test(value)) found[name] = value;
        else console.warn(`<refund-checker ${name}="${value}">: allowed is ${allowed}.`);
      }
      return found;
    }

    #address() {
      const { start, ...others } = this.#valid(ATTRIBUTES);
      const address = new URL(FRAME);
      for (const [name, value] of Object.entries(others)) address.searchParams.set(name, value);
      // Behind the #, which no server sees, as in every link to the checker.
      if (start) address.hash = Object.entries(JSON.parse(start)).flatMap(pairs).join("&");
      return address.href;
    }

    #say(kind, fields) {
      this.#frame?.contentWindow?.postMessage({ ...MARK, kind, ...fields }, FRAME.origin);
    }

    #hear({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== FRAME.origin) return;
      const fields = fieldsOf(data);
      if (!fields) return;
      if (data.kind === "assessed") return this.#settle(fields);
      if (data.kind === "resize") this.#frame.style.height = `${Math.min(Math.max(Math.ceil(fields.height), 1), MOST_HEIGHT)}px`;
      if (data.kind === "ready") {
        this.#isReady = true;
        for (const ask of this.#waiting.splice(0)) ask();
      }
      this.dispatchEvent(new CustomEvent(`checker-${data.kind}`, { detail: { version: MARK.v, ...fields }, bubbles: true }));
    }

    #settle({ id, response }) {
      this.#calls.get(id)?.resolve(response);
      this.#calls.delete(id);
    }
  }

  customElements.define("refund-checker", RefundChecker);

  /** A link becomes the element; its data attributes become the element's own. */
  function replace(link) {
    const element = document.createElement("refund-checker");
    for (const [name, value] of Object.entries(link.dataset)) element.setAttribute(name, value);
    link.replaceWith(element);
  }

  const LINK = "a.refund-checker";
  function look(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches(LINK)) replace(node);
    else node.querySelectorAll(LINK).forEach(replace);
  }
  look(document.documentElement);
  new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach(look)))
    .observe(document.documentElement, { childList: true, subtree: true });
})();
