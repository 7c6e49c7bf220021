import { html, nothing } from "lit";
import { words } from "../words.js";
import { day } from "./marks.js";

/**
 * Every guide and every decision of ours that the result cites, with places and addresses: for paper, where no mark opens.
 * @param {{statements: object, policy: object, base: string}} sources
 */
export function sourceList({ statements, policy, base }) {
  const guides = Map.groupBy(Object.values(statements), (entry) => entry.guide);
  const rows = Object.keys(policy);
  return html`<ol>
    ${[...guides].map(([guide, cited]) => html`<li><strong>${cited[0].mark}</strong>: ${cited[0].title}. ${cited[0].url ? html`<span class="address">${cited[0].url}</span>. ` : nothing}${
      words.compared} ${day(cited[0].checked)}. ${words.places}: ${placesOf(cited)}. ${
      words.ourFacts}: <span class="address">${absolute(`${base}guides/${guide}/`)}</span></li>`)}
    ${rows.length ? html`<li><strong>${words.decided}</strong>: ${rows.join(", ")}. <span class="address">${absolute(`${base}how-we-decide/`)}</span></li>` : nothing}
  </ol>`;
}

/** Each place once; a statement's own list of places is a text with semicolons. */
const placesOf = (cited) => [...new Set(cited.flatMap((entry) => entry.where.split("; ")))].filter(Boolean).sort().join("; ");

const absolute = (address) => new URL(address, document.baseURI).href;
