/** Where the reader's attention goes: what is said to them, what has the focus, and what is brought into sight. */

const UNDER_THE_HEADER = 80;

export class Attention {
  #host;

  /** @param {import("lit").LitElement} host whose live region, headings and fields these are */
  constructor(host) {
    this.#host = host;
  }

  /**
   * One change of the live region for each event: Lit would leave an equal text alone.
   * @param {string} text
   */
  async announce(text) {
    if (!this.#host.hasUpdated) await this.#host.updateComplete;
    /** @type {Element} */ (this.#find("[role=status]")).textContent = text;
  }

  /**
   * @param {string} selector of what gets the focus once it is there
   * @param {boolean} [quiet] the page has only just opened, so the focus stays where it is
   */
  async focus(selector, quiet = false) {
    if (quiet) return;
    await this.#host.updateComplete;
    const target = this.#find(selector);
    if (!target) return;
    target.focus({ preventScroll: true });
    // What is wrong elsewhere and what is known so far stand above the question, and are read first.
    const above = target.matches(".prompt, .headline") && !target.closest(".closer") && this.#find("#problem-general, .so-far");
    const upper = above || target;
    const isSeen = upper.getBoundingClientRect().top >= UNDER_THE_HEADER && target.getBoundingClientRect().bottom <= innerHeight * 0.7;
    if (!isSeen) upper.scrollIntoView({ block: "start" });
  }

  /** The bar may lie below a long list: whoever has answered should see that it goes on. */
  async showWaiting() {
    await this.#host.updateComplete;
    this.#find(".start")?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement | null}
   */
  #find(selector) {
    return this.#host.renderRoot.querySelector(selector);
  }
}
