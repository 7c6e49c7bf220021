/** The checker's requests and responses, from its schema (sitegen/types.mjs), with names for their parts. */

import type { Request, Response } from "../build/types/contract";

export type Answers = Request["answers"];
export type PlainFile = NonNullable<Answers["files"]>[number];

/** A response as the widget keeps it: any of its parts may not have been asked for. */
export type Brief = Omit<Response, "answers"> & { answers: Answers };
/** A response with all its parts. One without a verdict is an error, and never becomes what is shown. */
export type Whole = Required<Brief> & { verdict: NonNullable<Brief["verdict"]> };
/** What a reader acts on: `changes` and `readings` come a moment later. */
export type Result = Omit<Whole, "changes" | "readings"> & Partial<Whole>;

export type Verdict = Whole["possible"][number];
export type Question = Told["question"] & Partial<Omit<Whole["next_screen"][number], keyof Told["question"]>>;
export type Option = Whole["next_screen"][number]["options"][number];
export type Told = Whole["asked"][number];
export type Gate = Whole["gates"][number];
export type Deadline = Whole["deadlines"][number];
export type Reading = Whole["readings"][number];
export type Fault = Whole["errors"][number];
export type FileFault = NonNullable<Whole["files"]>["together"][number];

/** Anything that rests on statements and on our own decisions. */
export type Cited = { statements?: string[]; policy?: string[] };
/** Where those can be looked up; `base`: from the page to the site's root. */
export type Sources = Pick<Whole, "statements" | "policy"> & { base: string };
