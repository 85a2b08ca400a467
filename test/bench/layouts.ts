// The rows of a published file written in other ways, so that one sees what its order is worth.
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { csvRows, parquetRows } from "../../src/stores/read-files.ts";
import { identifier, literal, openWarehouse, type TextRow } from "../../src/stores/warehouse.ts";

/** A file with the rows, and how a query names it. */
export interface Layout {
  readonly name: string;
  readonly file: string;
  /** What stands after `from`. */
  readonly source: string;
}

interface Of {
  /** The release and the dataset in it. */
  readonly release: string;
  readonly dataset: string;
  /** Where to write. */
  readonly folder: string;
}

/** As published, in order of takst, place or time, mixed, and as the CSV beside it, which is read with its types given. */
export async function layoutsOf({ release, dataset, folder }: Of): Promise<readonly Layout[]> {
  const published = join(release, `${dataset}.parquet`);
  const from = parquetRows(published);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const columns = await warehouse.rows(`describe from ${from}`);
    const rewrite = async (name: string, order: string): Promise<Layout> => {
      const file = join(folder, `${name}.parquet`);
      await warehouse.run(`copy (from ${from} order by ${order}) to ${literal(file)}
        (format parquet, parquet_version v1, compression zstd, compression_level 3, row_group_size 20480,
        dictionary_size_limit 1000)`);
      return { name, file, source: parquetRows(file) };
    };
    const mixed = `hash(${columns.map(({ column_name }) => identifier(column_name ?? "")).join(", ")})`;
    return [
      { name: "as published", file: published, source: from },
      await rewrite("by takst", "fagomraade, takstkode, praksis_type_kode, behandler_kommunenr, ar, maned"),
      await rewrite("by place", "behandler_kommunenr, ar, maned, fagomraade, takstkode, praksis_type_kode"),
      await rewrite("by time", `ar, maned, ${mixed}`),
      await rewrite("mixed", mixed),
      csvLayout(join(release, dataset), columns),
    ];
  } finally {
    warehouse.close();
  }
}

function csvLayout(path: string, columns: readonly TextRow[]): Layout {
  const file = existsSync(`${path}.csv`) ? `${path}.csv` : `${path}.csv.gz`;
  const types = columns.map(({ column_name, column_type }) => {
    return [column_name ?? "", column_type ?? ""] as const;
  });
  const source = csvRows(file, { columns: types, nulls: { texts: [""], quoted: true } });
  return { name: "CSV", file, source };
}
