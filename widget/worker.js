/** Pyodide in a module worker: opens the runtime's folder, then answers one text after the other. */

import { climb, lastLine } from "./boot/ladder.js";

const A_MOMENT = 2000;

let checker;
let rest;
let idle;

// A message that arrives while the module still awaits would be lost, so this comes before any await.
self.onmessage = ({ data }) => (data.folder ? open(data) : answer(data.text));

async function open(order) {
  try {
    const tell = { progress: (progress) => self.postMessage({ progress }), step: (step) => self.postMessage({ step }) };
    const started = await climb(order, tell);
    ({ checker, rest } = started);
    self.postMessage({ ready: started.files });
    restSoon();
  } catch (error) {
    self.postMessage({ failed: lastLine(error), isOutdated: error?.isOutdated });
  }
}

function answer(text) {
  clearTimeout(idle);
  try {
    self.postMessage({ answer: checker.respond(text) });
    restSoon();
  } catch (error) {
    self.postMessage({ error: lastLine(error) });
  }
}

/** What can wait until nothing is asked, once. */
function restSoon() {
  if (!rest) return;
  idle = setTimeout(async () => {
    const work = rest;
    rest = undefined;
    const why = await work().then(() => "done", lastLine);
    self.postMessage({ step: { step: "rest", state: why === "done" ? "taken" : "refused", why } });
  }, A_MOMENT);
}
