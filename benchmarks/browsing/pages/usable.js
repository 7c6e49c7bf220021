/** Tells when the first question, or the page without it, is there, can be used and has been painted. */
const isThere = () => {
  const widget = document.querySelector("refund-questionnaire");
  return !widget || widget.shadowRoot?.querySelector("form.ask :enabled")?.getClientRects().length > 0;
};
const frame = () => new Promise(requestAnimationFrame);

addEventListener("DOMContentLoaded", async () => {
  while (!isThere()) await frame();
  await frame();
  await frame();
  const ms = performance.now();
  const { leave, tell } = await import("/bench/visit.js");
  await tell({ ms });
  await leave();
});
