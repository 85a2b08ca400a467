// helserefusjon geografi: compares our tables of kommuner and fylker with SSB Klass, and refreshes them on request.
import { join, resolve } from "node:path";
import { z } from "zod";
import { ContractError } from "../domain/errors.ts";
import { type Comparison, compare } from "../geography/compare.ts";
import { klassRoot } from "../geography/klass.ts";
import { tableNames, writeReferenceTables } from "../geography/tables.ts";
import { projectFolder, userAgent } from "../platform/tool.ts";
import { defineCommand, flagOption, optionTexts, webAddress, webAddressText } from "./command.ts";

const shape = {
  refresh: flagOption("update the tables with the rows of Klass"),
  klass: webAddress()
    .default(klassRoot)
    .register(optionTexts, {
      ...webAddressText,
      help: "root URL of SSB Klass",
      example: "http://localhost:8080/klass/v1",
    }),
  reference: z.string().min(1).optional().register(optionTexts, {
    help: "folder of the reference tables",
    expected: "a path",
    example: "sql/reference",
    usual: "sql/reference of this project",
  }),
};

export const geografiCommand = defineCommand({
  name: "geografi",
  summary: "compare our tables of kommuner (municipalities) and fylker (counties) with SSB Klass",
  examples: [
    ["helserefusjon geografi", "show the differences, write nothing"],
    ["helserefusjon geografi --refresh", "show the differences and update the tables"],
  ],
  shape,
  async run(values, { effects, terminal, tool }) {
    const folder = resolve(values.reference ?? join(projectFolder, "sql", "reference"));
    const today = effects.clock.now().toISOString().slice(0, 10);
    const klass = { root: values.klass, userAgent: userAgent(tool), proxies: effects.proxies ?? {} };
    const comparison = await compare({ folder, klass, today });
    terminal.out(describeComparison(comparison));
    if (!values.refresh) return undefined;
    assertNoProblems(comparison, folder);
    await writeReferenceTables(folder, comparison.tables);
    return {
      text: `Wrote ${tableNames.length} tables to ${folder}. kommune_innbyggere is unchanged, because it comes from table 07459 and not from Klass\n`,
    };
  },
});

function assertNoProblems({ problems }: Comparison, folder: string): void {
  if (problems.length === 0) return;
  throw new ContractError(
    `Cannot write the tables of ${folder}, because every kommune needs one of today's kommuner:\n${problems.join("\n")}`,
    { facts: { folder, problems: problems.length } },
  );
}

function describeComparison({ differences, notes, problems }: Comparison): string {
  const tables = tableNames.map((table) => {
    const own = differences.filter((difference) => difference.table === table);
    const lines = own.map(({ kind, text }) => `  ${kind}: ${text}\n`);
    return `${table}: ${own.length === 0 ? "no difference" : `${own.length} differences`}\n${lines.join("")}`;
  });
  const remarks = [
    ...notes.map((note) => `note: ${note}\n`),
    ...problems.map((problem) => `by hand: ${problem}\n`),
  ];
  return [...tables, ...remarks].join("");
}
