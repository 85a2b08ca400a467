// The page of one dataset: its rows, traps, key and columns, how to load it, and its related datasets. And the list of all.
import type { Column, Dataset, Recipe, Reference, Trap } from "../domain/dataset.ts";
import { markdownTable } from "../domain/markdown.ts";
import { csvSnippet, type Snippet, snippetsOf } from "../metadata/snippets.ts";
import { bySubject } from "./dictionary-page.ts";
import { joinsOf, mermaidOf } from "./entity-diagram.ts";

/** The Markdown page of a dataset among these; links lead to the other pages beside it. */
export function datasetMarkdown(dataset: Dataset, datasets: readonly Dataset[]): string {
  const { name, title, grain, columns, traps = [] } = dataset;
  const sections = [
    `# ${name}`,
    `**${title.nb}** · ${title.en}`,
    `${grain.nb}  \n${grain.en}`,
    datasetFacts(dataset).join("\n"),
    ...(traps.length === 0 ? [] : ["## Traps", ...traps.map(trapText)]),
    "## Columns",
    markdownTable(["Column", "Type", "API name", "Norsk", "English"], columns.map(cellsOf)),
    ...recipesOf(dataset),
    "## Load it",
    ...snippetsOf(`${name}.parquet`).map((snippet) => fence(snippet, snippet.title)),
    fence(csvSnippet(`${name}.csv`, columns), "The CSV file, in pandas with the types given"),
    ...relatedSection(dataset, datasets),
  ];
  return `${sections.join("\n\n")}\n`;
}

function datasetFacts({
  key,
  mayBeNull,
  sort,
  from,
  alsoFrom,
  oneRowPer,
  period,
}: Dataset): readonly string[] {
  return [
    `- Key: ${codeNames(key)}`,
    ...(mayBeNull === undefined
      ? []
      : [`- NULL in rows that have no place in the API: ${codeNames(mayBeNull)}`]),
    `- Order of the rows: ${codeNames(sort)}`,
    ...(period === undefined ? [] : [`- Period: ${codeNames([period])}`]),
    `- Made from: ${from.length === 0 ? "reference tables of this project" : codeNames(from)}`,
    ...(alsoFrom === undefined ? [] : [`- Also made from, if the pull has them: ${codeNames(alsoFrom)}`]),
    ...(oneRowPer === undefined ? [] : [`- One row for each row of: ${codeNames([oneRowPer])}`]),
  ];
}

function trapText({ name, text }: Trap): string {
  return `- **${name}**: ${text.nb}  \n  ${text.en}`;
}

function cellsOf({ name, type, api, description }: Column): readonly string[] {
  const { nb, en } = description;
  return [codeNames([name]), codeNames([type]), api === undefined ? "" : codeNames([api]), nb, en];
}

function recipesOf({ recipes = [] }: Dataset): readonly string[] {
  const lines = recipes.map(({ question }) => {
    return `- [${question.en}](../recipes.md#${anchorOf(question.en)})  \n  ${question.nb}`;
  });
  return lines.length === 0 ? [] : ["## Recipes", lines.join("\n")];
}

/** A recipe as a section of docs/recipes.md. Its query runs on the views of helserefusjon.sql. */
export function recipeSection({ question, note, sql }: Recipe): string {
  return `## ${question.en}\n\n${note.en}\n\n\`\`\`sql\n${sql}\n\`\`\``;
}

/** The address of a heading within its page, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function fence({ syntax, text }: Snippet, title: string): string {
  return `${title}:\n\n\`\`\`${syntax}\n${text}\n\`\`\``;
}

/** What its columns refer to, and which datasets refer to it. */
function relatedSection(dataset: Dataset, datasets: readonly Dataset[]): readonly string[] {
  const { name, references } = joinsOf(dataset);
  const referring = datasets.flatMap((other) =>
    joinsOf(other)
      .references.filter((reference) => reference.dataset === name && other.name !== name)
      .map((reference) => `- ${datasetLink(other.name)}: ${pairText(reference)}`),
  );
  const lines = [
    ...references.map(
      (reference) => `- ${pairText(reference)} in ${datasetLink(reference.dataset)}${matchText(reference)}`,
    ),
    ...referring,
  ];
  return lines.length === 0 ? [] : ["## Related datasets", lines.join("\n")];
}

function pairText({ columns, to }: Pick<Reference, "columns" | "to">): string {
  return `${codeNames(columns)} → ${codeNames(to)}`;
}

/** The warning beside a reference that must not be used as a plain join. */
function matchText({ matches }: Partial<Pick<Reference, "matches">>): string {
  return matches === "many" ? " (**one to many**: a join multiplies rows)" : "";
}

function datasetLink(name: string): string {
  return `[${name}](${name}.md)`;
}

/** The Markdown page of these datasets, in their order. All its texts come from the registry. */
export function dictionary(datasets: readonly Dataset[]): string {
  const subjects = bySubject(datasets).flatMap(({ title, datasets: of }) => [
    `## ${title.en}`,
    contents(of),
    ...diagramOf(of),
  ]);
  return `${[preface, ...subjects, ...trapsOf(datasets)].join("\n\n")}\n`;
}

const preface = `# Data dictionary

For analysts: all datasets and their traps. \`make docs\` generates this page and the page of each dataset from the registry. Every dataset is
published as \`<name>.parquet\` and \`<name>.csv\` with the same columns in the same order. The types are those of DuckDB. A \`VARCHAR[]\` is a
list of texts in Parquet and a JSON array in CSV. In CSV, nothing between two commas is NULL, and \`""\` is an empty text. A
\`<name>.excel.csv\` has an apostrophe before texts that Excel would run as formulas ([for-analysts.md](for-analysts.md#in-excel)).

Each release has the same as \`data-dictionary.html\`, with every column and a search field. The diagrams show which columns join the
datasets. A line that ends in a crow's foot matches several rows, so that sums multiply.`;

function contents(datasets: readonly Dataset[]): string {
  const rows = datasets.map(({ name, title, dictionary: { use } = { use: title } }) => [
    `[${name}](datasets/${name}.md)`,
    use.nb,
    use.en,
  ]);
  return markdownTable(["Dataset", "Bruk den til", "Use it for"], rows);
}

function diagramOf(datasets: readonly Dataset[]): readonly string[] {
  const referring = datasets.map(joinsOf).filter(({ references }) => references.length > 0);
  return referring.length === 0 ? [] : [`\`\`\`mermaid\n${mermaidOf(referring)}\n\`\`\``];
}

/** Each trap once, however many datasets have it. */
function trapsOf(datasets: readonly Dataset[]): readonly string[] {
  const traps = new Map(
    datasets.flatMap((dataset) => (dataset.traps ?? []).map((trap) => [trap.name, trap])),
  );
  return traps.size === 0 ? [] : ["## Traps", ...[...traps.values()].map(trapSection)];
}

function trapSection({ name, text }: Trap): string {
  return `### ${name}\n\n${text.nb}\n\n${text.en}`;
}

/** Names as code, divided by commas. */
function codeNames(list: readonly string[]): string {
  return list.map((name) => `\`${name}\``).join(", ");
}
