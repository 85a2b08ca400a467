// What the columns of a table hold: how many rows have no value, the smallest, the largest, and a few to look at.
import { z } from "zod";
import type { Column, Dataset } from "../domain/dataset.ts";
import type { ColumnStatistics } from "../domain/measured.ts";
import { asText, canonicalForm } from "../stores/csv-form.ts";
import { fileLiteral, identifier, type Warehouse } from "../stores/warehouse.ts";

/** So many rows, spread evenly over the table, are looked at for examples: few enough to hold, the same every time. */
const rowsForExamples = 500;
const longest = 80;

/** The statistics of every column of a Parquet file, by the column's name, in two passes over the file. */
export async function columnStatistics(
  warehouse: Warehouse,
  { columns }: Dataset,
  parquet: string,
): Promise<ReadonlyMap<string, ColumnStatistics>> {
  const file = fileLiteral(parquet);
  const [totals = {}] = await warehouse.rows(
    `select count(*) as rows, ${columns.map(totalsOf).join(", ")} from read_parquet(${file})`,
  );
  const rows = Number(totals.rows);
  const examples = await examplesOf(warehouse, columns, { file, rows });
  return new Map(
    columns.map(({ name }, at) => [
      name,
      {
        nulls: rows - Number(totals[`values_${at}`]),
        smallest: totals[`smallest_${at}`] ?? null,
        largest: totals[`largest_${at}`] ?? null,
        examples: examples.get(name) ?? [],
      },
    ]),
  );
}

function totalsOf(column: Column, at: number): string {
  const name = identifier(column.name);
  const counted = `count(${name}) as values_${at}`;
  if (column.type === "VARCHAR[]") return counted;
  const ends = `${shortened(`min(${name})`)} as smallest_${at}, ${shortened(`max(${name})`)} as largest_${at}`;
  return `${counted}, ${ends}`;
}

async function examplesOf(
  warehouse: Warehouse,
  columns: readonly Column[],
  { file, rows }: { readonly file: string; readonly rows: number },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const step = Math.max(1, Math.ceil(rows / rowsForExamples));
  const found = await warehouse.rows(`
    with spread as materialized (
      select * from read_parquet(${file}, file_row_number = true) where file_row_number % ${step} = 0
    )
    ${columns.map(exampleQuery).join(" union all ")}`);
  return new Map(found.map((row) => [row.name ?? "", listOfTexts.parse(JSON.parse(row.examples ?? "[]"))]));
}

const listOfTexts = z.array(z.string());

/** The first three different values, by the row each is first found in; an empty text shows nothing. */
function exampleQuery({ name, type }: Column): string {
  const text = asText({ name, type }, canonicalForm);
  return `
    (select '${name}' as name, to_json(list(value order by first_row)[:3])::varchar as examples from (
      select ${shortened(text)} as value, min(file_row_number) as first_row
      from spread where ${identifier(name)} is not null group by all
    ) where value <> '')`;
}

function shortened(sql: string): string {
  return `case when length(${sql}::varchar) > ${longest} then left(${sql}::varchar, ${longest - 1}) || '…' else ${sql}::varchar end`;
}
