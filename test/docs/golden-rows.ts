// The rows of the golden release as text, in a form every language can give its own rows in, to be compared.
import { join } from "node:path";
import type { Column } from "../../src/domain/dataset.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { parquetRows } from "../../src/stores/read-files.ts";
import { identifier, type Warehouse } from "../../src/stores/warehouse.ts";

/** A row's values in the order of the columns: amounts without closing zeros, days as `2026-11-01`, lists as JSON. */
export type PlainRow = readonly (string | null)[];

/** All rows of a golden table. */
export async function goldenRows(
  warehouse: Warehouse,
  { name, columns }: { readonly name: string; readonly columns: readonly Column[] },
): Promise<readonly PlainRow[]> {
  const file = parquetRows(join(projectFolder, "test", "golden", "release", `${name}.parquet`));
  const rows = await warehouse.rows(`select ${columns.map(plain).join(", ")} from ${file}`);
  return rows.map((row) => columns.map((column) => row[column.name] ?? null));
}

function plain({ name, type }: Column): string {
  const column = identifier(name);
  if (type === "VARCHAR[]") return `to_json(${column})::varchar as ${column}`;
  if (type === "DECIMAL(18,2)") return `rtrim(rtrim(${column}::varchar, '0'), '.') as ${column}`;
  return `${column}::varchar as ${column}`;
}
