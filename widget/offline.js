/** The site without a network, after the first visit. The service worker itself is sw.js. */

/**
 * Register the service worker, on pages of our own only: in a frame the page around it would be somebody else's.
 * @param {string} script its address, relative to the page; its folder is what it serves
 */
export function register(script) {
  if (window.top !== window || !navigator.serviceWorker) return;
  // Without it the site works as before, so a refusal is no news.
  navigator.serviceWorker.register(new URL(script, document.baseURI))?.catch(() => {});
}

/**
 * Have kept what was fetched before the service worker was there: this page and what it loaded.
 * @param {string[]} others addresses that the page's own list of resources does not name
 */
export async function keepThisPage(others) {
  if (window.top !== window || !navigator.serviceWorker) return;
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ keep: [...new Set([location.href, ...loaded, ...others])] });
}
