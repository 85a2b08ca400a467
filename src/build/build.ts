// `npm run build` bundles the command line and the catalogue page into dist/, so that no start translates sources. `npm run sbom` adds the bill of materials.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { z } from "zod";
import { projectFolder, revisionOfCheckout } from "../platform/tool.ts";

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

/** The scripts of the page: each with its entry and the global variable that holds its exports. */
const scripts = {
  "catalogue.js": { entry: "main.ts" },
  "catalogue-figures.js": { entry: "figures/figures-script.ts", globalName: "helserefusjonFigures" },
  "catalogue-reader.js": { entry: "data/reader-script.ts", globalName: "helserefusjonReader" },
} as const;

/** The files of the page by name: three scripts and a style. The bytes depend on the sources only. */
export function bundleCatalogue(): Readonly<Record<string, string>> {
  const made = Object.entries(scripts).map(([name, script]) => [name, licensedScript(script)] as const);
  return { ...Object.fromEntries(made), "catalogue.css": bundleEntry({ entry: "style/page.css" }).text };
}

interface Script {
  readonly entry: string;
  readonly globalName?: string;
}

function licensedScript(script: Script): string {
  const { text, packages } = bundleEntry(script);
  const licences = new Map<string, string[]>();
  for (const name of packages) {
    const licence = licenceOf(join(projectFolder, "node_modules", name));
    licences.set(licence, [...(licences.get(licence) ?? []), name]);
  }
  const notes = [...licences].map(([licence, names]) => `${names.join(", ")}:\n${licence.trim()}`);
  return `/*!\nhelserefusjon catalogue page. It includes:\n\n${notes.join("\n\n").replaceAll("*/", "* /")}\n*/\n${text}`;
}

function bundleEntry({ entry, ...named }: Script): {
  readonly text: string;
  readonly packages: readonly string[];
} {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [join(projectFolder, "src", "catalogue", entry)],
    absWorkingDir: projectFolder,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    ...named,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const packages = used.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return {
    text: outputFiles.map((file) => file.text).join(""),
    packages: [...new Set(packages.filter((name) => name !== undefined))].sort(),
  };
}

/** The text of a package's licence, or the name of it where the package carries no text. */
function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8");
  const { license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${license}, ${typeof author === "string" ? author : (author?.name ?? "")}`;
}

const billFile = "sbom.cdx.json";

const bill = z.looseObject({
  serialNumber: z.string(),
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(
    z.looseObject({ "bom-ref": z.string(), properties: z.array(z.object({ name: z.string() })).default([]) }),
  ),
  dependencies: z.array(z.looseObject({ ref: z.string() })),
});

const ofDevelopers = "cdx:npm:package:development";

/** The bill of materials of the lock file. It has no time, serial number or version of npm, so that equal locks give equal bytes. */
export function billOfMaterials(): string {
  const options = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const text = execFileSync("npm", options, { cwd: projectFolder, encoding: "utf8" });
  const { serialNumber: _serial, metadata, components, dependencies, ...rest } = bill.parse(JSON.parse(text));
  // `--omit dev` would also omit packages that both we and a developers' package need.
  const left = components.filter(({ properties }) => properties.some(({ name }) => name === ofDevelopers));
  const omitted = new Set(left.map((component) => component["bom-ref"]));
  const whole = {
    ...rest,
    // npm names the package after its folder.
    metadata: { component: { ...metadata.component, name: "helserefusjon" } },
    components: components.filter((component) => !omitted.has(component["bom-ref"])),
    dependencies: dependencies.filter(({ ref }) => !omitted.has(ref)),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Writes it into dist/, from where `npm pack` takes it. */
function writeBillOfMaterials(): void {
  writeFileSync(join(projectFolder, "dist", billFile), billOfMaterials());
}

if (process.argv[1] === import.meta.filename) {
  buildProgram();
  if (process.argv.includes("--sbom")) writeBillOfMaterials();
}
