import { Files } from "./files.js";
import { keep, taken } from "./shelf.js";
import { lacking, noWebAssembly, outdated, stopped, unreachable } from "./trouble.js";
import { whole } from "../snapshot.js";

/**
 * Mbit/s from which a snapshot pays: it is 1.4 MB more on the wire and starts 1 to 2 s sooner. What is measured is never
 * above the link, and below it where the device is slow, which is where the snapshot pays most.
 */
const FAST = 15;
const WASM = "pyodide.asm.wasm";
const WARM_UP = JSON.stringify({ schema: 1, today: "2026-01-01", answers: {} });

/**
 * Start Python by the first of four steps that works; each that does not is told with its reason.
 *
 *   kept     a snapshot already on this device
 *   shipped  the snapshot that comes with the site, where the link is fast
 *   trimmed  the library with only what is used; a snapshot is then taken for the next visit
 *   plain    Pyodide with its whole library and our wheel
 *
 * @param {{folder: string, without: string[], failures: number}} order the folder with runtime.json; steps that have hung before; how many starts have failed
 * @param {{progress: (progress: {stage: string, bytes: number, total: number}) => void, step: (step: {step: string, state: string, why: string}) => void}} tell
 * @returns {Promise<{checker: {respond: (text: string) => string}, rest: () => Promise<void>, files: string[]}>} `rest` is for when nothing is asked;
 *   `files` the addresses of what was fetched, but for a snapshot, which is kept by itself
 */
export async function climb({ folder, without, failures }, tell) {
  await canRun();
  const plan = await readPlan(folder);
  const files = new Files(folder, plan.files, tell.progress, failures > 0);
  const wasm = files.compiled(WASM);
  const parts = [files.module(plan.pyodide), files.module("pyodide.asm.js"), files.bytes(plan.plain.lock), wasm];
  // Without these no step can work: what is wrong with them is the reason to give.
  const needed = Promise.all(parts);
  let isLacking = false;
  needed.catch(() => (isLacking = true));
  serveToPyodide(files, wasm);
  const shelf = new URL(`snapshot-${plan.build}`, folder).href;
  const ground = { plan, files, wasm, shelf, kept: await taken(shelf) };
  for (const [step, prepare] of Object.entries(STEPS)) {
    let isTried = false;
    try {
      if (without.includes(step)) throw new Error("it hung or lost a call before");
      const { why, config, succeeded } = await prepare(ground);
      const [{ loadPyodide }] = await needed;
      isTried = true;
      tell.step({ step, state: "trying", why });
      const python = await loadPyodide({ indexURL: new URL("./", files.address(WASM)).href, lockFileURL: files.address(plan.plain.lock), ...config });
      const checker = open(python, plan.module);
      const rest = succeeded(python, checker);
      tell.step({ step, state: "taken", why });
      return { checker, rest, files: files.letGo().filter((address) => !address.endsWith(`/${plan.snapshot}`)) };
    } catch (error) {
      if (isLacking) await needed;
      tell.step({ step, state: "refused", why: lastLine(error) });
      // One that hung, or that lost a call, is not trusted on the next visit either.
      if (step === "kept" && "bytes" in ground.kept && (isTried || without.includes(step))) await spoil(ground);
      if (step === "plain") throw error;
    }
  }
  throw new Error("There is no step left.");
}

const STEPS = {
  async kept({ kept, files, plan }) {
    if (!kept.bytes) throw new Error(kept.why);
    if (!files.has(kept.library)) throw new Error(`the list of files does not name ${kept.library}`);
    await files.bytes(kept.library);
    return {
      why: "a snapshot of this build is on this device",
      config: { _loadSnapshot: handedOver(kept.bytes), stdLibURL: files.address(kept.library) },
      succeeded: () => nothingToDo,
    };
  },

  async shipped({ plan, files, wasm, shelf }) {
    if (!plan.snapshot || !plan.nothing) throw new Error("the site ships no snapshot");
    const speed = await Promise.race([files.speed, wasm.then(() => files.speed)]);
    if (speed === undefined) throw new Error("the link is not known: the WebAssembly file was on this device");
    if (speed < FAST) throw new Error(`the link is slow: ${speed.toFixed(1)} Mbit/s`);
    const [shipped] = await Promise.all([files.bytes(plan.snapshot), files.bytes(plan.nothing), wasm]);
    const bytes = plan.snapshot_form === "difference" ? whole(shipped, await files.copyOf(WASM)) : shipped;
    return {
      why: `the link is fast: ${speed.toFixed(1)} Mbit/s`,
      config: { _loadSnapshot: handedOver(bytes), stdLibURL: files.address(plan.nothing) },
      succeeded: () => () => keep(shelf, bytes, plan.nothing),
    };
  },

  async trimmed({ plan, files, kept, shelf }) {
    if (!plan.library) throw new Error("the site ships no trimmed library");
    await files.bytes(plan.library);
    // One that has failed here is not taken again.
    const isWanted = !kept.bytes && !kept.spoilt;
    return {
      why: "the trimmed library is the smaller download",
      config: { stdLibURL: files.address(plan.library), _makeSnapshot: isWanted },
      succeeded: (python, checker) => (isWanted ? snapshotOf(python, checker, shelf, plan.library) : nothingToDo),
    };
  },

  async plain({ plan, files }) {
    const wheel = Object.keys(plan.files).find((name) => name.endsWith(".whl"));
    await Promise.all(["python_stdlib.zip", wheel].map((name) => files.bytes(name)));
    return {
      why: "nothing else is left",
      config: { packages: [plan.plain.package] },
      succeeded: () => nothingToDo,
    };
  },
};

const nothingToDo = async () => {};

/** To be awaited once: Pyodide keeps what it was configured with, and would keep thirty megabytes for ever. */
function handedOver(bytes) {
  return {
    then(resolve) {
      resolve(bytes);
      bytes = undefined;
    },
  };
}

/** A package that fails to load is only logged by Pyodide, so the import is the test. */
function open(python, module) {
  const checker = python.pyimport(module);
  if (!checker.respond) throw new Error(`The package ${module} arrived incomplete.`);
  return checker;
}

/**
 * The memory as it is before the first answer: what a reader tells must never be in what is kept.
 * The copy takes milliseconds; writing it waits until nothing is asked.
 */
function snapshotOf(python, checker, shelf, library) {
  checker.respond(WARM_UP);
  const bytes = python.makeMemorySnapshot();
  return () => keep(shelf, bytes, library);
}

const spoil = ({ shelf, kept }) => keep(shelf, new Uint8Array(), kept.library).catch(() => {});

/** Where WebAssembly is forbidden nothing need be fetched to know it. */
async function canRun() {
  const smallest = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  await Promise.resolve().then(() => WebAssembly.compile(smallest)).catch(() => {
    throw new Error(noWebAssembly);
  });
}

/** The list of files; asked for once more, past every cache, where it does not arrive whole. */
const readPlan = (folder) => askPlan(folder, {}).catch((error) => (error.isOutdated ? Promise.reject(error) : askPlan(folder, { cache: "reload" })));

async function askPlan(folder, options) {
  const response = await fetch(new URL("runtime.json", folder), options).catch(() => {
    throw new Error(unreachable("runtime.json"));
  });
  // The folder is named by the build that the page belongs to, and a release may take it away.
  if (response.status === 404) throw Object.assign(new Error(outdated), { isOutdated: true });
  if (!response.ok) throw new Error(lacking("runtime.json", response.status));
  return response.json().catch(() => {
    throw new Error(stopped("runtime.json"));
  });
}

/**
 * What Pyodide fetches by itself is what was fetched already, checked.
 * @param {Files} files
 * @param {Promise<WebAssembly.Module>} wasm
 */
function serveToPyodide(files, wasm) {
  const plainFetch = self.fetch;
  self.fetch = async (resource, options) => {
    const address = resource instanceof Request ? resource.url : String(resource);
    const name = address.slice(address.lastIndexOf("/") + 1);
    if (!files.has(name) || address !== files.address(name)) return plainFetch(resource, options);
    return new Response(name.endsWith(".wasm") ? null : await files.bytes(name));
  };
  // With the module at hand, a damaged file rejects instead of leaving Pyodide to wait for ever.
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const module = await wasm;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

/** @returns {string} */
export const lastLine = (error) => String(error?.message ?? error).trim().replace(/^[^]*\n/, "");
