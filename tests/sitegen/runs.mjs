/**
 * Answers requests with the built runtime, started in one of its ways: node runs.mjs FOLDER WAY REQUESTS.
 *
 * FOLDER is that of the build, WAY is snapshot, library or plain, REQUESTS a JSON list of texts; prints a JSON list.
 */

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { whole } from "../../widget/snapshot.js";

const [folder, way, requests] = process.argv.slice(2);
const plan = JSON.parse(await readFile(`${folder}/runtime.json`, "utf8"));
const place = (name) => resolve(folder, plan.files[name].at ?? name);
const read = async (name) => new Uint8Array(await readFile(place(name)));
const { loadPyodide } = await import(pathToFileURL(place(plan.pyodide)));
const common = { indexURL: `${dirname(place(plan.pyodide))}/`, lockFileURL: place(plan.plain.lock) };

const options = {
  plain: async () => ({ packages: [plan.plain.package] }),
  library: async () => ({ stdLibURL: place(plan.library) }),
  snapshot: async () => ({
    stdLibURL: place(plan.nothing),
    _loadSnapshot: whole(await read(plan.snapshot), await read("pyodide.asm.wasm")),
  }),
};
// Nothing but the answers may go to standard output.
const stdout = () => {};
const python = await loadPyodide({ ...common, stdout, ...(await options[way]()) });
const module = python.pyimport(plan.module);
const answers = JSON.parse(await readFile(requests, "utf8")).map((text) => module.respond(text));
// The names of all modules that came out of an archive.
const loaded = python.runPython(`
import sys, zipimport
specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
[spec.name for spec in specs if spec and isinstance(spec.loader, zipimport.zipimporter)]
`).toJs();
let error = "";
try {
  module.respond(null);
} catch ({ message }) {
  error = message;
}
process.stdout.write(JSON.stringify({ answers, loaded, error }));
