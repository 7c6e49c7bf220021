/**
 * Runs tests/checker/answering.py in Pyodide: node answering.mjs PYODIDE ROOT [INSTANT]. An instant, in milliseconds,
 * sets its clock.
 */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, root] = process.argv.slice(2, 4).map((path) => resolve(path));
const instant = process.argv[4];
if (instant) Date.now = () => Number(instant);

const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const env = { PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: process.env.PYTHONHASHSEED ?? "0" };
const python = await loadPyodide({ indexURL: `${pyodide}/`, env });
python.FS.mkdirTree("/given/checker");
python.mountNodeFS("/given/checker", `${root}/checker`);
python.runPython(`import sys; sys.path.append("/given")`);
python.runPython(await readFile(`${root}/tests/checker/answering.py`, "utf8"));
