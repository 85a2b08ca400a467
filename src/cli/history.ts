// helserefusjon history: what each release said of the same rows.
import { resolve } from "node:path";
import Table from "cli-table3";
import { history, type RowHistory } from "../release/history.ts";
import { kindOf, seriesOf } from "../release/version-series.ts";
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { comparingOptions } from "./comparing-options.ts";
import { countText } from "./numbers.ts";
import { options } from "./options.ts";
import { knownRelease } from "./release-named.ts";

const shape = {
  dataset: comparingOptions.dataset,
  key: comparingOptions.key,
  columns: comparingOptions.columns,
  release: comparingOptions.release,
  output: options.output,
  json: options.json,
};

/** More rows than a person reads; --json prints all. */
const mostRows = 50;

export const historyCommand: Command = {
  name: "history",
  summary: "show what each release said of the same rows, in the order of release",
  examples: [
    [
      "helserefusjon history takstbruk_landet_ar --key ar=2023 --key takstkode=2ad --columns sum_antall_takst",
      "how often 2ad was used in 2023, as each release had it",
    ],
    [
      "helserefusjon history takstkoder --key takstkode=2ad --json",
      "all that was said of 2ad, for a program",
    ],
  ],
  shape,
  positionals: ["dataset"],
  async run(argv, { terminal }) {
    const { dataset, key = [], columns, release, output, json } = validated(argv, shape);
    const { manifest } = await knownRelease(release, resolve(output));
    const series = await seriesOf(resolve(output), kindOf(manifest));
    const rows = await history(series, { dataset, where: key, columns });
    terminal.out(json ? `${JSON.stringify(rows, null, 2)}\n` : historyText(rows));
  },
};

function historyText(rows: readonly RowHistory[]): string {
  const [first] = rows;
  if (first === undefined) return "No release has such a row.\n";
  const keys = Object.keys(first.key);
  const columns = Object.keys(first.vintages.find(({ values }) => values !== null)?.values ?? {});
  const table = new Table({
    head: [...keys, "version", "release", ...columns],
    style: { head: [], border: [], compact: true },
  });
  for (const { key, vintages } of rows.slice(0, mostRows)) {
    for (const { version, release, values } of vintages) {
      const cells = columns.map((name) => (values === null ? "no row" : (values[name] ?? "NULL")));
      table.push([...keys.map((name) => key[name] ?? ""), version, release, ...cells]);
    }
  }
  const more = rows.length - mostRows;
  const rest =
    more > 0 ? `${countText(more)} more rows: narrow them with --key, or print all with --json\n` : "";
  return `${table.toString()}\n${rest}`;
}
