// Bills from abroad or of travel may have no place: such rows are published without one, counted and reported.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { FaultRule } from "../../src/emulator/faults.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { served } from "./served.ts";

const scope = ["--since", "2019-01", "--until", "2020-12", "--periods", "ar", "--fagomraader", "LE,BE"];
const datasets = ["takstbruk_kommune_ar", "takstbruk_fylke_ar", "takstbruk_kommune_ar_gjeldende"] as const;
const requested = ["--datasets", [...datasets, "takstbruk_landet_ar", "kommuner", "fylker"].join(",")];

const oneRowWithout: readonly FaultRule[] = [
  {
    path: "/kommune/ar?fagomraade=BE&fomar=2019&tomar=2020",
    calls: "all",
    fault: { kind: "null", field: "behandler_kommunenr", rows: "first" },
  },
  {
    path: "/fylke/ar?fagomraade=BE&fomar=2019&tomar=2020",
    calls: "all",
    fault: { kind: "missing field", field: "behandler_fylke", rows: "last" },
  },
];

it("a row without a place is published with NULL, counted in the manifest and reported; the release verifies", async () => {
  const { output, ask, tell } = await served([...scope, ...requested]);
  const ended = await ask(["run"], { faults: oneRowWithout });
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.err).toMatch(
    /- missing value takstbruk_kommune_ar.behandler_kommunenr: no value in 1 of [\d ]+ rows, first in takstbruk_kommune_ar\/fagomraade-BE/,
  );
  const folder = join(output, "releases", "latest");
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  const drift: readonly { kind: string }[] = manifest.drift;
  expect(drift.filter(({ kind }) => kind === "missing value")).toMatchObject([
    { endpoint: "takstbruk_kommune_ar", field: "behandler_kommunenr", kind: "missing value", rows: 1 },
    { endpoint: "takstbruk_fylke_ar", field: "behandler_fylke", kind: "missing value", rows: 1 },
  ]);
  expect(manifest.checks).toContainEqual(
    expect.objectContaining({
      name: "takstbruk_fylke_ar_behandler_fylke_is_there",
      severity: "warn",
      failed: 1,
    }),
  );
  await expectOneRowWithoutPlace(folder);
  expect(await tell(["verify"])).toMatchObject({ code: 0 });
  expect((await ask(["run"], { faults: oneRowWithout })).out).toMatch(/Nothing changed since release/);
  const mended = await ask(["run"]);
  expect(mended.code, mended.err).toBe(0);
  expect(mended.out).toMatch(/3 rows added, 3 removed|restated/);
});

it("an answer in which no row has a place is rejected by the name of its request", async () => {
  const { ask } = await served([...scope, ...requested]);
  const path = "/fylke/ar?fagomraade=BE&fomar=2019&tomar=2020";
  const ended = await ask(["run"], {
    faults: [{ path, calls: "all", fault: { kind: "missing field", field: "behandler_fylke" } }],
  });
  expect(ended.code).toBe(4);
  expect(ended.err).toMatch(
    /takstbruk_fylke_ar\/fagomraade-BE_fomar-2019_tomar-2020 has no behandler_fylke in any of its rows \(\d+\)/,
  );
});

/** Each of the three tables has one row whose place is NULL. */
async function expectOneRowWithoutPlace(folder: string): Promise<void> {
  const duckdb = await openWarehouse({ file: ":memory:" });
  try {
    for (const [index, place] of [
      "behandler_kommunenr",
      "behandler_fylke",
      "gjeldende_kommunenr",
    ].entries()) {
      const file = parquetRows(join(folder, `${datasets[index]}.parquet`));
      const found = await duckdb.rows(
        `select fagomraade, count(*) as rows from ${file} where ${place} is null group by all`,
      );
      expect(found, place).toEqual([{ fagomraade: "BE", rows: "1" }]);
    }
  } finally {
    duckdb.close();
  }
}
