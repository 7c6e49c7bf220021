/**
 * What the checker says to the first answers, worked out when the site was built (sitegen/early.py). Shown while Python
 * is still on its way; only where it is the same on every day.
 */
export class Early {
  #address;
  #told;

  /** @param {string} address of the file, relative to the page */
  constructor(address) {
    this.#address = new URL(address, document.baseURI);
  }

  /** Fetch the file, once. */
  load() {
    this.#told ??= fetch(this.#address)
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined);
    return this.#told;
  }

  /**
   * @param {import("./contract").Answers} answers
   * @param {string} today
   * @returns {Promise<import("./contract").Brief | undefined>} the response to exactly these answers, where it was worked out
   */
  async find(answers, today) {
    if (!Object.values(answers).every(isPlain)) return undefined;
    const told = await this.load();
    const response = told?.responses[keyOf(answers)];
    return response && { ...unfold(response, told.shared), today };
  }
}

/** A text or a list of texts; what else a link may bring could only be written like one of them. */
const isPlain = (value) => [value].flat().every((one) => typeof one === "string" && !one.includes(","));

/** As sitegen/early.py writes it. */
const keyOf = (answers) => Object.keys(answers).sort().map((id) => `${id}=${answers[id]}`).join("&");

/** What stands in many responses is written once, and `{"$": 3}` stands for it. */
function unfold(value, shared) {
  if (Array.isArray(value)) return value.map((item) => unfold(item, shared));
  if (value === null || typeof value !== "object") return value;
  if ("$" in value) return unfold(shared[value.$], shared);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unfold(item, shared)]));
}
