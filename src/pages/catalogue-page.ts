// index.html of a release: a page with the manifest embedded, so that a browser can show it without a server.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CatalogueData, Pictures } from "../domain/catalogue.ts";
import type { Manifest } from "../domain/manifest.ts";
import { escapeMarkup } from "../domain/markdown.ts";
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
    { path: "index.html", mediaType: "text/html", text: pageHtml(manifest, pictures) },
  ];
}

/** The page loads nothing from other places, even if a text of the data became markup. Charts need inline styles. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'none'";

function pageHtml(manifest: Omit<Manifest, "documents">, pictures: Pictures): string {
  // Without the tool, so that equal releases have equal pages.
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
<title>${escapeMarkup(manifest.title.nb)}</title>
<meta name="description" content="${escapeMarkup(manifest.description.nb)}">
<link rel="stylesheet" href="catalogue.css">
<script type="application/json" id="release">${embedded(data)}</script>
<script src="catalogue.js" defer></script>
</head>
<body>
<noscript><h1>${escapeMarkup(manifest.title.nb)}</h1><p>${escapeMarkup(manifest.description.nb)}</p>
<p>Siden trenger JavaScript; <a href="README.md">README.md</a> og <a href="manifest.json">manifest.json</a> sier det samme.</p></noscript>
</body>
</html>
`;
}

/** JSON for a script element. No part of it can end the element or begin a comment. */
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

/** Reads the page's script and style, which `npm run build` made. */
export function catalogueBundle(): CatalogueBundle {
  return { script: built("catalogue.js"), style: built("catalogue.css") };
}

function built(name: string): string {
  return readFileSync(join(projectFolder, "dist", name), "utf8");
}
