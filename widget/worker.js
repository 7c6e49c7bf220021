/** Pyodide in a module worker: opens the runtime's folder, then answers one text after the other. */

let checker;

// A message that arrives while the module still awaits would be lost, so this comes before any await.
self.onmessage = ({ data }) => (data.folder ? open(data.folder) : answer(data.text));

function answer(text) {
  try {
    self.postMessage({ answer: checker.respond(text) });
  } catch (error) {
    self.postMessage({ error: lastLine(error) });
  }
}

async function open(folder) {
  try {
    const plan = await readPlan(folder);
    const address = (name) => new URL(name, folder).href;
    const progress = countBytes(plainFiles(plan));
    const imported = (name) => import(address(name)).then(progress.arrived(name), () => fail(missing(name)));
    const { loadPyodide } = await imported(plan.pyodide);
    // The same address again costs nothing: the module is shared with the loader's own import.
    imported("pyodide.asm.js");
    const python = await loadPyodide({
      indexURL: folder,
      lockFileURL: address(plan.plain.lock),
      packages: [plan.plain.package],
    });
    // A package that fails to load is only logged, so the import is the test.
    checker = python.pyimport(plan.module);
    if (!checker.respond) throw new Error(`The package ${plan.plain.package} arrived incomplete.`);
    self.postMessage({ ready: true });
  } catch (error) {
    fail(lastLine(error));
  }
}

/** The bytes of the files that the plain start fetches, by name. */
function plainFiles({ files, library, snapshot, nothing }) {
  const others = [library, snapshot, nothing];
  const named = Object.entries(files).filter(([name]) => !others.includes(name));
  return Object.fromEntries(named.map(([name, { bytes }]) => [name, bytes]));
}

async function readPlan(folder) {
  const response = await fetch(new URL("runtime.json", folder));
  if (!response.ok) throw new Error(missing("runtime.json", response.status));
  return response.json();
}

const missing = (name, status) => `The file ${name} could not be fetched${status ? ` (${status})` : ""}.`;
const fail = (reason) => self.postMessage({ failed: reason });

/**
 * Wraps fetch so that the bytes of the listed files are reported as they arrive, and one that does not arrive is named:
 * without its wasm file the loader would wait for ever.
 */
function countBytes(files) {
  const total = Object.values(files).reduce((sum, bytes) => sum + bytes, 0);
  const seen = {};
  const plainFetch = self.fetch;
  let told = -Infinity;

  function report(name, bytes) {
    seen[name] = Math.min(bytes, files[name] ?? 0);
    const sum = Object.values(seen).reduce((a, b) => a + b, 0);
    if (sum < total && sum - told < total / 200) return;
    told = sum;
    self.postMessage({ progress: { stage: sum < total ? "fetch" : "start", bytes: sum, total } });
  }

  self.fetch = async (resource, options) => {
    const name = new URL(resource.url ?? resource, self.location.href).pathname.split("/").at(-1);
    if (!(name in files)) return plainFetch(resource, options);
    const response = await plainFetch(resource, options).catch((error) => {
      fail(missing(name));
      throw error;
    });
    if (!response.ok) fail(missing(name, response.status));
    if (!response.body) return response;
    let bytes = 0;
    const counter = new TransformStream({
      transform(chunk, controller) {
        report(name, (bytes += chunk.byteLength));
        controller.enqueue(chunk);
      },
      flush: () => report(name, files[name]),
    });
    return new Response(response.body.pipeThrough(counter), response);
  };
  report("", 0);
  return {
    arrived: (name) => (module) => {
      report(name, files[name] ?? 0);
      return module;
    },
  };
}

const lastLine = (error) => String(error?.message ?? error).trim().split("\n").at(-1);
