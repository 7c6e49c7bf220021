// Draws an SVG as PNG: node card.mjs SVG PNG FONT…
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Resvg, initWasm } from "@resvg/resvg-wasm";

const [svg, png, ...fonts] = process.argv.slice(2);
await initWasm(readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
const fontBuffers = await Promise.all(fonts.map((font) => readFile(font)));
const drawn = new Resvg(await readFile(svg, "utf8"), { font: { fontBuffers, loadSystemFonts: false } }).render();
await writeFile(png, drawn.asPng());
