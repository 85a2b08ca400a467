// `npm run build`: bundles the command line and the catalogue page into dist/, so that no start translates sources.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { projectFolder, revisionOfCheckout } from "../platform/tool.ts";
import { bundleCatalogue } from "./catalogue.ts";
import { billFile, writeBillOfMaterials } from "./sbom.ts";

/** Writes dist/. REVISION of the environment names the revision where there is no checkout, as in a container. Running programs keep working while the sources stay the same: equal files are not written again. */
export function buildProgram(): void {
  const folder = join(projectFolder, "dist");
  mkdirSync(folder, { recursive: true });
  const files = new Map([
    ...bundleCommandLine(folder),
    ...Object.entries(bundleCatalogue()),
    [
      "revision.json",
      `${JSON.stringify({ revision: process.env.REVISION ?? revisionOfCheckout() })}\n`,
    ] as const,
  ]);
  const before = readdirSync(folder);
  for (const [name, text] of files)
    if (!before.includes(name) || readFileSync(join(folder, name), "utf8") !== text)
      writeFileSync(join(folder, name), text);
  for (const name of before)
    if (!files.has(name) && name !== billFile) rmSync(join(folder, name), { recursive: true });
}

/** The entry and the chunks that commands load when they need them. Packages stay in node_modules. */
function bundleCommandLine(folder: string): readonly (readonly [string, string])[] {
  const { outputFiles } = buildSync({
    entryPoints: [join(projectFolder, "src", "main.ts")],
    absWorkingDir: projectFolder,
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    target: "node20.19",
    format: "esm",
    sourcemap: true,
    sourcesContent: false,
    write: false,
    logLevel: "warning",
  });
  return outputFiles.map(({ path, text }) => [path.slice(folder.length + 1), text]);
}

if (process.argv[1] === import.meta.filename) {
  buildProgram();
  if (process.argv.includes("--sbom")) writeBillOfMaterials();
}
