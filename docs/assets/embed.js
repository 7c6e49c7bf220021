// The page "Put it on your site": writes the snippet, dresses the preview, and shows every message as it is sent.

const form = document.querySelector("form.configurator");
const preview = document.querySelector(".preview refund-checker");
const snippet = document.getElementById("snippet");
const LOOKS = ["theme", "accent", "radius", "font"];

/** The looks that are not the ones it has anyway, which are those that the form comes with. */
function chosen() {
  const fields = LOOKS.map((name) => form.elements[name]);
  return fields.filter(({ value, defaultValue = "" }) => value !== defaultValue).map(({ name, value }) => [name, value]);
}

function write() {
  const { loader, checker, integrity } = form.dataset;
  const looks = chosen();
  const pinned = form.elements.pinned.checked ? ` integrity="${integrity}" crossorigin="anonymous"` : "";
  const isLink = form.elements.form.value === "link";
  const attributes = looks.map(([name, value]) => ` ${isLink ? "data-" : ""}${name}="${value}"`).join("");
  snippet.textContent = `<script async src="${loader}"${pinned}></script>\n${
    isLink ? `<a class="refund-checker" href="${checker}"${attributes}>Check your order</a>` : `<refund-checker${attributes}></refund-checker>`}\n`;
  for (const name of LOOKS) {
    const look = looks.find(([found]) => found === name);
    if (look) preview.setAttribute(name, look[1]);
    else preview.removeAttribute(name);
  }
}

if (form) {
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  const list = document.querySelector(".messages");
  for (const kind of ["ready", "question", "verdict", "error", "resize", "shared"]) {
    preview.addEventListener(`checker-${kind}`, ({ detail }) => {
      if (!list.dataset.begun) list.replaceChildren();
      list.dataset.begun = "yes";
      const shown = kind === "shared" ? { ...detail, response: "…" } : detail;
      const item = Object.assign(document.createElement("li"), { textContent: `checker-${kind} ${JSON.stringify(shown)}` });
      // Heights come and go; the last one says it all.
      const last = list.lastElementChild;
      if (kind === "resize" && last?.dataset.kind === kind) last.remove();
      item.dataset.kind = kind;
      list.append(item);
    });
  }
  const copy = document.querySelector(".copy-snippet");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(snippet.textContent);
    copy.textContent = "Copied";
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
}
