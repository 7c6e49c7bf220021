/** The fields of the questionnaire: as Lit keeps them, and what they hold. */

import { LitElement } from "lit";

/** @import { Answers, Brief, Told } from "./contract" */
/** @import { Elsewhere, Problem } from "./refusals.js" */
/** @import { Draft } from "./views/field.js" */
/** @import { Note } from "./views/start.js" */

export const properties = {
  runtime: {},
  early: {},
  offline: {},
  base: {},
  start: {},
  today: {},
  eager: { type: Boolean },
  framed: { type: Boolean },
  response: { state: true },
  told: { state: true },
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
  keeps: { state: true },
  cannotKeep: { state: true },
  note: { state: true },
};

/**
 * @typedef {object} Fields what Lit makes of `properties`
 * @property {string} [runtime]
 * @property {string} [early]
 * @property {string} [offline]
 * @property {string} base
 * @property {string} [start]
 * @property {string} [today]
 * @property {boolean} [eager]
 * @property {boolean} [framed]
 * @property {Brief} [response]
 * @property {Answers} told
 * @property {Record<string, Draft>} drafts
 * @property {Record<string, Problem>} problems
 * @property {Elsewhere[]} general
 * @property {Told} [changing]
 * @property {boolean} [waiting]
 * @property {{stage: string, bytes: number, total: number}} [progress]
 * @property {boolean} [isLong]
 * @property {{title: string, reason: string, isOutdated?: boolean}} [failed]
 * @property {boolean} [editingToday]
 * @property {string} [todayProblem]
 * @property {boolean} wide
 * @property {boolean} [keeps]
 * @property {boolean} [cannotKeep]
 * @property {Note} [note]
 */

/** A class that Lit gives those fields. */
export const WithFields = /** @type {(new () => LitElement & Fields) & Omit<typeof LitElement, "prototype">} */ (/** @type {unknown} */ (LitElement));
