// What the columns of a table hold: how many rows have no value, the smallest, the largest, and a few to look at.
import { z } from "zod";
import type { Column, Dataset } from "../domain/dataset.ts";
import type { ColumnStatistics } from "../domain/measured.ts";
import { asText, canonicalForm } from "../stores/csv-form.ts";
import { parquetFacts, parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";

/** So many rows, spread evenly over the table, are looked at for examples: few enough to hold, the same every time. */
const rowsForExamples = 500;
const longest = 80;

/**
 * The statistics of every column of a Parquet file of DuckDB's, by the column's name. Those of numbers, days and truths stand in
 * it for every row group, to the value; of texts only bounds do, so that their values are looked at, each once.
 */
export async function columnStatistics(
  warehouse: Warehouse,
  { columns }: Dataset,
  parquet: string,
): Promise<ReadonlyMap<string, ColumnStatistics>> {
  const totals = await warehouse.rows(totalsQuery(columns, parquet));
  const examples = await warehouse.rows(
    examplesQuery(columns, { file: parquet, rows: Number(totals[0]?.rows) }),
  );
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
  const totals = columns.map(({ name, type }, place) => {
    if (type === "VARCHAR[]") return totalsOfLists(name, { place, file });
    return type === "VARCHAR" ? totalsOfTexts(name, { place, file }) : totalsTold(name, { place, type });
  });
  return `
    with told as materialized (select * from ${parquetFacts("metadata", file)})
    select place, rows, filled, ${shortened("smallest")} as smallest, ${shortened("largest")} as largest
    from (${totals.join(" union all ")}) order by place`;
}

interface Place {
  readonly place: number;
  readonly file: string;
}

function totalsOfLists(name: string, { place, file }: Place): string {
  return `select ${place} as place, count(*) as rows, count(${identifier(name)}) as filled,
    null as smallest, null as largest from ${parquetRows(file)}`;
}

function totalsOfTexts(name: string, { place, file }: Place): string {
  return `select ${place} as place, coalesce(sum(times), 0) as rows,
    coalesce(sum(times) filter (value is not null), 0) as filled, min(value) as smallest, max(value) as largest
    from (select ${identifier(name)} as value, count(*) as times from ${parquetRows(file)} group by value)`;
}

function totalsTold(
  name: string,
  { place, type }: { readonly place: number; readonly type: string },
): string {
  return `select ${place} as place, coalesce(sum(num_values), 0) as rows,
    coalesce(sum(num_values - stats_null_count), 0) as filled,
    min(stats_min_value::${type})::varchar as smallest, max(stats_max_value::${type})::varchar as largest
    from told where path_in_schema = ${literal(name)}`;
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
        from ${parquetRows(file, { rowNumbers: true })} where file_row_number % ${step} = 0
      ) where text <> '' group by all
    ) group by place`;
}

function shortened(text: string): string {
  return `case when length(${text}) > ${longest} then left(${text}, ${longest - 1}) || '…' else ${text} end`;
}
