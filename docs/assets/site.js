// What the theme leaves out for readers who use a keyboard or a screen reader.

function name(selector, label) {
  for (const element of document.querySelectorAll(selector)) element.setAttribute("aria-label", label);
}

// A label that works a hidden checkbox cannot be reached by Tab: put a real button into it.
function withButton(label, text) {
  const box = document.getElementById(label.htmlFor);
  if (!box) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "label-button";
  button.setAttribute("aria-label", text);
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  label.append(button);
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  box.addEventListener("change", tell);
  tell();
}

name(".md-search[role=dialog]", "Search");
name(".md-search__scrollwrap", "Search results");
name(".md-sidebar__scrollwrap", "Pages");

// A table that is wider than the page can be scrolled by keys too.
const watched = new ResizeObserver((tables) => {
  // All are measured before one is changed: the page is laid out once.
  const measured = tables.map(({ target }) => ({ target, scrolls: target.scrollWidth > target.clientWidth }));
  for (const { target, scrolls } of measured) {
    if (scrolls) {
      target.tabIndex = 0;
      target.setAttribute("role", "region");
      target.setAttribute("aria-label", "Table, scrolls sideways");
    } else for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
  }
});
// The theme puts its tables into such a wrap when it starts, which is after this.
addEventListener("load", () => {
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) watched.observe(table);
});

for (const label of document.querySelectorAll(".md-header__button[for=__drawer]")) withButton(label, "Pages of this site");
for (const label of document.querySelectorAll(".md-header__button[for=__search]")) withButton(label, "Search");

document.addEventListener("keydown", (event) => {
  const drawer = document.getElementById("__drawer");
  if (event.key !== "Escape" || !drawer?.checked) return;
  drawer.click();
  document.querySelector(".md-header__button[for=__drawer] button")?.focus();
});

// Home: the answer goes to the checker in the fragment, which no server sees.
for (const form of document.querySelectorAll("form[data-checker]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = new URL(`#problem=${form.querySelector("select").value}`, form.action).href;
  });
}

// A statement's citation, where the browser lets it be copied.
for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(button.dataset.copy).then(() => true, () => false);
    button.textContent = copied ? "Copied" : "Could not copy";
    setTimeout(() => (button.textContent = label), 2000);
  });
}
