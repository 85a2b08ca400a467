// The published numbers are those of the emulator's world, added up without the server, the pipeline or SQL.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Table } from "../../src/emulator/world/query.ts";
import { buildWorld, worlds } from "../../src/emulator/world/world.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { textOfSums, truthOf } from "../emulator/truth.ts";
import { smallTables } from "../small-release.ts";

const golden = join(projectFolder, "test", "golden", "release");

const tables: readonly Table[] = (["kommune", "fylke", "landet"] as const).flatMap((level) =>
  (["maned", "ar"] as const).map((grain) => ({ level, grain })),
);

/** Everything of a dataset by key, with money in øre. */
async function published(folder: string, { level, grain }: Table): Promise<ReadonlyMap<string, string>> {
  const duckdb = await openWarehouse({ file: ":memory:", threads: 1 });
  const area = { kommune: "behandler_kommunenr", fylke: "behandler_fylke", landet: "''" }[level];
  const period = grain === "ar" ? "ar::varchar" : "ar || lpad(maned::varchar, 2, '0')";
  const ore = (name: string) => `coalesce((${name} * 100)::bigint, 0)`;
  try {
    const rows = await duckdb.rows(`
      select
        concat_ws(' ', ${period}, ${area}, fagomraade, takstkode, praksis_type_kode) as key,
        concat_ws(' ', antall_regninger, sum_antall_takst, ${ore("sum_refusjon")},
          ${ore("sum_egenandel_betalt_av_pasient")}, ${ore("sum_egenandel_dekket_av_folketrygden")}) as sums
      from ${parquetRows(join(folder, `takstbruk_${level}_${grain}.parquet`))}`);
    return new Map(rows.map(({ key, sums }) => [String(key), String(sums)]));
  } finally {
    duckdb.close();
  }
}

/** The months of the release: whole years by year, thirteen months by month. */
function spanOf({ grain }: Table): { readonly from: string; readonly to: string } {
  return grain === "ar" ? { from: "201901", to: "202012" } : { from: "201907", to: "202007" };
}

describe("the golden release", () => {
  const world = buildWorld({ rows: 20_000, seed: 1 });

  it.each(tables)("has in $level/$grain each number of the world, and no other", async (table) => {
    const truth = truthOf(world, { table, ...spanOf(table) });
    const expected = new Map([...truth].map(([key, sums]) => [key, textOfSums(sums)]));
    expect(await published(golden, table)).toEqual(expected);
  });
});

describe("tables of the demo world", () => {
  it("have its sums by period and fagområde, in all six tables of takstbruk", async () => {
    const names = tables.map(({ level, grain }) => `takstbruk_${level}_${grain}`);
    const more = ["--datasets", names.join(",")];
    const folder = await smallTables({ dialect: "documented", more, emulator: { world: worlds.demo } });
    const world = buildWorld(worlds.demo);
    for (const table of tables) {
      const truth = truthOf(world, { table, ...spanOf(table) });
      const expected = [...truth].map(([key, sums]) => [key, textOfSums(sums)] as const);
      expect(totals(await published(folder, table))).toEqual(totals(expected));
    }
  });
});

/** The sums of all measures by period and fagområde, and the number of rows. */
function totals(
  rows: Iterable<readonly [key: string, sums: string]>,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  for (const [key, sums] of rows) {
    const [period, fagomraade] = key.split(" ").filter((_, at, { length }) => at === 0 || at === length - 3);
    const name = `${period} ${fagomraade}`;
    const before = found.get(name) ?? [];
    found.set(
      name,
      [1, ...sums.split(" ").map(Number)].map((sum, at) => (before[at] ?? 0) + sum),
    );
  }
  return found;
}
