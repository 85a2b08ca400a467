// Texts as ENUMs: rows are sorted and written by small numbers instead of texts, which takes a third of the time. A Parquet
// file written from them holds plain text all the same.
import { identifier, type TextRow, type Warehouse } from "../stores/warehouse.ts";

/**
 * A SELECT of everything in `source` (a relation or table function that can be read twice), with every text column as an ENUM
 * of the texts it holds, in their order. Makes the types, named after the relation, in the schema `coded`.
 */
export async function codedSelect(
  warehouse: Warehouse,
  of: { readonly relation: string; readonly source: string },
): Promise<string> {
  const columns = await warehouse.rows(`describe from ${of.source}`);
  const texts = columns.filter((column) => column.column_type === "VARCHAR");
  const casts: string[] = [];
  for (const { column_name } of texts) {
    const name = identifier(column_name ?? "");
    const type = `coded.${identifier(`${of.relation}.${column_name}`)}`;
    // A type must have some text, also where the column has none.
    await warehouse.run(`create type ${type} as enum (
      select unnest(coalesce(list_sort(list(distinct ${name})), [''])) from ${of.source} where ${name} is not null)`);
    casts.push(`${name}::${type} as ${name}`);
  }
  return `select *${casts.length === 0 ? "" : ` replace (${casts.join(", ")})`} from ${of.source}`;
}

/** A SELECT with those of these columns (rows of `describe`) that are coded as plain texts again. */
export function plainSelect(select: string, columns: readonly TextRow[]): string {
  const coded = columns.filter(({ column_type }) => typeInFile(column_type ?? "") !== column_type);
  const casts = coded
    .map(({ column_name }) => identifier(column_name ?? ""))
    .map((name) => `${name}::varchar as ${name}`);
  return casts.length === 0 ? select : `select * replace (${casts.join(", ")}) from (${select})`;
}

/** The type a column has in the file: an ENUM is written as text. */
export function typeInFile(type: string): string {
  return type.startsWith("ENUM(") ? "VARCHAR" : type;
}
