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
  const totals = await warehouse.rows(totalsQuery(columns, file));
  const examples = await warehouse.rows(examplesQuery(columns, { file, rows: Number(totals[0]?.rows) }));
  const examplesAt = new Map(examples.map((row) => [row.place, row.examples]));
  return new Map(
    totals.map(({ rows, place = null, filled, smallest = null, largest = null }) => [
      columns[Number(place)]?.name ?? "",
      {
        nulls: Number(rows) - Number(filled),
        smallest,
        largest,
        examples: listOfTexts.parse(JSON.parse(examplesAt.get(place) ?? "[]")),
      },
    ]),
  );
}

const listOfTexts = z.array(z.string());

/** One row per column, in their order. */
function totalsQuery(columns: readonly Column[], file: string): string {
  const names = columns.map(({ name }) => identifier(name));
  const ends = (end: string) =>
    columns
      .map(({ type }, at) => (type === "VARCHAR[]" ? "null" : `${end}(${names[at]})::varchar`))
      .join(", ");
  return `
    select rows, place, filled, ${shortened("smallest")} as smallest, ${shortened("largest")} as largest from (
      select
        count(*) as rows, unnest(range(${columns.length})) as place,
        unnest([${names.map((name) => `count(${name})`).join(", ")}]) as filled,
        unnest([${ends("min")}]) as smallest, unnest([${ends("max")}]) as largest
      from read_parquet(${file})
    ) order by place`;
}

/** The first three different values of each column, by the row each is first found in; an empty text shows nothing. */
function examplesQuery(
  columns: readonly Column[],
  { file, rows }: { readonly file: string; readonly rows: number },
): string {
  const step = Math.max(1, Math.ceil(rows / rowsForExamples));
  const texts = columns.map((column) => `${asText(column, canonicalForm)}::varchar`);
  return `
    select place, to_json(list(value order by first_row)[:3])::varchar as examples from (
      select place, ${shortened("text")} as value, min(file_row_number) as first_row from (
        select file_row_number, unnest(range(${columns.length})) as place, unnest([${texts.join(", ")}]) as text
        from read_parquet(${file}, file_row_number = true) where file_row_number % ${step} = 0
      ) where text <> '' group by all
    ) group by place`;
}

function shortened(text: string): string {
  return `case when length(${text}) > ${longest} then left(${text}, ${longest - 1}) || '…' else ${text} end`;
}
