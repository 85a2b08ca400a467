// helserefusjon geografi: our tables of kommuner and fylker beside SSB Klass, and written anew from it where asked.
import { join, resolve } from "node:path";
import { ContractError } from "../domain/errors.ts";
import { type Comparison, compare } from "../geography/compare.ts";
import { tableNames, writeTables } from "../geography/tables.ts";
import { projectFolder } from "../platform/tool.ts";
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { geografiShape } from "./geografi-options.ts";

export const geografiCommand: Command = {
  name: "geografi",
  summary: "compare our tables of kommuner and fylker with SSB Klass; asks only Klass",
  examples: [
    ["helserefusjon geografi", "what differs; writes nothing"],
    ["helserefusjon geografi --refresh", "the same, and write the tables anew"],
  ],
  shape: geografiShape,
  async run(argv, { effects, terminal }) {
    const values = validated(argv, geografiShape);
    const folder = resolve(values.reference ?? join(projectFolder, "sql", "reference"));
    const today = effects.clock.now().toISOString().slice(0, 10);
    const comparison = await compare({ folder, klass: values.klass, today });
    terminal.out(differencesText(comparison));
    if (!values.refresh) return;
    refuseProblems(comparison, folder);
    await writeTables(folder, comparison.tables);
    terminal.out(
      `Wrote ${tableNames.length} tables to ${folder}. kommune_innbyggere is from table 07459, not from Klass, and is as it was\n`,
    );
  },
};

function refuseProblems({ problems }: Comparison, folder: string): void {
  if (problems.length === 0) return;
  throw new ContractError(
    `Cannot write the tables of ${folder} as every kommune must have one of today:\n${problems.join("\n")}`,
  );
}

function differencesText({ differences, notes, problems }: Comparison): string {
  const tables = tableNames.map((table) => {
    const own = differences.filter((difference) => difference.table === table);
    const lines = own.map(({ kind, text }) => `  ${kind}: ${text}\n`);
    return `${table}: ${own.length === 0 ? "no difference" : `${own.length} differences`}\n${lines.join("")}`;
  });
  const said = [
    ...notes.map((note) => `note: ${note}\n`),
    ...problems.map((problem) => `by hand: ${problem}\n`),
  ];
  return [...tables, ...said].join("");
}
