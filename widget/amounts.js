/** Money and counts as people type them, and as people read them. A value is decimal text ("1234.50") everywhere else. */

/** @typedef {{amount: string} | {problem: string, choices: string[]}} Reading an amount, or what is wrong and what may be meant */

/**
 * Read an amount with thousands marked by commas, points, spaces or apostrophes, and with a point or a comma before the
 * decimals. "1.234" can be either: it comes back as two choices.
 * @param {string} typed
 * @returns {Reading}
 */
export function readAmount(typed) {
  const text = typed.normalize("NFKC").trim().replace(/\s+/g, " ").replace(/^(us\$|usd|\$)\s*|\s*(us\$|usd|us dollars|dollars|\$|%|pcs|units)$/gi, "");
  if (!text) return wrong("Nothing is typed yet. Type a number, like 1250 or 1250.50.");
  if (!/^[-−+]?\d[\d.,'’ ]*$/.test(text)) return wrong(`“${typed.trim()}” is not a number that can be read. Type it like 1250 or 1250.50.`);
  const sign = /^[-−]/.test(text) ? "-" : "";
  const digits = text.replace(/^[-−+]/, "").replace(/[ '’]/g, "");
  const marks = [...digits].filter((mark) => mark === "." || mark === ",");
  const last = marks.at(-1);
  const whole = sign + tidy(digits.replace(/[.,]/g, ""));
  if (!last) return { amount: whole };
  const decimal = sign + tidy(decimals(digits, last));
  const tail = digits.length - digits.lastIndexOf(last) - 1;
  if (new Set(marks).size === 2) return marks.filter((mark) => mark === last).length === 1 ? { amount: decimal } : unreadable(typed);
  if (marks.length > 1) return /^\d{1,3}([.,]\d{3})+$/.test(digits) ? { amount: whole } : unreadable(typed);
  if (tail !== 3 || digits.startsWith("0")) return { amount: decimal };
  if (last === ",") return { amount: whole };
  return wrong(`“${typed.trim()}” can be read in two ways. Which do you mean?`, [whole, decimal]);
}

/** "1,234.50": thousands marked, decimals as given. */
export function grouped(amount) {
  const [whole, fraction] = String(amount).split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? marked : `${marked}.${fraction}`;
}

/** "USD 1,234.50" */
export function dollars(amount) {
  return `USD ${grouped(amount)}`;
}

function decimals(digits, mark) {
  const at = digits.lastIndexOf(mark);
  const fraction = digits.slice(at + 1);
  return digits.slice(0, at).replace(/[.,]/g, "") + (fraction ? `.${fraction}` : "");
}

const tidy = (digits) => digits.replace(/^0+(?=\d)/, "");
const unreadable = (typed) => wrong(`“${typed.trim()}” is not a number that can be read. Type it like 1250 or 1250.50.`);
const wrong = (problem, choices = []) => ({ problem, choices });
