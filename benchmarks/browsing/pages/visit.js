/** What every page of the benchmark tells the server, and how it is left. */

export const tell = (report) => fetch("/bench/report", { method: "POST", body: JSON.stringify(report) });

/** The visit is over when the server says so. Where a script may close its window, the browser ends with it. */
export async function leave() {
  await tell({ done: true });
  await fetch("/bench/leave");
  window.close();
}
