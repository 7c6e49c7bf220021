/** The page inside a partner's frame: reads its address, dresses itself, and puts the bridge to the host beside the questionnaire. */

import { Bridge } from "./embed/bridge.js";
import { dress, readAddress } from "./embed/look.js";
import "./questionnaire.js";

const $ = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

const { said, faults } = readAddress(location.search);
const { today, ...looks } = said;
dress(document.body.style, looks);

if (faults.length) explain(faults);
else open();

function open() {
  const template = /** @type {HTMLTemplateElement} */ ($("template"));
  const element = /** @type {import("./questionnaire.js").RefundQuestionnaire} */ (template.content.firstElementChild?.cloneNode(true));
  if (today) element.setAttribute("today", today);
  $("main").replaceChildren(element);
  const bridge = new Bridge(element, document.body.style, introduce);
  element.addEventListener("refund-verdict", () => ($(".share").hidden = !$(".host").textContent));
  element.addEventListener("refund-question", () => ($(".share").hidden = true));
  $(".share button").addEventListener("click", async () => {
    await bridge.share();
    $(".shared").textContent = `Shared with ${$(".host").textContent}.`;
  });
  // What leads out of the frame opens beside the host's page, never in its place.
  addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | undefined} */ (event.composedPath().find((node) => node instanceof HTMLAnchorElement));
    if (link && !link.getAttribute("href")?.startsWith("#")) Object.assign(link, { target: "_blank", rel: "noopener" });
  }, true);
}

/** @param {string} origin of the page that frames this one */
function introduce(origin) {
  for (const place of document.querySelectorAll(".host")) place.textContent = new URL(origin).host;
  $(".told").hidden = false;
}

/** @param {string[]} all */
function explain(all) {
  $(".wrong ul").replaceChildren(...all.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  $(".wrong").hidden = false;
  $("main").replaceChildren($(".wrong"));
}
