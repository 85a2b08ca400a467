// Bundles the catalogue page for browsers: its script with the licences of its packages, and its style.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { projectFolder } from "../platform/tool.ts";

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
