// index.html of a release: what the manifest says, embedded where a browser finds it even without a server.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { CatalogueData, Pictures } from "../domain/catalogue.ts";
import type { Manifest } from "../domain/manifest.ts";
import type { Document } from "../metadata/documents.ts";
import { projectFolder } from "../platform/tool.ts";

/** The page, its script and its style, in text order. */
export function cataloguePage(
  manifest: Omit<Manifest, "documents">,
  pictures: Pictures,
): readonly Document[] {
  const { script, style } = catalogueBundle();
  return [
    { path: "catalogue.css", mediaType: "text/css", text: style },
    { path: "catalogue.js", mediaType: "text/javascript", text: script },
    { path: "index.html", mediaType: "text/html", text: page(manifest, pictures) },
  ];
}

/** Nothing comes from elsewhere: the policy holds even if a text of the data became markup. Charts bring styles of their own. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'none'";

function page(manifest: Omit<Manifest, "documents">, pictures: Pictures): string {
  // Which tool made it says nothing to readers, and would make the pages of equal releases differ.
  const { tool: _tool, ...shown } = manifest;
  const data: CatalogueData = { release: shown, pictures };
  return `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="icon" href="data:,">
<title>${escaped(manifest.title.nb)}</title>
<meta name="description" content="${escaped(manifest.description.nb)}">
<link rel="stylesheet" href="catalogue.css">
<script type="application/json" id="release">${embedded(data)}</script>
<script src="catalogue.js" defer></script>
</head>
<body>
<noscript><h1>${escaped(manifest.title.nb)}</h1><p>${escaped(manifest.description.nb)}</p>
<p>Siden trenger JavaScript; <a href="README.md">README.md</a> og <a href="manifest.json">manifest.json</a> sier det samme.</p></noscript>
</body>
</html>
`;
}

/** A text as it stands in HTML or XML, within an element or a quoted attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** JSON inside a script element: nothing in it can end the element or begin a comment. */
function embedded(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

export interface CatalogueBundle {
  /** JavaScript for browsers, with the licences of what is in it. */
  readonly script: string;
  readonly style: string;
}

let bundled: CatalogueBundle | undefined;

/** Bundles once in a process: it takes a third of a second and cannot come out otherwise. */
export function catalogueBundle(): CatalogueBundle {
  bundled ??= { script: script(), style: build("style.css").text };
  return bundled;
}

function script(): string {
  const { text, packages } = build("main.ts");
  const licences = new Map<string, string[]>();
  for (const name of packages) {
    const licence = licenceOf(join(projectFolder, "node_modules", name));
    licences.set(licence, [...(licences.get(licence) ?? []), name]);
  }
  const notes = [...licences].map(([licence, names]) => `${names.join(", ")}:\n${licence.trim()}`);
  return `/*!\nhelserefusjon catalogue page. It includes:\n\n${notes.join("\n\n").replaceAll("*/", "* /")}\n*/\n${text}`;
}

function build(entry: string): { readonly text: string; readonly packages: readonly string[] } {
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
