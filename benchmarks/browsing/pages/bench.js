/** Takes the time to the first verdict, then nine more, and tells the server. */

import { leave, tell } from "./visit.js";

export const work = await (await fetch("/bench/work.json")).json();

/** @param {() => Promise<(text: string) => string | Promise<string>>} start gives what answers a request */
export async function take(start) {
  try {
    const begun = performance.now();
    const respond = await start();
    const response = await respond(work.requests[0]);
    await tell({ ms: performance.now() - begun, response });
    for (const request of work.requests.slice(1)) await respond(request);
    await leave();
  } catch (error) {
    await tell({ error: String(error) });
  }
}
