// data-dictionary.html of a release: every dataset and column by subject, in Norwegian and English, searchable without a server.
import { createHash } from "node:crypto";
import { type DictionaryPlace, type SubjectName, subjectNames, type Words } from "../domain/dataset.ts";
import type { ManifestDataset } from "../domain/manifest.ts";
import { escapeMarkup } from "../domain/markdown.ts";
import type { Document } from "../metadata/documents.ts";
import type { Subject, Table } from "../metadata/subject.ts";
import { joinsOf, svgOf } from "./entity-diagram.ts";

const subjectTitles: Readonly<Record<SubjectName, Words>> = {
  use: { nb: "Bruk av takster", en: "Use of takster (tariff items)" },
  tariffs: { nb: "Takster og koder", en: "Tariffs and codes" },
  laboratory: { nb: "Laboratorium og utstyr", en: "Laboratory and appliances" },
  geography: { nb: "Geografi og innbyggere", en: "Geography and inhabitants" },
  quality: { nb: "Kvalitet", en: "Quality" },
};

/** Datasets by subject, in the order to read them; a subject without datasets is left out. */
export function bySubject<Of extends { readonly dictionary?: DictionaryPlace }>(
  datasets: readonly Of[],
): readonly { readonly title: Words; readonly datasets: readonly Of[] }[] {
  return subjectNames
    .map((name) => ({
      title: subjectTitles[name],
      datasets: datasets
        .filter(({ dictionary }) => dictionary?.subject === name)
        .toSorted((one, other) => (one.dictionary?.number ?? 0) - (other.dictionary?.number ?? 0)),
    }))
    .filter((group) => group.datasets.length > 0);
}

/** The page. Its policy allows one script and one style, by their hashes, and nothing from elsewhere. */
export function dictionaryPage({ manifest, tables }: Subject): Document {
  const { title, synthetic } = manifest;
  const published = new Set(tables.map(({ entry }) => entry.name));
  const shown = tables.map((table) => ({ ...table, ...table.dataset }));
  const sections = bySubject(shown).map(({ title: subject, datasets }) => {
    return `<section>\n<h2>${both(subject)}</h2>\n${diagram(datasets, published)}\n${datasets.map(datasetSection).join("\n")}\n</section>`;
  });
  const text = `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; img-src data:; base-uri 'none'; form-action 'none'">
<link rel="icon" href="data:,">
<title>${escapeMarkup(`${texts.title.nb}: ${title.nb}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<a href="index.html">${both(title)}</a>
<h1>${both(texts.title)}</h1>
<p role="group"><label><input type="radio" name="language" id="nb" checked> Norsk</label>
<label><input type="radio" name="language" id="en"> English</label></p>
${synthetic === null ? "" : `<p class="warning">${both(texts.synthetic)}</p>`}
<p>${both(texts.about)}</p>
<p><label>${both(texts.search)} <input type="search" id="search" autocomplete="off"></label> <span id="found" role="status"></span></p>
</header>
<main>
${sections.join("\n")}
</main>
<script>${script}</script>
</body>
</html>
`;
  return { path: "data-dictionary.html", mediaType: "text/html", text };
}

const texts = {
  title: { nb: "Dataordbok", en: "Data dictionary" },
  synthetic: { nb: "Syntetiske tall. De må ikke siteres.", en: "Synthetic numbers. Do not cite them." },
  about: {
    nb: "Alle tabeller og kolonner, etter emne. Under hvert emne viser en figur hvilke kolonner som kobler tabellene. En stiplet strek treffer flere rader og ganger opp summer.",
    en: "All tables and columns, by subject. A figure below each subject shows which columns join the tables. A dashed line matches several rows and multiplies sums.",
  },
  search: { nb: "Søk i navn og beskrivelser:", en: "Search names and descriptions:" },
  diagram: { nb: "Koblinger", en: "Joins" },
  key: { nb: "Nøkkel", en: "Key" },
  rows: { nb: "Rader", en: "Rows" },
  traps: { nb: "Feller", en: "Traps" },
  recipes: { nb: "Spørsmål med svar i SQL", en: "Questions answered in SQL" },
  column: { nb: "Kolonne", en: "Column" },
  type: { nb: "Type", en: "Type" },
  description: { nb: "Beskrivelse", en: "Description" },
} as const;

function diagram(tables: readonly Table[], published: ReadonlySet<string>): string {
  const entities = tables
    .map(({ entry }) => joinsOf(entry))
    .map(({ name, references }) => ({
      name,
      references: references.filter(({ dataset }) => published.has(dataset)),
    }))
    .filter(({ references }) => references.length > 0);
  if (entities.length === 0) return "";
  return `<figure><figcaption>${both(texts.diagram)}</figcaption>\n${svgOf(entities, texts.diagram.nb)}\n</figure>`;
}

function datasetSection({ entry, dataset }: Table): string {
  const { name, title, grain, key, rows, columns, traps, recipes = [] } = entry;
  const use = dataset.dictionary?.use;
  const files = entry.files.map(({ path }) => `<a href="${escapeMarkup(path)}">${escapeMarkup(path)}</a>`);
  return `<article id="${name}">
<h3><code>${name}</code> ${both(title)}</h3>
<p>${use === undefined ? "" : `<strong>${both(use)}</strong> `}${both(grain)}</p>
<p>${both(texts.key)}: <code>${key.join(", ")}</code> · ${both(texts.rows)}: ${rows} · ${files.join(" · ")}</p>
${details(
  texts.traps,
  traps.map(({ text }) => both(text)),
)}
${details(
  texts.recipes,
  recipes.map(({ question, sql }) => `${both(question)}<pre>${escapeMarkup(sql)}</pre>`),
)}
<table>
<thead><tr><th>${both(texts.column)}</th><th>${both(texts.type)}</th><th>${both(texts.description)}</th></tr></thead>
<tbody>
${columns.map(columnRow).join("\n")}
</tbody>
</table>
</article>`;
}

function details(summary: Words, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<details><summary>${both(summary)}</summary><ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul></details>`;
}

function columnRow({ name, type, description }: ManifestDataset["columns"][number]): string {
  return `<tr><td><code>${name}</code></td><td>${type}</td><td>${both(description)}</td></tr>`;
}

/** A text in both languages, of which the style shows one. */
function both({ nb, en }: Words): string {
  return `<span lang="nb">${escapeMarkup(nb)}</span><span lang="en">${escapeMarkup(en)}</span>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
body:has(#nb:checked) [lang=en], body:has(#en:checked) [lang=nb] { display: none; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #8886; padding: .25rem .5rem; text-align: left; vertical-align: top; }
figure { margin: 0; overflow-x: auto; }
svg { font: 12px ui-monospace, monospace; }
svg rect, svg path { fill: none; stroke: currentColor; }
svg text { fill: currentColor; }
svg .name { font-weight: bold; }
pre { overflow-x: auto; }
.warning { border-left: 4px solid #c60; padding-left: .5rem; }
[hidden] { display: none; }
`;

/** Hides every row, dataset and subject without the searched words, and says in which language the page is. */
const script = `
const search = document.getElementById("search");
const has = (node, words) => words.every((word) => node.textContent.toLowerCase().includes(word));
function show() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let found = 0;
  for (const section of document.querySelectorAll("section")) {
    let any = false;
    for (const article of section.querySelectorAll("article")) {
      const whole = has(article.querySelector("h3"), words);
      let rows = 0;
      for (const row of article.querySelectorAll("tbody tr")) {
        row.hidden = !whole && !has(row, words);
        if (!row.hidden) rows += 1;
      }
      article.hidden = rows === 0;
      found += rows;
      any ||= rows > 0;
    }
    section.hidden = !any;
    const figure = section.querySelector("figure");
    if (figure) figure.hidden = words.length > 0;
  }
  document.getElementById("found").textContent = words.length === 0 ? "" : found;
}
search.addEventListener("input", show);
for (const radio of document.querySelectorAll("[name=language]"))
  radio.addEventListener("change", () => { document.documentElement.lang = radio.id; });
`;
