/**
 * Bundle the widget: `node widget/build.js OUTDIR`.
 * Writes questionnaire-HASH.js, worker-HASH.js, variables-HASH.css, frame-HASH.js and frame-HASH.css (the page inside a
 * partner's frame) and manifest.json with their names, and sw.js, whose name must stay the same for ever. The manifest
 * also says of which packages something is in the bundles, since their licences go along.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const room = dirname(fileURLToPath(import.meta.url));
const [outdir] = process.argv.slice(2);
if (!outdir) {
  console.error("Say where to: node widget/build.js OUTDIR");
  process.exit(2);
}

const stylesAsText = {
  name: "styles as text",
  setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, async ({ path }) => {
    const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
    return { contents: code, loader: "text" };
  }),
};

await mkdir(outdir, { recursive: true });
const manifest = {};
const packages = new Set();
manifest["worker.js"] = await bundle("worker.js");
manifest["questionnaire.js"] = await bundle("questionnaire.js", { "import.meta.workerFile": JSON.stringify(`./${manifest["worker.js"]}`) });
manifest["variables.css"] = await bundle("variables.css");
manifest["frame.js"] = await bundle("frame.js", { "import.meta.workerFile": JSON.stringify(`./${manifest["worker.js"]}`) });
manifest["frame.css"] = await bundle("frame.css");
await bundle("sw.js", {}, () => "sw.js");
manifest.packages = [...packages].sort();
await writeFile(join(outdir, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

/** Bundle one file and write it under a name that tells its content, unless it is given another. */
async function bundle(name, define = {}, named = withHash) {
  const { outputFiles: [{ contents }], metafile } = await build({
    entryPoints: [join(room, name)],
    bundle: true,
    minify: true,
    write: false,
    outdir,
    format: "esm",
    target: "es2022",
    conditions: ["production"],
    legalComments: "eof",
    metafile: true,
    define,
    plugins: name.endsWith(".css") ? [] : [stylesAsText],
  });
  for (const { inputs } of Object.values(metafile.outputs)) Object.keys(inputs).forEach(note);
  const hashed = named(name, contents);
  await writeFile(join(outdir, hashed), contents);
  return hashed;
}

/** Remember the package that a file of a bundle comes from. */
function note(file) {
  const found = file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}

function withHash(name, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  return name.replace(".", `-${hash}.`);
}
