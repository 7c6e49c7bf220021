/**
 * Runs one Python file inside Pyodide: node inside.mjs PYODIDE SCRIPT FOLDER. The script finds the folder as /given.
 *
 * What Python compiles in there fits the Python in there, whichever Python builds the site.
 */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, script, folder] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
// Columns are told to nobody, and cost a fifth of every compiled module; a fixed seed gives equal bytes.
const env = { PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" };
const python = await loadPyodide({ indexURL: `${pyodide}/`, env });
python.FS.mkdirTree("/given");
python.mountNodeFS("/given", folder);
try {
  python.runPython(await readFile(script, "utf8"), { filename: script });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
