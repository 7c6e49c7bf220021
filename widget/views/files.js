import { html, svg, nothing } from "lit";
import { words } from "../words.js";
import { marks, shape } from "./marks.js";

/** @import { FileFault, PlainFile, Result, Sources, Whole } from "../contract" */

/**
 * Would the files be taken? Where to put them, and what the checker says of each. Of a file only the name and the size
 * are read, never what is in it.
 * @param {Result} response the checker's
 * @param {{files: (files: PlainFile[] | undefined) => void}} on hears the names and sizes of all files that are there now; undefined for none
 * @param {string} base from the page to the site's root
 */
export function fileCheck({ files, evidence, answers, statements, policy }, on, base) {
  if (!files || !evidence?.length) return nothing;
  const sources = { statements, policy, base };
  const kept = answers.files ?? [];
  const put = (list) => on.files(list.length ? list.slice(0, files.limits.looked_at) : undefined);
  return html`<section class="file-check" aria-labelledby="title-file-check">
    <h3 id="title-file-check">${words.fileCheck}</h3>
    <p class="means">${words.fileCheckMeans} ${marks("file-limits", files.limits, sources)}</p>
    ${dropZone((added) => put(joined(kept, added)), { describedby: "files-private" })}
    <p class="hint" id="files-private">${words.filesPrivate}</p>
    <p class="tally" tabindex="-1">${tally(files)}</p>
    ${files.together.length ? html`<ul class="faults together">${files.together.map((fault, index) => faultLine(fault, `together-${index}`, sources))}</ul>` : nothing}
    ${files.each.length ? html`<ul class="file-list">${files.each.map((file, index) => html`<li>
      ${fileName(file.name, file.size, () => put(kept.toSpliced(index, 1)))}
      ${file.faults.length
        ? html`<ul class="faults">${file.faults.map((fault, nth) => faultLine(fault, `file-${index}-${nth}`, sources))}</ul>`
        : html`<p class="fine">${TICK}${words.fileTaken}</p>`}</li>`)}</ul>
      ${removeAll(() => put([]))}` : nothing}
    ${files.each.length === files.limits.looked_at ? html`<p class="hint">${words.filesLookedAt(files.limits.looked_at)}</p>` : nothing}
  </section>`;
}

/**
 * The same place for files as the control of a question; what is wrong with them comes with the result.
 * @param {PlainFile[]} kept
 * @param {(files: PlainFile[]) => void} put
 * @param {Names} names of the elements that name and describe it
 */
export function fileField(kept, put, names) {
  return html`<div class="files">
    ${dropZone((added) => put(joined(kept, added)), names)}
    ${kept.length ? html`<ul class="file-list">${kept.map((file, index) => html`<li>
      ${fileName(file.name, nothing, () => put(kept.toSpliced(index, 1)))}</li>`)}</ul>
      ${removeAll(() => put([]))}` : nothing}
  </div>`;
}

/** @typedef {{id?: string, labelledby?: string, describedby: unknown}} Names */

const TICK = svg`<svg class="shape hue-qualifies" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 8.5l4.2 4L14 3.5" fill="none" stroke="currentColor" stroke-width="2.5"/></svg>`;

/** @param {NonNullable<Whole["files"]>} files */
function tally({ each, together }) {
  if (!each.length) return words.noFiles;
  const count = each.filter((file) => !file.faults.length).length;
  return together.length ? words.filesTogether(count, each.length) : words.filesTaken(count, each.length);
}

/** A name is somebody else's text: in a direction of its own, and never as markup. */
function fileName(name, size, remove) {
  return html`<div class="file"><bdi class="file-name">${name}</bdi> <span class="figures">${size}</span>
    <button type="button" class="link" aria-label="${words.remove} ${name}" @click=${remove}>${words.remove}</button></div>`;
}

const removeAll = (remove) => html`<p><button type="button" class="link" @click=${remove}>${words.removeAll}</button></p>`;

/**
 * @param {FileFault} fault
 * @param {string} place
 * @param {Sources} sources
 */
function faultLine(fault, place, sources) {
  return html`<li>${shape("does_not_qualify")}<span>${fault.says} ${marks(place, fault, sources)}</span></li>`;
}

/**
 * A button that opens the choice of files, and onto which they can be dropped.
 * @param {(files: PlainFile[]) => void} add
 * @param {Names} names
 */
function dropZone(add, { id, labelledby, describedby }) {
  const chosen = (event) => {
    const files = [...event.target.files].map(plain);
    // The same file can be chosen again once it was removed.
    event.target.value = "";
    if (files.length) add(files);
  };
  const dropped = async (event) => {
    event.preventDefault();
    leave(event);
    const files = (await Promise.all(entriesOf(event.dataTransfer).map(filesIn))).flat();
    if (files.length) add(files);
  };
  return html`<label class="drop" @dragover=${enter} @dragleave=${leave} @drop=${dropped}>
    <input class="unseen" type="file" multiple id=${id ?? nothing} aria-labelledby=${labelledby ?? nothing} aria-describedby=${describedby} @change=${chosen}>
    <span>${words.chooseFiles}</span>
  </label>`;
}

function enter(event) {
  event.preventDefault();
  event.currentTarget.classList.add("over");
}

const leave = (event) => event.currentTarget.classList.remove("over");

const plain = ({ name, size }) => ({ name, bytes: size });

/** What was dropped; it has to be taken before the event is over. */
const entriesOf = ({ items }) =>
  [...items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());

/**
 * A folder stands for the files in it. Where there are none, it is told by its name, as something empty.
 * @returns {Promise<PlainFile[]>}
 */
async function filesIn(entry) {
  if (entry instanceof File) return [plain(entry)];
  if (entry.isFile) return new Promise((resolve) => entry.file((file) => resolve([plain(file)]), () => resolve([])));
  const reader = entry.createReader();
  const files = [];
  // A folder tells its entries in portions, and none at its end.
  for (let some = await portion(reader); some.length; some = await portion(reader)) files.push(...(await Promise.all(some.map(filesIn))).flat());
  return files.length ? files : [{ name: entry.name, bytes: 0 }];
}

const portion = (reader) => new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));

/** One file dropped twice is one file. */
const joined = (kept, added) => [...new Map([...kept, ...added].map((file) => [`${file.bytes} ${file.name}`, file])).values()];
