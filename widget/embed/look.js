/**
 * What the frame's address may say, and what follows from it for the look. The loader checks the same beforehand; here
 * it is checked again, because anybody can write an address.
 */

/** @type {Record<string, {test: (value: string) => boolean, allowed: string}>} */
export const LOOKS = {
  theme: { test: (value) => ["light", "dark", "auto"].includes(value), allowed: "light, dark or auto" },
  accent: { test: (value) => /^#[0-9a-f]{6}$/i.test(value), allowed: "a colour such as #0b4f55" },
  radius: { test: (value) => /^(\d|1\d|2[0-4])$/.test(value), allowed: "a number from 0 to 24" },
  font: { test: (value) => Object.hasOwn(FACES, value), allowed: "system, serif or sans" },
};

const OTHERS = {
  today: { test: (value) => /^\d{4}-\d\d-\d\d$/.test(value), allowed: "a day such as 2026-05-20" },
  lang: { test: (value) => value === "en", allowed: "en: the checker speaks English only" },
};

const FACES = {
  system: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  serif: 'Georgia, "Times New Roman", serif',
  sans: 'Arial, "Helvetica Neue", Helvetica, sans-serif',
};
// Of text and of what can be pressed, against the paper that it stands on.
const LEAST_CONTRAST = 4.5;
const PAPER = { light: "#ffffff", dark: "#1b2124" };

/**
 * What an address says, and what is wrong with it.
 * @param {string} search
 * @returns {{said: Record<string, string>, faults: string[]}}
 */
export function readAddress(search) {
  const known = { ...LOOKS, ...OTHERS };
  const said = {};
  const faults = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (!Object.hasOwn(known, name)) faults.push(`“${name}” is not known. Known are ${Object.keys(known).join(", ")}.`);
    else if (!known[name].test(value)) faults.push(`“${name}=${value}” cannot be used. Allowed is ${known[name].allowed}.`);
    else said[name] = value;
  }
  return { said, faults };
}

/**
 * Dress the page.
 * @param {CSSStyleDeclaration} style of the element that everything stands in
 * @param {Record<string, string>} looks those that are right; the others keep our own
 */
export function dress(style, { theme = "auto", accent, radius, font = "system" }) {
  style.colorScheme = theme === "auto" ? "light dark" : theme;
  for (const face of ["--face-text", "--face-label"]) style.setProperty(face, FACES[font]);
  put(style, "--radius", radius && `${radius}px`);
  put(style, "--accent", accent && `light-dark(${legible(accent, PAPER.light)}, ${legible(accent, PAPER.dark)})`);
  put(style, "--accent-wash", accent && "color-mix(in srgb, var(--accent) 10%, var(--paper))");
  put(style, "--on-accent", accent && `light-dark(${on(legible(accent, PAPER.light))}, ${on(legible(accent, PAPER.dark))})`);
}

function put(style, name, value) {
  if (value) style.setProperty(name, value);
  else style.removeProperty(name);
}

/** The colour, moved away from the paper only as far as it needs to be read. */
export function legible(colour, paper) {
  const away = luminance(paper) > 0.5 ? 0 : 255;
  const parts = channels(colour);
  for (let step = 0; step <= 20; step += 1) {
    const mixed = hex(parts.map((part) => part + ((away - part) * step) / 20));
    if (contrast(mixed, paper) >= LEAST_CONTRAST) return mixed;
  }
  return hex([away, away, away]);
}

/** White or black, whichever reads better on the colour. */
const on = (colour) => (contrast("#ffffff", colour) >= contrast("#000000", colour) ? "#ffffff" : "#000000");

/** As WCAG 2 has it. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [r, g, b] = channels(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const channels = (colour) => [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
const hex = (parts) => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
