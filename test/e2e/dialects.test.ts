// Whatever way the API may turn out to write, the numbers published are the same.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { driftOf } from "../../src/domain/drift.ts";
import { endpointNamed } from "../../src/domain/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { smallTables } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { differences } from "./differences.ts";
import { pulling } from "./pulling.ts";

const same = ["awkward", "american", "java", "legacy", "terse", "hostile", "two-lists"] as const;

/** Dialects whose answers could mean two things, and the sentence that rejects each. */
const rejected = [
  [
    "thousands",
    /antall_regninger in row \d+ of takstbruk_fylke_ar\/fagomraade-BE.* without thousands separators .*, found "/,
  ],
  [
    "placeless",
    /missing field behandler_fylke \(takstbruk_fylke_ar\/fagomraade-BE.* has no behandler_fylke in any of its rows \(\d+\)\)/,
  ],
] as const;

/** Made of other tables or of none of the API's answers: they show no more of a dialect. `make matrix` makes them too. */
const leftOut = [
  ...["avstemming", "avstemming_satser", "takstbruk_kommune_ar_gjeldende", "takstbruk_fylke_ar_gjeldende"],
  ...["dekning", "kommuner", "fylker", "kommune_endringer", "kommune_innbyggere", "innbyggere_gjeldende"],
];
const datasets = registry.datasets.map(({ name }) => name).filter((name) => !leftOut.includes(name));

describe("what is made of an API that writes in the dialect", () => {
  it.each(same)("%s holds the same rows as that of the documented one", async (dialect) => {
    const fagomraader = ["LE"];
    const folder = await smallTables({
      dialect,
      more: ["--fagomraader", "LE", "--datasets", datasets.join(",")],
    });
    expect(await differences({ folder, dialect, fagomraader }, leftOut)).toEqual([]);
  });

  it("filled has values where the documented one is empty: they are read, and change nothing else", async () => {
    const more = ["--datasets", "takstkoder"];
    const folder = await smallTables({ dialect: "filled", more });
    const lists = ["krever_prosedyre", "krever_diagnose"];
    const changed = lists.flatMap((name) => [`takstkoder.${name}_modus`, `takstkoder.${name}_koder`]);
    const found = await differences(
      { folder, dialect: "filled" },
      datasets.filter((name) => name !== "takstkoder").concat(leftOut),
    );
    expect(found.map((difference) => difference.split(":")[0]).sort()).toEqual(changed.sort());
    const duckdb = await openWarehouse({ file: ":memory:" });
    const values = await duckdb.rows(`
      select distinct krever_prosedyre_koder, krever_diagnose_modus, krever_diagnose_koder, maks_antall_gjelder_pasient
      from '${join(folder, "takstkoder.parquet")}'
      where fagomraade = 'FY' and krever_prosedyre is not null
      order by all`);
    duckdb.close();
    expect(values).toMatchInlineSnapshot(`
      [
        {
          "krever_diagnose_koder": "['A97', 'Z00']",
          "krever_diagnose_modus": "alle_unntatt",
          "krever_prosedyre_koder": "['QXGX10', 'QXGX15']",
          "maks_antall_gjelder_pasient": "false",
        },
        {
          "krever_diagnose_koder": "['L84']",
          "krever_diagnose_modus": "kun",
          "krever_prosedyre_koder": "['QXGX10', 'QXGX15']",
          "maks_antall_gjelder_pasient": "false",
        },
        {
          "krever_diagnose_koder": "['L84']",
          "krever_diagnose_modus": "kun",
          "krever_prosedyre_koder": "['QXGX10', 'QXGX15']",
          "maks_antall_gjelder_pasient": "true",
        },
      ]
    `);
  });

  it("filled is reported with the fields that were always empty", async () => {
    const { pull } = await (await pulling({ dialect: dialects.filled })).pull();
    const drift = driftOf(endpointNamed(registry, "takstkoder"), await pull.receipts("takstkoder"));
    expect(drift.map(({ field, kind }) => `${field}: ${kind}`)).toEqual([
      "krever_diagnose: value in empty field",
      "krever_prosedyre: value in empty field",
      "maks_antall_gjelder_pasient: value in empty field",
    ]);
  });

  it.each(rejected)(
    "%s is rejected with the name of the request, the field and the value",
    async (dialect, says) => {
      const scope = ["--datasets", "takstbruk_fylke_ar", "--fagomraader", "LE,BE"];
      await expect(smallTables({ dialect, more: scope })).rejects.toThrow(says);
    },
  );

  it("is the same whichever root is used, because the answers are", async () => {
    const { pull, emulator } = await pulling({});
    const current = await pull();
    const old = await pull({ address: emulator.oldOrigin, output: await temporaryFolder() });
    expect(old.summary).toMatchObject({ sha256: current.summary.sha256, rows: current.summary.rows });
    expect(old.pull.folder).not.toBe(current.pull.folder);
    const twin = await pulling({ dialect: dialects.twin });
    expect(twin.emulator.origin).toMatch(/\/helserefusjon\/v1$/);
    expect((await twin.pull()).summary.sha256).toBe(current.summary.sha256);
  });

  it("is tried with every dialect there is", () => {
    const others = rejected.map(([name]) => name);
    expect(new Set(["documented", "twin", "filled", ...same, ...others])).toEqual(
      new Set(Object.keys(dialects)),
    );
  });
});
