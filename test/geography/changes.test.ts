// The kind of a change, read off the periods, beside the kinds compiled from several sources.
import { join } from "node:path";
import { expect, it } from "vitest";
import { changeType } from "../../src/geography/compare.ts";
import { readTables } from "../../src/geography/tables.ts";
import { projectFolder } from "../../src/platform/tool.ts";

it("is what the sources say for all changes since 2010 but the division of Stokke, which they call otherwise", async () => {
  const tables = await readTables(join(projectFolder, "sql", "reference"));
  const kommuner = new Map(tables.kommuner.map((row) => [row.kommunenr ?? "", row]));
  const moves = tables.kommune_endringer.map(
    ({ fra_kommunenr = "", til_kommunenr = "", dato = "", type }) => ({
      from: fra_kommunenr,
      to: til_kommunenr,
      date: dato,
      type,
    }),
  );
  const otherwise = moves.filter((move) => changeType(move, { moves, kommuner }) !== move.type);
  expect(moves).toHaveLength(516);
  expect(otherwise.map(({ from, to, type }) => [from, to, type])).toEqual([
    ["0720", "0704", "grensejustering"],
    ["0720", "0710", "sammenslaaing"],
  ]);
});
