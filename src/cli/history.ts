// helserefusjon history: shows the values of the same rows in each release.
import { resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { countText } from "../domain/markdown.ts";
import { type RowHistory, rowHistories } from "../release/history.ts";
import { releaseSeries, seriesKind } from "../release/version-series.ts";
import { defineCommand, options, optionTexts, releaseOption } from "./command.ts";
import { tableText } from "./display.ts";
import { knownRelease } from "./output-folder.ts";

const shape = {
  dataset: z
    .string()
    .min(1)
    .register(optionTexts, {
      help: "dataset whose rows to show",
      expected: "the name of a dataset",
      example: "takstbruk_landet_ar",
      missing: `Name the dataset: \`helserefusjon history <dataset>\`, such as ${registry.datasets[0]?.name}`,
    }),
  key: z
    .array(z.string().regex(/^\w+=/))
    .transform((texts) => texts.flatMap(keyConditions))
    .optional()
    .register(optionTexts, {
      repeats: true,
      help: "column and value that the rows must have; may be given several times",
      expected: "column=value",
      example: "ar=2023",
      usual: "all rows",
    }),
  columns: z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .optional()
    .register(optionTexts, {
      help: "columns to show",
      expected: "names of columns with commas between them",
      example: "sum_refusjon,antall_regninger",
      usual: "amounts and counts, or all columns besides the key",
    }),
  release: releaseOption,
  output: options.output,
  json: options.json,
};

/** The most rows in the table; --json prints all. */
const mostRows = 50;

export const historyCommand = defineCommand({
  name: "history",
  summary: "show the values of the same rows in each release, in order of release",
  examples: [
    [
      "helserefusjon history takstbruk_landet_ar --key ar=2023 --key takstkode=2ad --columns sum_antall_takst",
      "how often 2ad was used in 2023, in each release",
    ],
    ["helserefusjon history takstkoder --key takstkode=2ad --json", "all values of 2ad, as JSON"],
  ],
  shape,
  positionals: ["dataset"],
  async run(values) {
    const { dataset, key = [], columns, release, output } = values;
    const { manifest } = await knownRelease(release, resolve(output));
    const series = await releaseSeries(resolve(output), seriesKind(manifest));
    const rows = await rowHistories(series, { dataset, where: key, columns });
    return { text: historyText(rows), json: rows };
  },
});

function historyText(rows: readonly RowHistory[]): string {
  const [first] = rows;
  if (first === undefined) return "No release has such a row\n";
  const keys = Object.keys(first.key);
  const columns = Object.keys(first.vintages.find(({ values }) => values !== null)?.values ?? {});
  const lines = rows.slice(0, mostRows).flatMap(({ key, vintages }) =>
    vintages.map(({ version, release, values }) => {
      const cells = columns.map((name) => (values === null ? "no row" : (values[name] ?? "NULL")));
      return [...keys.map((name) => key[name] ?? ""), version, release, ...cells];
    }),
  );
  const more = rows.length - mostRows;
  const rest =
    more > 0 ? `${countText(more)} more rows. Select rows with --key, or print all with --json\n` : "";
  return `${tableText([...keys, "version", "release", ...columns], lines)}\n${rest}`;
}

interface Condition {
  readonly column: string;
  readonly value: string;
}

/** Conditions may be joined by commas. A comma is part of a value if no name and equals sign follow it. */
function keyConditions(text: string): readonly Condition[] {
  return text.split(/,(?=\w+=)/).map((part) => {
    const [column = ""] = part.split("=", 1);
    return { column, value: part.slice(column.length + 1) };
  });
}
