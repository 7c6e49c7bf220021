import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { words } from "../words.js";

/**
 * Whether answers stay on this device, and the way to forget them.
 * @param {{keeps?: boolean, cannotKeep?: boolean}} state cannotKeep: the reader wants it and the device does not
 * @param {{keep: (keeps: boolean) => void, forget: Function}} on
 */
export function keeping({ keeps, cannotKeep }, on) {
  return html`<section class="keeping" aria-label=${words.keepMine}>
    <label><input type="checkbox" .checked=${live(keeps)} aria-describedby="keeping" @change=${(event) => on.keep(event.target.checked)}> ${words.keepMine}</label>
    <p class=${cannotKeep ? "wrong" : nothing} id="keeping">${cannotKeep ? words.cannotKeep : words.keepMeans}</p>
    <button type="button" class="link" @click=${on.forget}>${words.forget}</button>
  </section>`;
}
