// An empty warehouse made ready for the SQL files: its schemas, the macros, the reference tables.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileLiteral, identifier, type Warehouse } from "../stores/warehouse.ts";
import { layers, sqlFiles } from "./models.ts";

/** `sql` is the folder of the SQL files. */
export async function prepare(warehouse: Warehouse, sql: string): Promise<void> {
  for (const schema of ["raw", "reference", "coded", ...layers])
    await warehouse.run(`create schema ${schema}`);
  for (const file of sqlFiles(join(sql, "macros"))) await warehouse.run(readFileSync(file, "utf8"));
  await loadReferences(warehouse, join(sql, "reference"));
}

async function loadReferences(warehouse: Warehouse, folder: string): Promise<void> {
  const files = await warehouse.rows(`select file from glob(${fileLiteral(folder, "/*.csv")}) order by file`);
  for (const { file } of files) {
    const name = basename(file ?? "", ".csv");
    await warehouse.run(`create table reference.${identifier(name)} as
      from read_csv(${fileLiteral(file ?? "")}, header = true, delim = ',', quote = '"', all_varchar = true)`);
  }
}
