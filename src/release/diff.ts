// Compares two editions: counts what changed in every dataset and keeps the changed rows.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { type ChangeLevel, highestLevel } from "../domain/version.ts";
import { proveColumns } from "../stores/read-back.ts";
import { identifier, openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import type {
  Changes,
  CodeChange,
  DatasetChange,
  Edition,
  EditionDataset,
  RowCounts,
} from "./diff-changes.ts";
import {
  columnChanges,
  type Pair,
  periodChanges,
  restatedCells,
  rowCounts,
  rowsOf,
  writeAllRows,
  writeRowChanges,
} from "./diff-rows.ts";
import { editionWordChanges, rowsAreComparable, schemaChanges, wordChanges } from "./diff-schema.ts";

export interface CompareOptions {
  /** An empty folder for the files of changed rows. */
  readonly folder: string;
  /** A size such as `1GB`. DuckDB spills more than that beside the folder. */
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
}

/** Compares two editions and writes `<dataset>.parquet` for each with changed rows. */
export async function compare(
  { old, now }: { readonly old: Edition; readonly now: Edition },
  { folder, memoryLimit, threads }: CompareOptions,
): Promise<Changes> {
  const temporary = `${folder}.spill`;
  const warehouse = await openWarehouse({
    file: ":memory:",
    temporary,
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    return await compareAll({ old, now }, { warehouse, folder });
  } finally {
    warehouse.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

interface Place {
  readonly warehouse: Warehouse;
  readonly folder: string;
}

async function compareAll({ old, now }: { old: Edition; now: Edition }, place: Place): Promise<Changes> {
  // Column names go into queries, so they must be valid.
  for (const dataset of [...old.datasets, ...now.datasets]) {
    await proveColumns(place.warehouse, dataset.parquet, dataset);
  }
  const before = new Map(old.datasets.map((dataset) => [dataset.name, dataset]));
  const after = new Set(now.datasets.map(({ name }) => name));
  const datasets: DatasetChange[] = [];
  for (const dataset of now.datasets) {
    const earlier = before.get(dataset.name);
    if (earlier === undefined) datasets.push(await whole(place, { dataset, kind: "added" }));
    else datasets.push(await changed({ old: earlier, now: dataset }, { ...place, edition: now }));
  }
  for (const dataset of old.datasets) {
    if (!after.has(dataset.name)) datasets.push(await whole(place, { dataset, kind: "removed" }));
  }
  const words = editionWordChanges(old.words, now.words);
  const differing = datasets.filter(
    ({ file, schema, words }) => file !== null || schema.length + words.length > 0,
  );
  return {
    level: highestLevel([...differing.map(({ level }) => level), words.length > 0 ? "patch" : "none"]),
    words,
    datasets: differing,
    unchanged: datasets.filter((dataset) => !differing.includes(dataset)).map(({ name }) => name),
  };
}

const nothing = { schema: [], words: [], columns: [], periods: [], codes: [], restated: [] };

async function whole(
  { warehouse, folder }: Place,
  { dataset, kind }: { readonly dataset: EditionDataset; readonly kind: "added" | "removed" },
): Promise<DatasetChange> {
  const { name, evidence, rows } = dataset;
  const file = `${name}.parquet`;
  await writeAllRows(warehouse, { dataset, change: kind }, join(folder, file));
  const counts = await rowCounts(warehouse, join(folder, file), {
    before: kind === "added" ? 0 : rows,
    after: kind === "added" ? rows : 0,
  });
  return {
    ...nothing,
    name,
    kind,
    level: kind === "added" ? "minor" : "major",
    evidence,
    rows: counts,
    file,
  };
}

async function changed(pair: Pair, place: Place & { readonly edition: Edition }): Promise<DatasetChange> {
  const { old, now } = pair;
  const { warehouse, folder, edition } = place;
  const path = join(folder, `${now.name}.parquet`);
  const comparable = rowsAreComparable(old, now);
  if (comparable) await writeRowChanges(warehouse, pair, path);
  else await writeAllRows(warehouse, { dataset: now, change: "added" }, path);
  const rows = await rowCounts(warehouse, path, { before: old.rows, after: now.rows });
  if (comparable) assertUniqueKey(pair, rows);
  const columns = comparable ? await columnChanges(warehouse, now, path) : [];
  const found = {
    schema: schemaChanges(old, now),
    words: wordChanges(old, now),
    rows,
    columns,
    periods: comparable ? await periodChanges(warehouse, now, path) : [],
    codes: await codeChanges(warehouse, pair, edition),
    restated: await restatedCells(warehouse, now, { file: path, columns }),
  };
  const hasRows = rows.added + rows.removed + rows.restated > 0;
  if (!hasRows && comparable) await rm(path);
  return {
    name: now.name,
    kind: comparable ? "changed" : "replaced",
    level: levelOf(found, now),
    evidence: now.evidence,
    ...found,
    file: hasRows || !comparable ? `${now.name}.parquet` : null,
  };
}

/** A key that names two rows would give wrong changes. */
function assertUniqueKey({ now: { name, key } }: Pair, { before, after, added, removed }: RowCounts): void {
  if (before + added - removed === after) return;
  throw new ReleaseError(
    `Cannot compare ${name} as ${key.join(", ")} must name one row: found ${before} rows before, ${added} added, ` +
      `${removed} removed, and ${after} after`,
  );
}

/** The recipe of Data Package: added rows are MINOR, corrected and removed rows PATCH, and a removed code that others refer to MAJOR. */
function levelOf(
  { schema, words, rows, codes }: Pick<DatasetChange, "schema" | "words" | "rows" | "codes">,
  { evidence }: EditionDataset,
): ChangeLevel {
  return highestLevel([
    ...schema.map(({ level }) => level),
    ...(words.length > 0 ? (["patch"] as const) : []),
    ...(evidence ? [] : rowLevels(rows, codes)),
  ]);
}

function rowLevels(
  { added, removed, restated }: RowCounts,
  codes: readonly CodeChange[],
): readonly ChangeLevel[] {
  return [
    codes.some((change) => change.removed.length > 0) ? "major" : "none",
    added > 0 ? "minor" : "none",
    removed + restated > 0 ? "patch" : "none",
  ];
}

/** Empty if no table refers to the dataset, or if its columns differ. */
export async function codeChanges(
  warehouse: Warehouse,
  { old, now }: Pair,
  edition: Edition,
): Promise<readonly CodeChange[]> {
  const found: CodeChange[] = [];
  for (const columns of referredColumns(edition, now.name)) {
    if (![old, now].every((dataset) => hasAll(dataset, columns))) continue;
    const added = await codesOnlyIn(warehouse, { one: now, other: old, columns });
    const removed = await codesOnlyIn(warehouse, { one: old, other: now, columns });
    if (added.length + removed.length > 0) found.push({ columns, added, removed });
  }
  return found;
}

function referredColumns({ datasets }: Edition, name: string): readonly (readonly string[])[] {
  const lists = datasets.flatMap(({ references }) =>
    references.filter(({ dataset }) => dataset === name).map(({ to }) => to),
  );
  return [...new Map(lists.map((columns) => [columns.join(), columns])).values()];
}

function hasAll({ columns }: EditionDataset, names: readonly string[]): boolean {
  return names.every((name) => columns.some((column) => column.name === name));
}

async function codesOnlyIn(
  warehouse: Warehouse,
  { one, other, columns }: { one: EditionDataset; other: EditionDataset; columns: readonly string[] },
): Promise<readonly string[]> {
  const texts = columns.map((name) => `${identifier(name)}::varchar`).join(", ");
  const codes = (dataset: EditionDataset) =>
    `select distinct concat_ws('/', ${texts}) as code from ${rowsOf(dataset)}`;
  const rows = await warehouse.rows(`${codes(one)} except ${codes(other)} order by code`);
  return rows.map(({ code }) => code ?? "");
}
