/**
 * What holds for whatever the parts of the widget that need no page are given: node properties.js RUNS LOADER.
 *
 * Bundled by its test. LOADER is the file that partners load. Prints a JSON object: of each property the number of runs,
 * and what failed, as fast-check tells it (with seed and path, to be run again).
 */

import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { grouped, readAmount } from "../../widget/amounts.js";
import { inFull, inWords, isDay, readDay } from "../../widget/dates.js";
import { dress, readAddress } from "../../widget/embed/look.js";
import { read as readMessage } from "../../widget/embed/messages.js";
import { from_frame, from_host } from "../../widget/embed/messages.json";
import { Kept } from "../../widget/kept.js";
import { asText, linkFor, read as readLink } from "../../widget/link.js";

const [runs, loader] = process.argv.slice(2);

const must = (holds, what) => {
  if (!holds) throw new Error(what);
};
const isPlain = (value) => Object.getPrototypeOf(value) === Object.prototype;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What is drawn

const UNKIND = ["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "then", "length"];
const HOSTILE = [
  "<img src=x onerror=canary=1>", "</script><script>canary=1</script>", "javascript:canary=1", "${canary=1}", "{{canary=1}}",
  "`;canary=1;`", "\u202egpj.exe", "\u0000", "\u2028", "\ud800", "%E0%A4%A", "%", "&", "=", "#", ":", ":=", "[]", "[[[[", "{", "null",
  '{"__proto__":{"polluted":1}}', '{"problem":"\\ud800"}', "9".repeat(400), "1e999", "-0", "NaN", "2026-02-30", "0000-00-00",
];
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom(...HOSTILE, ...UNKIND));
const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("problem", "units_received", "delivered_on", "evidence", "on", "verdict") }, fc.constantFrom(...UNKIND), text);
const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2200-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const json = fc.oneof(fc.json({ maxDepth: 3 }), fc.json({ noUnicodeString: false, maxDepth: 2 }), text);
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true });
const told = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), anything);

const fragment = fc.oneof(
  text,
  fc.array(fc.tuple(name, fc.constantFrom("=", ":=", "==", ""), fc.oneof(text, json, day), fc.boolean()), { maxLength: 8 }).map((pairs) =>
    `#${pairs.map(([id, mark, value, isEncoded]) => id + mark + (isEncoded ? encodeURIComponent(value.toWellFormed()) : value)).join("&")}`),
);
const VERDICTS = ["qualifies", "partly", "unclear", "does_not_qualify"];

/** Answers as the checker gives them back: texts, lists of texts, numbers. */
const ids = fc.oneof(fc.stringMatching(/^[a-z]+(_[a-z]+)*$/), fc.constantFrom(...UNKIND)).filter((id) => !["on", "rules", "verdict", "outcome", "files"].includes(id) && !id.endsWith(":"));
const value = fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 }), fc.constant([]), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)), fc.nat());
const answers = fc.array(fc.tuple(ids, value), { maxLength: 6 }).map(Object.fromEntries);
const wellFormed = (value) => (typeof value === "string" ? value.toWellFormed() : Array.isArray(value) ? value.map(wellFormed) : value);

// What stands around the parts in a page

const stored = new Map();
globalThis.localStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, String(value)),
  removeItem: (key) => stored.delete(key),
};

/** A page just large enough for the loader; gives what it defines, and what it has told the console. */
async function pageWith(file) {
  const page = { warned: [], listeners: [], posted: [] };
  const frame = () => ({
    style: {}, setAttribute() {}, addEventListener() {}, remove() {},
    contentWindow: { postMessage: (data) => page.posted.push(data) },
  });
  class Element {
    isConnected = true;
    heard = [];
    attributes = new Map();
    attachShadow = () => ({ append: (node) => (this.frame = node) });
    getAttribute = (key) => this.attributes.get(key) ?? null;
    dispatchEvent = (event) => this.heard.push(event);
  }
  const names = {
    document: { currentScript: { src: "https://ours.example/embed/v1.js" }, documentElement: { matches: () => false, querySelectorAll: () => [], nodeType: 1 }, createElement: frame },
    customElements: { get: () => undefined, define: (_, made) => (page.Checker = made) },
    CSSStyleSheet: class { replaceSync() {} },
    MutationObserver: class { observe() {} },
    Node: { ELEMENT_NODE: 1 },
    HTMLElement: Element,
    addEventListener: (_, listener) => page.listeners.push(listener),
    removeEventListener() {},
    CustomEvent: class { constructor(type, { detail }) { Object.assign(this, { type, detail }); } },
    console: { warn: (text) => page.warned.push(text) },
  };
  new Function(...Object.keys(names), await readFile(file, "utf8"))(...Object.values(names));
  return page;
}

const page = await pageWith(loader);

function placed(attributes) {
  const element = new page.Checker();
  for (const [key, value] of Object.entries(attributes)) element.attributes.set(key, value);
  element.connectedCallback();
  return element;
}

const RIGHT = {
  theme: /^(light|dark|auto)$/, accent: /^#[0-9a-f]{6}$/i, radius: /^([0-9]|1[0-9]|2[0-4])$/, font: /^(system|serif|sans)$/,
  today: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, lang: /^en$/,
};
const said = fc.oneof(text, day, fc.constantFrom("light", "#0B4F55", "24", "25", "serif", "en", "#0b4f5", " dark", "dark\n", ...UNKIND));
const attributes = fc.record(
  { theme: said, accent: said, radius: said, font: said, today: said, lang: said, start: fc.oneof(json, said), loading: said, colour: said },
  { requiredKeys: [] },
);
const allKinds = [...Object.keys(from_frame), ...Object.keys(from_host), ...UNKIND];
const message = fc.oneof(
  anything,
  fc.tuple(
    fc.record({ app: fc.constantFrom("refund-checker", "refund-checker", "other"), v: fc.constantFrom(1, 1, "1", 2), kind: fc.oneof(fc.constantFrom(...allKinds), told) }, { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom("id", "answers", "today", "theme", "accent", "radius", "font", "height", "verdict", "outcome", "rules_version", "response", "what", "answered", ...UNKIND), told, { maxKeys: 8 }),
  ).map(([head, fields]) => ({ ...fields, ...head })),
);

/** Only fields that the kind has, each of its type. */
function keepsTo(kinds, kind, fields) {
  must(Object.hasOwn(kinds, kind), `there is no kind ${kind}`);
  for (const [key, value] of Object.entries(fields)) {
    must(Object.hasOwn(kinds[kind].fields, key), `${kind} has no field ${key}`);
    const { type, nullable } = kinds[kind].fields[key];
    must(value === null ? nullable : typeof value === type, `${key} is a ${typeof value}`);
  }
}

// What holds

const typed = fc.oneof(
  text,
  fc.array(fc.oneof(fc.constantFrom("1", "20", "31", "2026", "26", "May", "feb", "sept", "Monday", "today", ".", ",", "-", "/", " ", "'", "年", "th", "of", "$", "US$", "%", "−", "１", "\ufdfa"), text), { maxLength: 8 }).map((parts) => parts.join("")),
).map((typed) => typed.slice(0, 40));
const amount = fc.oneof(fc.nat().map(String), fc.tuple(fc.nat(999_999_999), fc.nat(999_999)).map(([whole, part]) => `${whole}.${part}`));

const PROPERTIES = {
  "a fragment": [[fragment], (fragment) => {
    const { answers, came, isTooLong, ...others } = readLink(fragment);
    must(isPlain(answers) && same(others, {}), "something else comes out");
    must(fragment.length > 6000 ? isTooLong : !isTooLong, "its length is not judged");
    if (came) must(isDay(came.on) && VERDICTS.includes(came.verdict) && [came.safe_by, came.last_day].every((day) => day === undefined || isDay(day)), "what it came to cannot be");
    asText(answers);
  }],
  "answers through a link": [[answers, text], (answers, where) => {
    const link = linkFor({ answers, today: "2026-05-20", rules_version: "1.0.0+01234567", verdict: "unclear", outcome: null, safe_by: "2026-05-21" }, `https://ours.example/${where}`);
    const at = link.indexOf("#");
    fc.pre(link.length - at <= 6000);
    must(link.slice(0, at) === `https://ours.example/${where}`.split("#")[0], "the page is another");
    const back = readLink(link.slice(at));
    const entries = (answers) => Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1));
    must(same(entries(back.answers), entries(answers).map(([id, value]) => [id, wellFormed(value)])), `it is ${JSON.stringify(back.answers)}`);
    must(back.came?.rules === "1.0.0+01234567" && back.came.safe_by === "2026-05-21", "what it came to is lost");
  }],
  "what is stored": [[fc.oneof(json, fc.tuple(json, json, fc.oneof(day, json)).map(([schema, answers, on]) => `{"schema":${schema},"answers":${answers},"on":"${on}"}`), fc.tuple(json, day).map(([answers, on]) => `{"schema":1,"answers":${answers},"on":"${on}"}`))], (text) => {
    stored.set("refund-answers", text);
    const kept = new Kept().read();
    must(kept ? isPlain(kept.answers) && isDay(kept.on) : !stored.has("refund-answers"), "rubbish stays");
  }],
  "answers through the device": [[answers, day], (answers, on) => {
    fc.pre(JSON.stringify(answers).length < 19_000);
    must(new Kept().write(answers, on), "they are not kept");
    const kept = new Kept().read();
    must(kept.on === on && same(kept.answers, answers), "they come back as others");
  }],
  "a message of a host": [[message], (message) => {
    const read = readMessage(message);
    if (!read) return;
    const { kind, ...fields } = read;
    keepsTo(from_host, kind, fields);
    must(isPlain(read) && message.app === "refund-checker" && message.v === 1, "it is not ours");
  }],
  "an address of the frame": [[fc.oneof(text, attributes.map((all) => `?${new URLSearchParams(Object.entries(all).map(([key, value]) => [key, value.toWellFormed()]))}`))], (search) => {
    const { said, faults } = readAddress(search);
    const known = Object.entries(said);
    must(known.every(([key, value]) => Object.hasOwn(RIGHT, key) && RIGHT[key].test(value)), JSON.stringify(said));
    must(faults.every((fault) => typeof fault === "string"), "a fault is no text");
    must(new Set(new URLSearchParams(search).keys()).size <= known.length + faults.length, "something is passed over");
    const style = { set: [], setProperty: (...both) => style.set.push(both), removeProperty() {} };
    dress(style, said);
    must(style.set.every(([, value]) => /^[\w\s#%.,()"-]+$/.test(value) && !/function|object/.test(value)), JSON.stringify(style.set));
  }],
  "attributes of the element": [[attributes], (attributes) => {
    const { src } = placed(attributes).frame;
    const { origin, pathname, searchParams, hash } = new URL(src);
    must(origin === "https://ours.example" && pathname === "/embed/v1/", src);
    for (const [key, value] of searchParams) must(RIGHT[key]?.test(value) && attributes[key] === value, `${key}=${value}`);
    const { start } = attributes;
    const wanted = start === undefined ? [] : Object.entries(plainly(start));
    fc.pre(hash.length < 6000);
    const { answers } = readLink(hash);
    // An id that ends in the link's own mark, one that is a word of the link, or one given both ways is no question's.
    fc.pre(wanted.every(([id]) => !/:$|^(on|rules|verdict|outcome|safe_by|last_day)$/.test(id)));
    for (const [id, value] of wanted) must(same(answers[id.toWellFormed()], fold(value)), `${id} is ${JSON.stringify(answers[id.toWellFormed()])}`);
  }],
  "a message to the element": [[message], (message) => {
    const element = placed({});
    element.assess({}).catch(() => {});
    for (const hear of page.listeners.splice(0)) hear({ source: element.frame.contentWindow, origin: "https://ours.example", data: message });
    for (const { type, detail } of element.heard) {
      const { version, ...fields } = detail;
      keepsTo(from_frame, type.replace(/^checker-/, ""), fields);
      must(version === 1, "it has another version");
    }
    const { height } = element.frame.style;
    must(height === undefined || /^(\d{1,5}|NaN)px$/.test(height), `it is ${height} high`);
  }],
  "a day as it is typed": [[typed, day], (typed, today) => {
    const reading = readDay(typed, today);
    if (reading.day) return must(isDay(reading.day), reading.day);
    must(typeof reading.problem === "string" && reading.choices.every(isDay), JSON.stringify(reading));
    reading.choices.forEach(inFull);
  }],
  "a day through its words": [[day], (day) => {
    for (const words of [day, inWords(day), inFull(day), inWords(day).toUpperCase(), day.replaceAll("-", "/")]) must(same(readDay(words, "2026-05-20"), { day }), words);
  }],
  "an amount as it is typed": [[typed], (typed) => {
    const reading = readAmount(typed);
    const all = reading.amount === undefined ? reading.choices : [reading.amount];
    must(all.every((amount) => /^-?\d+(\.\d+)?$/.test(amount)), JSON.stringify(reading));
    must(reading.amount !== undefined || typeof reading.problem === "string", "nothing is said");
    all.forEach(grouped);
  }],
  "an amount through its words": [[amount], (amount) => {
    const reading = readAmount(grouped(amount));
    must(reading.amount === amount || reading.choices?.includes(amount), JSON.stringify(reading));
  }],
};

/** What `start` says, where it is an object; what is no object says nothing. */
function plainly(text) {
  try {
    const told = JSON.parse(text);
    return told !== null && isPlain(told) ? told : {};
  } catch {
    return {};
  }
}

/** A list of one text is written as its one, which the checker takes for the same. */
const fold = (value) => (Array.isArray(value) && value.length === 1 && typeof value[0] === "string" ? value[0].toWellFormed() : wellFormedIn(value));
const wellFormedIn = (value) => (typeof value === "string" || (Array.isArray(value) && value.length && value.every((one) => typeof one === "string")) ? wellFormed(value) : value);

const results = {};
for (const [what, [arbitraries, holds]] of Object.entries(PROPERTIES)) {
  const checked = fc.property(...arbitraries, (...drawn) => {
    holds(...drawn);
    must({}.polluted === undefined && Object.keys(Object.prototype).length === 0 && globalThis.canary === undefined, "it reached beyond itself");
  });
  const { failed, numRuns, ...details } = fc.check(checked, { numRuns: Number(runs), seed: 20260510 });
  results[what] = { runs: numRuns, failed: failed ? fc.defaultReportMessage({ failed, numRuns, ...details }) : "" };
}
process.stdout.write(JSON.stringify(results));
