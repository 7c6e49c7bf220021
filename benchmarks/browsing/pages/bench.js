/** What every page of the benchmark does: take the time to the first verdict, then nine more, and tell the server. */

export const work = await (await fetch("/bench/work.json")).json();

export const tell = (report) => fetch("/bench/report", { method: "POST", body: JSON.stringify(report) });

/** The visit is over when the server says so. Where a script may close its window, the browser ends with it. */
export async function leave() {
  await tell({ done: true });
  await fetch("/bench/leave");
  window.close();
}

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
