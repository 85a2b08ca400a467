// The cost of what the load writes and proves of every file of a release.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { footerOf } from "../../src/domain/footer.ts";
import { columnStatistics, writeCsv } from "../../src/load/dataset-files.ts";
import { describedDatasets } from "../../src/load/load.ts";
import { digestOf } from "../../src/platform/files.ts";
import { readBuild } from "../../src/stores/build-store.ts";
import { canonicalForm } from "../../src/stores/csv-form.ts";
import { verifyCsv, verifyParquet } from "../../src/stores/read-back.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { cpuOf, type Part } from "./cpu-time.ts";

/** The files of the build in `output`, written and proven once more, elsewhere. */
export async function costsOfLoading(output: string): Promise<readonly Part[]> {
  const build = await readBuild(output);
  const folder = `${output}.csv`;
  await mkdir(folder, { recursive: true });
  const spent = { write: 0, csv: 0, parquet: 0, hash: 0, statistics: 0 };
  // One thread, as the load has for each table.
  const warehouse = await openWarehouse({ file: ":memory:", temporary: `${output}.spill`, threads: 1 });
  try {
    for (const { dataset, built } of describedDatasets(build, registry.datasets)) {
      const parquet = join(output, "warehouse", "marts", `${dataset.name}.parquet`);
      const pair = { dataset, parquet, csv: join(folder, `${dataset.name}.csv`), form: canonicalForm };
      const footer = footerOf(dataset, {
        source: build.summary.source,
        pull: build.pull,
        scope: build.scope,
      });
      spent.parquet += await cpuOf(() =>
        verifyParquet(warehouse, parquet, { dataset, rows: built.rows, footer }),
      );
      spent.write += await cpuOf(() => writeCsv(warehouse, pair));
      spent.csv += await cpuOf(() => verifyCsv(warehouse, pair));
      spent.hash += await cpuOf(() => Promise.all([digestOf(parquet), digestOf(pair.csv)]));
      spent.statistics += await cpuOf(() => columnStatistics(warehouse, dataset, parquet));
    }
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true });
    await rm(`${output}.spill`, { recursive: true, force: true });
  }
  return [
    { name: "Parquet: columns, rows and footer as promised", cpu: spent.parquet },
    { name: "CSV written", cpu: spent.write },
    { name: "CSV read back, its rows and values compared", cpu: spent.csv },
    { name: "SHA-256 of the files", cpu: spent.hash },
    { name: "statistics of every column", cpu: spent.statistics },
  ];
}
