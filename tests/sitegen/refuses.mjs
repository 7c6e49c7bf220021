/** Tries to start from damaged snapshots: node refuses.mjs FOLDER; prints a JSON object from damage to what was said. */

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { whole } from "../../widget/snapshot.js";

const [folder] = process.argv.slice(2);
const plan = JSON.parse(await readFile(`${folder}/runtime.json`, "utf8"));
const place = (name) => resolve(folder, plan.files[name].at ?? name);
const read = async (name) => new Uint8Array(await readFile(place(name)));
const { loadPyodide } = await import(pathToFileURL(place(plan.pyodide)));
const common = { indexURL: `${dirname(place(plan.pyodide))}/`, lockFileURL: place(plan.plain.lock) };
const [good, wasm] = [await read(plan.snapshot), await read("pyodide.asm.wasm")];
const snapshot = whole(good, wasm);

const changed = (bytes, place) => bytes.with(place, bytes[place] ^ 0xff);
const damaged = {
  "cut off in its list": () => whole(good.slice(0, 100), wasm),
  "cut off in its bytes": () => whole(good.slice(0, -1), wasm),
  "one byte more": () => whole(new Uint8Array(Buffer.concat([good, new Uint8Array(1)])), wasm),
  "nothing at all": () => whole(new Uint8Array(0), wasm),
  "a page of HTML": () => whole(new TextEncoder().encode("<!doctype html><title>Not found</title>"), wasm),
  "another magic number": () => changed(snapshot, 0),
  "of another build": () => changed(snapshot, 16),
  "garbage": () => new Uint8Array(snapshot.length).fill(0xa5),
};

async function tried(make) {
  try {
    await loadPyodide({ ...common, stdLibURL: place(plan.nothing), _loadSnapshot: make() });
    return "";
  } catch (error) {
    return String(error.message ?? error).split("\n")[0];
  }
}

const said = {};
for (const [damage, make] of Object.entries(damaged)) said[damage] = await tried(make);
process.stdout.write(JSON.stringify(said));
