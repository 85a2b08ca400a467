// The wrong tables that a check of the data should notice: for each dataset, a row or a value made wrong in one way.
import type { Column, Dataset } from "../../src/domain/dataset.ts";
import { identifier } from "../../src/stores/warehouse.ts";

/** One dataset with one thing wrong. */
export interface TableMutant {
  readonly dataset: string;
  /** What was done to it, such as `× 10`. */
  readonly kind: string;
  /** The column that was changed; absent if a row was. */
  readonly column?: string;
  /** SELECTs the wrong table from `correct.<dataset>`. */
  readonly sql: string;
}

/** The rows that are made wrong: the first, one in the middle and the last, of those with the largest values first. */
const places = [0, 0.5, 1] as const;

/** Every mutant of a dataset. */
export function mutantsOf(dataset: Dataset): readonly TableMutant[] {
  const { name, sort, columns } = dataset;
  const correct = `correct.${identifier(name)}`;
  const rows = places.flatMap((place) => {
    const chosen = rowAt(correct, { order: sort.map(identifier).join(", "), where: "true", place });
    const doubled = `(from ${chosen} union all from ${chosen} where _n = _at)`;
    return [
      { kind: "row dropped", sql: `select * exclude (_n, _at) from ${chosen} where _n <> _at` },
      { kind: "row doubled", sql: `select * exclude (_n, _at) from ${doubled}` },
    ];
  });
  const values = columns.flatMap((column) => {
    const own = identifier(column.name);
    const lost = `select * replace (null::${column.type} as ${own}) from ${correct}`;
    const changes = Object.entries(wrongValues(dataset, column)).flatMap(([kind, value]) =>
      places.map((place) => ({ kind, sql: changed(correct, { own, value, place }) })),
    );
    return [{ kind: "column lost", sql: lost }, ...changes].map((one) => ({ ...one, column: column.name }));
  });
  return [...rows, ...values].map((one) => ({ ...one, dataset: name }));
}

/** SQL for each wrong value of a column, by what was done to it. */
function wrongValues(dataset: Dataset, column: Column): Readonly<Record<string, string>> {
  const value = identifier(column.name);
  const lost = { "value lost": `null::${column.type}` };
  if (column.name === dataset.period) return { ...lost, "moved a year": `${value} + interval 1 year` };
  switch (column.type) {
    case "VARCHAR":
      return { ...lost, "text changed": `${value} || 'x'`, "another row's value": another(dataset, value) };
    case "VARCHAR[]":
      return { ...lost, "text changed": `list_append(${value}, 'x')` };
    case "BOOLEAN":
      return { ...lost, "turned around": `not ${value}` };
    case "DATE":
    case "TIMESTAMP":
      return { ...lost, "moved a year": `${value} + interval 1 year`, ...afterItsEnd(dataset, column) };
    default:
      return { ...lost, "× 10": `${value} * 10`, "one more": `${value} + 1`, negative: `-${value} - 1` };
  }
}

/** Columns of a first day, each with that of the last. */
const ends: Readonly<Record<string, string>> = { fradato: "tildato", gyldig_fra: "gyldig_til" };

function afterItsEnd({ columns }: Dataset, { name }: Column): Readonly<Record<string, string>> {
  const end = columns.find((column) => column.name === ends[name]);
  if (end === undefined) return {};
  const first = identifier(name);
  return { "after its end": `coalesce(${identifier(end.name)}, ${first}) + interval 1 day` };
}

function another({ name }: Dataset, value: string): string {
  return `(select min(${value}) from correct.${identifier(name)} as other where other.${value} > _rows.${value})`;
}

function changed(
  correct: string,
  { own, value, place }: { readonly own: string; readonly value: string; readonly place: number },
): string {
  const chosen = rowAt(correct, { order: `${own} desc`, where: `${own} is not null`, place });
  return `select * exclude (_n, _at) replace (if(_n = _at, ${value}, ${own}) as ${own}) from ${chosen} as _rows`;
}

/** The relation with each row's number, and the number of the row at this part of those that the condition holds for. */
function rowAt(
  relation: string,
  { order, where, place }: { readonly order: string; readonly where: string; readonly place: number },
): string {
  return `(select *, row_number() over (order by ${where} desc, ${order}) as _n,
    1 + floor(${place} * (count(*) filter (where ${where}) over () - 1)) as _at from ${relation})`;
}
