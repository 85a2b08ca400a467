// Shows the values of the same rows in each release of a series, in order of release.
import { UsageError } from "../domain/errors.ts";
import type { ManifestDataset } from "../domain/manifest.ts";
import { suggestion } from "../domain/near-codes.ts";
import { verifyColumns } from "../stores/read-back.ts";
import { parquetRows } from "../stores/read-files.ts";
import { verifiedParquet } from "../stores/release-files.ts";
import { identifier, literal, openWarehouse, type TextRow } from "../stores/warehouse.ts";
import type { KnownRelease } from "./version-series.ts";

export interface HistoryQuestion {
  readonly dataset: string;
  /** Columns and their required values as text: `ar` and `2023`. */
  readonly where: readonly { readonly column: string; readonly value: string }[];
  /** Absent means amounts and counts. Without any of these it means all columns outside the key. */
  readonly columns?: readonly string[] | undefined;
}

/** A row, named by its key, and its values in each release. */
export interface RowHistory {
  readonly key: TextRow;
  readonly vintages: readonly Vintage[];
}

/** The values in one release; null if it has no such row, which does not mean zero. */
export interface Vintage {
  readonly release: string;
  readonly version: string;
  readonly values: TextRow | null;
}

/** The history of every matching row, in the order of the key. Throws a UsageError for an unknown dataset or column. */
export async function rowHistories(
  series: readonly KnownRelease[],
  question: HistoryQuestion,
): Promise<readonly RowHistory[]> {
  const holding = series.flatMap((release) => {
    const dataset = release.manifest.datasets.find(({ name }) => name === question.dataset);
    return dataset === undefined ? [] : [{ release, dataset }];
  });
  const newest = holding.at(-1);
  if (newest === undefined) throw unknownDataset(series, question.dataset);
  const queried = queriedColumns(newest.dataset, question);
  const histories = new Map<string, { key: TextRow; values: Map<string, TextRow> }>();
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    for (const { release, dataset } of holding) {
      const parquet = await verifiedParquet(release.folder, dataset);
      await verifyColumns(warehouse, parquet, dataset);
      const rows = await warehouse.rows(sqlFor({ parquet, dataset }, { ...question, ...queried }));
      for (const row of rows) addTo(histories, { row, key: queried.key, release: release.manifest.id });
    }
  } finally {
    warehouse.close();
  }
  return [...histories.entries()].sort(byText).map(([, { key, values }]) => ({
    key,
    vintages: holding.map(({ release: { manifest } }) => ({
      release: manifest.id,
      version: manifest.version,
      values: values.get(manifest.id) ?? null,
    })),
  }));
}

interface QueriedColumns {
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

function queriedColumns(dataset: ManifestDataset, { where, columns }: HistoryQuestion): QueriedColumns {
  const names = dataset.columns.map(({ name }) => name);
  const unknown = [...where.map(({ column }) => column), ...(columns ?? [])].find(
    (name) => !names.includes(name),
  );
  if (unknown !== undefined) {
    throw new UsageError(
      `Cannot find column ${unknown} in ${dataset.name}: expected one of ${names.join(", ")}${suggestion([unknown], names)}`,
      { facts: { dataset: dataset.name, column: unknown, expected: names.join(",") } },
    );
  }
  const others = dataset.columns.filter(({ name }) => !dataset.key.includes(name));
  const numbers = others.filter(({ type }) => /^(DECIMAL|INTEGER|BIGINT)/.test(type));
  const usual = (numbers.length > 0 ? numbers : others).map(({ name }) => name);
  return { key: dataset.key, columns: columns ?? usual };
}

/** A column that an older release lacks is NULL there. */
function sqlFor(
  { parquet, dataset }: { readonly parquet: string; readonly dataset: ManifestDataset },
  { key, columns, where }: QueriedColumns & Pick<HistoryQuestion, "where">,
): string {
  const types = new Map(dataset.columns.map(({ name, type }) => [name, type]));
  const text = (name: string) => {
    const type = types.get(name);
    if (type === undefined) return "null::varchar";
    return type === "VARCHAR[]" ? `to_json(${identifier(name)})::varchar` : `${identifier(name)}::varchar`;
  };
  const names = [...new Set([...key, ...columns])];
  return `select ${names.map((name) => `${text(name)} as ${identifier(name)}`).join(", ")}
    from ${parquetRows(parquet)}
    where ${["true", ...where.map(({ column, value }) => `${text(column)} = ${literal(value)}`)].join(" and ")}`;
}

function addTo(
  histories: Map<string, { key: TextRow; values: Map<string, TextRow> }>,
  { row, key, release }: { readonly row: TextRow; readonly key: readonly string[]; readonly release: string },
): void {
  const named = Object.fromEntries(key.map((name) => [name, row[name] ?? null]));
  const values = Object.fromEntries(Object.entries(row).filter(([name]) => !key.includes(name)));
  const text = JSON.stringify(Object.values(named));
  const found = histories.get(text) ?? { key: named, values: new Map<string, TextRow>() };
  found.values.set(release, values);
  histories.set(text, found);
}

function byText([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : Number(one > other);
}

function unknownDataset(series: readonly KnownRelease[], name: string): UsageError {
  const names = [...new Set(series.flatMap(({ manifest }) => manifest.datasets.map((one) => one.name)))];
  return new UsageError(
    `Cannot find dataset ${name} in these releases: expected one of ${names.join(", ")}${suggestion([name], names)}`,
    { facts: { dataset: name, expected: names.join(",") } },
  );
}
