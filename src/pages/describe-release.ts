// How load describes a release: its manifest, the documents by other standards, and the catalogue page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FirstData, TrustData } from "../domain/catalogue.ts";
import type { Manifest } from "../domain/manifest.ts";
import { escapeMarkup } from "../domain/markdown.ts";
import type { ReleasedDataset } from "../load/describe.ts";
import type { DescribeRelease } from "../load/load.ts";
import type { DcatProfile } from "../metadata/dcat.ts";
import { type Description, type Document, describeByStandards } from "../metadata/documents.ts";
import type { Publisher } from "../metadata/publisher.ts";
import { digestOfText } from "../platform/files.ts";
import { projectFolder } from "../platform/tool.ts";
import type { DescribedRelease } from "../stores/release-store.ts";
import { dictionaryPage } from "./dictionary-page.ts";
import { type EmbeddedTables, embeddedTables } from "./embedded-tables.ts";

/** A release with all its documents, and how good they are. */
export type DescribedInFull = DescribedRelease & Pick<Description, "quality">;

interface Describing {
  /** The publisher; absent if not given. */
  readonly publisher?: Publisher;
  /** The version of DCAT-AP-NO of the catalogue; `2-live` if absent. */
  readonly dcatProfile?: DcatProfile;
}

/** Describes a release in full. Throws a ReleaseError if a document breaks its standard. */
export function describeInFull(options: Describing = {}): DescribeRelease<DescribedInFull> {
  return async ({ warehouse, folder, released, manifest }) => {
    const tables = await embeddedTables(warehouse, released, folder);
    return onceEach((id) => describeWhole({ ...manifest, id }, released, { ...options, embedded: tables }));
  };
}

function describeWhole(
  manifest: Omit<Manifest, "documents">,
  released: readonly ReleasedDataset[],
  options: Describing & { readonly embedded: EmbeddedTables },
): DescribedInFull {
  const { publisher = {}, dcatProfile = "2-live", embedded } = options;
  const tables = manifest.datasets.flatMap((entry) =>
    released.filter(({ dataset }) => dataset.name === entry.name).map(({ dataset }) => ({ entry, dataset })),
  );
  const subject = { manifest, tables, publisher };
  const { documents: standards, quality } = describeByStandards(subject, dcatProfile);
  const jsonLd = standards.find(({ path }) => path === "schema-org.jsonld")?.text ?? "{}";
  const page = cataloguePage({ manifest, tables: embedded, jsonLd });
  const documents = [...standards, dictionaryPage(subject), ...page];
  const named = documents.map(({ path, mediaType, text }) => {
    return { path, media_type: mediaType, ...digestOfText(text) };
  });
  return { manifest: { ...manifest, documents: named }, documents, quality };
}

/** Describes each id once, because a description is large and always the same. */
function onceEach<Made>(make: (id: string) => Made): (id: string) => Made {
  const made = new Map<string, Made>();
  return (id) => {
    const found = made.get(id) ?? make(id);
    made.set(id, found);
    return found;
  };
}

interface PageContent {
  readonly manifest: Omit<Manifest, "documents">;
  readonly tables: EmbeddedTables;
  /** The text of schema-org.jsonld. Search engines read it only in the page itself. */
  readonly jsonLd: string;
}

/** The page, its scripts and its style, sorted by path. */
export function cataloguePage(content: PageContent): readonly Document[] {
  const { find, offline } = content.tables;
  const passed = content.manifest.checks.filter(({ failed }) => failed === 0);
  const trust: TrustData = { ...content.tables.trust, passed };
  return [
    script("catalogue-data.js", dataScript("helserefusjonData", find)),
    script("catalogue-figures.js", built("catalogue-figures.js")),
    script("catalogue-offline.js", dataScript("helserefusjonOffline", offline)),
    script("catalogue-reader.js", built("catalogue-reader.js")),
    script("catalogue-trust.js", dataScript("helserefusjonTrust", trust)),
    { path: "catalogue.css", mediaType: "text/css", text: built("catalogue.css") },
    script("catalogue.js", built("catalogue.js")),
    { path: "index.html", mediaType: "text/html", text: pageHtml(content) },
  ];
}

function script(path: string, text: string): Document {
  return { path, mediaType: "text/javascript", text };
}

/** A script can be loaded from a folder, where a browser reads no JSON files. */
function dataScript(name: string, value: unknown): string {
  return `globalThis.${name} = ${embedded(value)};\n`;
}

/** Nothing comes from elsewhere, even if a text of the data became markup. Charts need inline styles. */
const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

function pageHtml({ manifest, tables, jsonLd }: PageContent): string {
  // Without the tool, so that equal releases have equal pages.
  const { tool: _tool, ...rest } = manifest;
  const release = { ...rest, checks: rest.checks.filter(({ failed }) => failed > 0) };
  const { mostUsed, tailBytes } = tables;
  const first: FirstData = { release, mostUsed, tailBytes };
  const { title, description } = manifest;
  return `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="icon" href="data:,">
<title>${escapeMarkup(title.nb)}</title>
<meta name="description" content="${escapeMarkup(description.nb)}">
<link rel="stylesheet" href="catalogue.css">
<script src="catalogue.js" defer></script>
<link rel="alternate" type="application/atom+xml" href="../feed.xml" title="Utgaver">
<script type="application/json" id="release">${embedded(first)}</script>
<script type="application/ld+json">${embedded(JSON.parse(jsonLd, columnNames))}</script>
</head>
<body>
<noscript><h1>${escapeMarkup(title.nb)}</h1><p>${escapeMarkup(description.nb)}</p>
<p>Siden trenger JavaScript; <a href="README.md">README.md</a> og <a href="manifest.json">manifest.json</a> sier det samme.</p></noscript>
</body>
</html>
`;
}

/** Of the columns, search engines get the names. Their descriptions are in schema-org.jsonld. */
function columnNames(key: string, value: unknown): unknown {
  if (key !== "variableMeasured" || !Array.isArray(value)) return value;
  return value.map((column: { readonly name?: string }) => column.name);
}

/** JSON inside a script: nothing in it can end the element or begin a comment. */
function embedded(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** The scripts that `npm run build` bundles; the others hold data of the release. */
export const builtScripts = ["catalogue.js", "catalogue-figures.js", "catalogue-reader.js"] as const;

/** A script or style of the page, which `npm run build` made. */
export function built(name: string): string {
  return readFileSync(join(projectFolder, "dist", name), "utf8");
}
