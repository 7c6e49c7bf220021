/**
 * Write the contract as TypeScript declarations: `python -m checker schema | node sitegen/types.mjs OUT.d.ts`.
 * They are only for `make lint`, which holds the widget's use of a response against them.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { json } from "node:stream/consumers";
import { compile } from "json-schema-to-typescript";

const [out] = process.argv.slice(2);
const schemas = await json(process.stdin);
// What the schema does not name cannot be meant: a wrong name is then an error.
const options = { additionalProperties: false, bannerComment: "", format: false };
const declared = await Promise.all(Object.values(schemas).map((schema) => compile(schema, schema.title, options)));
await mkdir(dirname(out), { recursive: true });
await writeFile(out, declared.join("\n"));
