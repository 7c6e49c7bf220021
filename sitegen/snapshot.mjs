/**
 * Takes a snapshot of a started Python: node snapshot.mjs PYODIDE LIBRARY PLAN OUT. The plan is JSON (module, requests):
 * the module is imported and answers the requests, so that whoever loads the snapshot has it at hand, and warm.
 *
 * All this is a private interface of Pyodide, the version of which package.json pins.
 */

import chance from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { combine, MAGIC, whole } from "../widget/snapshot.js";

// Stretches of zeros are left out in steps of this size.
const PAGE = 4096;

const [pyodide, library, plan, out] = process.argv.slice(2).map((path) => resolve(path));

/** Nothing of this hour, its time zone, of chance and of this machine's folders gets in: equal files, equal snapshots. */
function forget() {
  // Python asks for the time zone as it starts, and keeps its names.
  process.env.TZ = "UTC";
  Date.now = () => 0;
  performance.now = () => 0;
  chance.randomFillSync = (bytes) => bytes.fill(0);
  process.argv.splice(1, Infinity, "python");
}

/**
 * Where WebAssembly knows its functions' types, Pyodide adds a function of its own to its table and keeps its place in
 * memory; WebKit then has another there. On an iPhone it does without, and a snapshot without it fits every engine.
 */
function doWithoutOwnFunction() {
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "iPhone" }, configurable: true });
}

/** Python with the module imported, and warm. */
async function start({ module, requests }) {
  const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
  const env = { PYTHONHASHSEED: "0" };
  const python = await loadPyodide({ indexURL: `${pyodide}/`, stdLibURL: library, env, _makeSnapshot: true });
  python.globals.set("requests", requests.join("\0"));
  python.runPython(`
import gc, sys, zipimport, ${module}
for request in requests.split("\\0"):
    ${module}.respond(request)
# The library is gone where the snapshot is loaded: what is imported then must look anew.
sys.path_importer_cache.clear()
zipimport._zip_directory_cache.clear()
del gc, request, requests, sys, zipimport, ${module}
__import__("gc").collect()
`);
  return python;
}

/** Write zeros into the memory that is free, and the dead part of the stack: what was left there would only weigh. */
function clear(memory) {
  const { _emscripten_builtin_malloc: take, _emscripten_builtin_free: give } = memory;
  memory.HEAPU8.fill(0, memory._emscripten_stack_get_end(), memory._emscripten_stack_get_current());
  const top = memory._sbrk(0);
  const taken = [];
  for (let size = 1 << 20; size >= 16; size -= stepBelow(size)) {
    let place = take(size);
    // What begins or ends above the top is new memory, not what was freed.
    for (; place + size <= top; place = take(size)) {
      memory.HEAPU8.fill(0, place, place + size);
      taken.push(place);
    }
    give(place);
  }
  taken.forEach((place) => give(place));
  memory._malloc_trim(0);
}

const stepBelow = (size) => (size > 4096 ? size / 2 : size > 512 ? 256 : 8);

/** The snapshot in the form that widget/snapshot.js reads. */
function difference(snapshot, wasm) {
  const bytes = snapshot.slice();
  combine(bytes, wasm);
  const runs = runsOf(bytes);
  const head = new Uint32Array([MAGIC, bytes.length, runs.length, ...runs.flat()]);
  const parts = runs.map(([place, length]) => bytes.subarray(place, place + length));
  return Buffer.concat([new Uint8Array(head.buffer), ...parts]);
}

/** Where the bytes are not all zero: pairs of place and length. */
function runsOf(bytes) {
  const runs = [];
  for (let place = 0; place < bytes.length; place += PAGE) {
    const page = bytes.subarray(place, place + PAGE);
    const last = runs.at(-1);
    if (page.every((byte) => byte === 0)) continue;
    if (last && last[0] + last[1] === place) last[1] += page.length;
    else runs.push([place, page.length]);
  }
  return runs;
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

forget();
doWithoutOwnFunction();
const wasm = new Uint8Array(await readFile(`${pyodide}/pyodide.asm.wasm`));
const python = await start(JSON.parse(await readFile(plan, "utf8")));
clear(python._module);
const snapshot = python.makeMemorySnapshot();
const written = difference(snapshot, wasm);
if (Buffer.compare(whole(new Uint8Array(written), wasm), snapshot)) fail("The difference does not give the whole back.");
await writeFile(out, written);
