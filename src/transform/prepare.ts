// An empty warehouse made ready for the SQL files: its schemas, the macros, the reference tables.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { csvRows } from "../stores/read-files.ts";
import { identifier, type Warehouse } from "../stores/warehouse.ts";
import { layers, sqlFiles } from "./models.ts";

/** `sql` is the folder of the SQL files. */
export async function prepare(warehouse: Warehouse, sql: string): Promise<void> {
  for (const schema of ["raw", "reference", "coded", ...layers])
    await warehouse.run(`create schema ${schema}`);
  for (const file of sqlFiles(join(sql, "macros"))) await warehouse.run(readFileSync(file, "utf8"));
  await loadReferences(warehouse, join(sql, "reference"));
}

/** Makes `reference.<name>` of every CSV file in a folder, each column as text. The header names the columns, without quotes. */
export async function loadReferences(warehouse: Warehouse, folder: string): Promise<void> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  for (const name of names.sort()) {
    const file = join(folder, name);
    const [header = ""] = readFileSync(file, "utf8").split("\n", 1);
    const columns = header.split(",").map((column) => [column, "VARCHAR"] as const);
    const rows = csvRows(file, { columns, nulls: { texts: [""], quoted: true }, lineEnd: "\\n" });
    await warehouse.run(`create table reference.${identifier(basename(name, ".csv"))} as from ${rows}`);
  }
}
