// The changes between two releases of the data: their shape, their page and their folder; and the values of a row in each release.
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { countText, markdownTable } from "../domain/markdown.ts";
import { suggestion } from "../domain/near-codes.ts";
import type { ChangeLevel } from "../domain/version.ts";
import { syncFolder, writeWhole } from "../platform/files.ts";
import { verifyColumns } from "../stores/read-back.ts";
import { parquetRows } from "../stores/read-files.ts";
import { verifiedParquet } from "../stores/release-files.ts";
import { identifier, literal, openWarehouse, type TextRow } from "../stores/warehouse.ts";
import type { KnownRelease } from "./version-series.ts";

/** The contents of changes.json: the two releases and all changes between them. */
export interface KeptChanges extends Changes {
  readonly changes_version: "1.0";
  readonly old: Step;
  readonly new: Step;
}

/** A release as changes.json names it. */
export interface Step {
  readonly id: string;
  readonly version: string;
}

/** The changes from one release to the next. */
export interface Changes {
  /** The version change that all changes together require. */
  readonly level: ChangeLevel;
  /** Changed properties of the release as a whole. */
  readonly words: readonly string[];
  /** The changed datasets in the order of the new release, then the removed ones. */
  readonly datasets: readonly DatasetChange[];
  readonly unchanged: readonly string[];
}

export interface DatasetChange {
  readonly name: string;
  /** `replaced` if the shape changed. The file then holds all rows of the new release as added. */
  readonly kind: "added" | "removed" | "replaced" | "changed";
  readonly level: ChangeLevel;
  /** True if the rows describe the pull. Their changes are not changes of the data. */
  readonly evidence: boolean;
  readonly schema: readonly SchemaChange[];
  readonly words: readonly string[];
  readonly rows: RowCounts;
  readonly columns: readonly ColumnChange[];
  readonly periods: readonly PeriodChange[];
  readonly codes: readonly CodeChange[];
  readonly restated: readonly RestatedCell[];
  /** The Parquet file of the changed rows; null if only texts changed. */
  readonly file: string | null;
}

/** One difference in shape, and the version change it requires. */
export interface SchemaChange {
  readonly change: string;
  readonly level: ChangeLevel;
}

export interface RowCounts {
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly removed: number;
  readonly restated: number;
}

/** A period and the number of its changed rows. */
export interface PeriodChange {
  readonly period: string;
  readonly added: number;
  readonly removed: number;
  readonly restated: number;
}

/** A column with restated cells. For amounts and counts it also holds the exact total change by period. */
export interface ColumnChange {
  readonly column: string;
  readonly restated: number;
  readonly difference: string | null;
}

/** Values of referenced columns, each as text with `/` between its columns. Removing a code is MAJOR, because other tables refer to it. */
export interface CodeChange {
  readonly columns: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** One restated cell. `key` holds the text of each key column. */
export interface RestatedCell {
  readonly key: TextRow;
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ComparedRelease {
  readonly words: ComparedTexts;
  readonly datasets: readonly ComparedDataset[];
}

/** The texts of the release as a whole. */
export type ComparedTexts = Pick<Manifest, "title" | "description" | "attribution" | "license">;

export type ComparedDataset = Omit<ManifestDataset, "files"> & {
  /** The path of its Parquet file. */
  readonly parquet: string;
};

/** Throws a ReleaseError if a Parquet file differs from the one in the manifest. */
export async function comparedRelease(folder: string, manifest: Manifest): Promise<ComparedRelease> {
  const datasets: ComparedDataset[] = [];
  for (const { files, ...dataset } of manifest.datasets) {
    const parquet = await verifiedParquet(folder, { name: dataset.name, files });
    datasets.push({ ...dataset, parquet });
  }
  const { title, description, attribution, license } = manifest;
  return { words: { title, description, attribution, license }, datasets };
}

/** The limits of the page. changes.json has everything. */
const mostCodes = 50;
const mostPeriods = 24;

/** The text does not depend on when it was written. */
function changesText(changes: KeptChanges): string {
  const { old, new: now, datasets, unchanged, words, level } = changes;
  return `${[
    `# Changes from ${old.id} to ${now.id}`,
    `Version ${old.version} → ${now.version}; ${level === "none" ? "the data are the same" : `the changes are ${level.toUpperCase()}`}.`,
    ...(words.length === 0 ? [] : [`Changed descriptions of the release: ${words.join(", ")}.`]),
    datasets.length === 0
      ? "No dataset changed."
      : markdownTable(["dataset", ...countHeads], datasets.map(countsLine)),
    ...datasets.flatMap(section),
    ...(unchanged.length === 0 ? [] : [`Unchanged: ${unchanged.join(", ")}.`]),
  ].join("\n\n")}\n`;
}

const countHeads = ["rows before", "rows after", "added", "removed", "restated", "is"] as const;

function countsLine({ name, rows, kind, level, evidence }: DatasetChange): readonly string[] {
  const { before, after, added, removed, restated } = rows;
  const is = evidence && level === "none" ? "evidence of the pull" : `${kind}, ${level.toUpperCase()}`;
  return [name, ...[before, after, added, removed, restated].map(countText), is];
}

function section(dataset: DatasetChange): readonly string[] {
  const { name, schema, words, codes, periods, columns, restated, evidence } = dataset;
  const parts = [
    ...(schema.length === 0
      ? []
      : [schema.map(({ change, level }) => `- ${change} (${level.toUpperCase()})`).join("\n")]),
    ...(words.length === 0 ? [] : [`Changed descriptions: ${words.join(", ")}.`]),
    ...codes.flatMap(codesText),
    ...periodsText(periods),
    ...(columns.length === 0 || evidence
      ? []
      : [
          markdownTable(
            ["column", "restated cells", "together"],
            columns.map((one) => [one.column, countText(one.restated), one.difference ?? ""]),
          ),
        ]),
    ...(evidence ? [] : cellsText(restated)),
  ];
  return parts.length === 0 ? [] : [`## ${name}`, ...parts];
}

function codesText({ columns, added, removed }: CodeChange): readonly string[] {
  const line = (what: string, codes: readonly string[]) => {
    if (codes.length === 0) return [];
    const more = codes.length > mostCodes ? ` and ${codes.length - mostCodes} more` : "";
    return [`Codes ${what} (${columns.join("/")}): ${codes.slice(0, mostCodes).join(", ")}${more}.`];
  };
  return [...line("added", added), ...line("removed", removed)];
}

function periodsText(periods: readonly PeriodChange[]): readonly string[] {
  if (periods.length === 0) return [];
  const shown = periods.slice(-mostPeriods).map(({ period, added, removed, restated }) => {
    return [period, ...[added, removed, restated].map(countText)];
  });
  const earlier = periods.length - shown.length;
  return [
    markdownTable(["period", "added", "removed", "restated"], shown),
    ...(earlier === 0 ? [] : [`${earlier} earlier periods changed too. See changes.json.`]),
  ];
}

function cellsText(cells: readonly RestatedCell[]): readonly string[] {
  const [first] = cells;
  if (first === undefined) return [];
  const keys = Object.keys(first.key);
  const lines = cells.map(({ key, column, before, after }) => {
    return [...keys.map((name) => key[name] ?? ""), column, before ?? "NULL", after ?? "NULL"];
  });
  return ["The first restated cells:", markdownTable([...keys, "column", "before", "after"], lines)];
}

/** Does work with a folder for the files of a comparison, and removes it unless storeChanges has moved it. */
export async function withStagedChanges<T>(output: string, work: (staged: string) => Promise<T>): Promise<T> {
  const staged = join(output, "changes", ".staging");
  try {
    return await work(staged);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/**
 * Adds changes.json and changes.md to the staged files, renames their folder to `<old>--<new>` and returns its path. A folder of
 * that name is replaced, because the same two releases always give the same changes.
 */
export async function storeChanges(staged: string, changes: KeptChanges): Promise<string> {
  const parent = join(staged, "..");
  const folder = join(parent, `${changes.old.id}--${changes.new.id}`);
  await writeWhole(join(staged, "changes.json"), jsonText(changes));
  await writeWhole(join(staged, "changes.md"), changesText(changes));
  await rm(folder, { recursive: true, force: true });
  await rename(staged, folder);
  await syncFolder(parent);
  return folder;
}

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
