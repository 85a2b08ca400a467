// The data dictionary: every dataset and column in words, as one Markdown page.
import type { Column, Dataset, Reference, Trap } from "../domain/dataset.ts";

/** The Markdown page of these datasets, in their order. It says nothing the registry does not. */
export function dictionary(datasets: readonly Dataset[]): string {
  return `${[preface, contents(datasets), ...trapsOf(datasets), ...datasets.map(section)].join("\n\n")}\n`;
}

const preface = `# Data dictionary

Generated from the registry by \`make docs\`; a test fails when it is stale. Every dataset is published as
\`<name>.parquet\` and \`<name>.csv\` with the same columns in the same order. Types are DuckDB's; a \`VARCHAR[]\` is a
list of texts in Parquet and a JSON array in CSV. In CSV nothing between two commas is NULL, and \`""\` is an empty text.`;

function contents(datasets: readonly Dataset[]): string {
  const rows = datasets.map(({ name, title }) => [`[${name}](#${name})`, title.nb, title.en]);
  return table(["Dataset", "Norsk", "English"], rows);
}

/** Each trap once, however many datasets have it. */
function trapsOf(datasets: readonly Dataset[]): readonly string[] {
  const traps = new Map(
    datasets.flatMap((dataset) => (dataset.traps ?? []).map((trap) => [trap.name, trap])),
  );
  return traps.size === 0 ? [] : ["## Traps", ...[...traps.values()].map(trapText)];
}

function trapText({ name, text }: Trap): string {
  return `### ${name}\n\n${text.nb}\n\n${text.en}`;
}

function section(dataset: Dataset): string {
  const { name, title, grain, columns } = dataset;
  return [
    `## ${name}`,
    `**${title.nb}** · ${title.en}`,
    `${grain.nb}  \n${grain.en}`,
    factsOf(dataset).join("\n"),
    table(["Column", "Type", "API name", "Norsk", "English"], columns.map(cellsOf)),
  ].join("\n\n");
}

function factsOf({
  traps = [],
  key,
  sort,
  from,
  alsoFrom,
  oneRowPer,
  period,
  references,
}: Dataset): readonly string[] {
  return [
    `- Key: ${names(key)}`,
    `- Order of the rows: ${names(sort)}`,
    ...(period === undefined ? [] : [`- Period: ${names([period])}`]),
    `- Made from: ${from.length === 0 ? "reference tables of this project" : names(from)}`,
    ...(alsoFrom === undefined ? [] : [`- Where they are asked for, also from: ${names(alsoFrom)}`]),
    ...(oneRowPer === undefined ? [] : [`- One row for each row of: ${names([oneRowPer])}`]),
    ...references.map((reference) => `- ${referenceText(reference)}`),
    ...(traps.length === 0 ? [] : [`- Traps: ${traps.map(({ name }) => `[${name}](#${name})`).join(", ")}`]),
  ];
}

function referenceText({ columns, dataset, to }: Reference): string {
  return `References: ${names(columns)} → [${dataset}](#${dataset}) ${names(to)}`;
}

function cellsOf({ name, type, api, description }: Column): readonly string[] {
  const { nb, en } = description;
  return [names([name]), names([type]), api === undefined ? "" : names([api]), nb, en];
}

function names(list: readonly string[]): string {
  return list.map((name) => `\`${name}\``).join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}
