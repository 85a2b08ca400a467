// The data dictionary: an index of the datasets' pages, and what misleads whoever adds things up, as one Markdown page.
import type { Dataset, Trap } from "../domain/dataset.ts";
import { table } from "./markdown.ts";

/** The Markdown page of these datasets, in their order. It says nothing the registry does not. */
export function dictionary(datasets: readonly Dataset[]): string {
  return `${[preface, contents(datasets), ...trapsOf(datasets)].join("\n\n")}\n`;
}

const preface = `# Data dictionary

Generated from the registry by \`make docs\`, like the page of each dataset; a test fails when one is stale. Every dataset is
published as \`<name>.parquet\` and \`<name>.csv\` with the same columns in the same order. Types are DuckDB's; a \`VARCHAR[]\` is a
list of texts in Parquet and a JSON array in CSV. In CSV nothing between two commas is NULL, and \`""\` is an empty text. A
\`<name>.excel.csv\` has an apostrophe before texts that Excel would run as formulas ([for-analysts.md](for-analysts.md#in-excel)).`;

function contents(datasets: readonly Dataset[]): string {
  const rows = datasets.map(({ name, title }) => [`[${name}](datasets/${name}.md)`, title.nb, title.en]);
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
