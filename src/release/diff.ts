// Compares two releases: their shapes, descriptions, rows and codes, and the version change that all of it requires.

import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import type { ManifestDataset } from "../domain/manifest.ts";
import { counted } from "../domain/markdown.ts";
import { type ChangeLevel, highestLevel } from "../domain/version.ts";
import { verifyColumns } from "../stores/read-back.ts";
import { identifier, openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import type {
  Changes,
  CodeChange,
  ComparedDataset,
  ComparedRelease,
  ComparedTexts,
  DatasetChange,
  RowCounts,
  SchemaChange,
} from "./changes.ts";
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

export interface CompareOptions {
  /** A folder for the files of changed rows. Its earlier content is removed. */
  readonly folder: string;
  /** A size such as `1GB`. DuckDB spills more than that beside the folder. */
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
}

/** Compares two releases and writes `<dataset>.parquet` for each with changed rows. */
export async function compareReleases(
  { old, now }: { readonly old: ComparedRelease; readonly now: ComparedRelease },
  { folder, memoryLimit, threads }: CompareOptions,
): Promise<Changes> {
  const temporary = `${folder}.spill`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
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

async function compareAll(
  { old, now }: { old: ComparedRelease; now: ComparedRelease },
  place: Place,
): Promise<Changes> {
  // Column names go into queries, so they must be valid.
  for (const dataset of [...old.datasets, ...now.datasets]) {
    await verifyColumns(place.warehouse, dataset.parquet, dataset);
  }
  const before = new Map(old.datasets.map((dataset) => [dataset.name, dataset]));
  const after = new Set(now.datasets.map(({ name }) => name));
  const datasets: DatasetChange[] = [];
  for (const dataset of now.datasets) {
    const earlier = before.get(dataset.name);
    if (earlier === undefined) datasets.push(await wholeDataset(place, { dataset, kind: "added" }));
    else datasets.push(await changedDataset({ old: earlier, now: dataset }, { ...place, release: now }));
  }
  for (const dataset of old.datasets) {
    if (!after.has(dataset.name)) datasets.push(await wholeDataset(place, { dataset, kind: "removed" }));
  }
  const words = textChanges(old.words, now.words);
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

async function wholeDataset(
  { warehouse, folder }: Place,
  { dataset, kind }: { readonly dataset: ComparedDataset; readonly kind: "added" | "removed" },
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

async function changedDataset(
  pair: Pair,
  place: Place & { readonly release: ComparedRelease },
): Promise<DatasetChange> {
  const { old, now } = pair;
  const { warehouse, folder, release } = place;
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
    codes: await codeChanges(warehouse, pair, release),
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

/** Throws a ReleaseError for a key that names two rows, because the changes would be wrong. */
function assertUniqueKey({ now: { name, key } }: Pair, { before, after, added, removed }: RowCounts): void {
  if (before + added - removed === after) return;
  throw new ReleaseError(
    `Cannot compare ${name}: its key ${key.join(", ")} is not unique. Found ${counted(before, "row")} before, ${added} added, ` +
      `${removed} removed, and ${after} after. Run verify on both releases`,
    { facts: { dataset: name, key: key.join(","), before, added, removed, after } },
  );
}

/** The recipe of Data Package: added rows are MINOR, corrected and removed rows PATCH, and a removed code that others refer to MAJOR. */
function levelOf(
  { schema, words, rows, codes }: Pick<DatasetChange, "schema" | "words" | "rows" | "codes">,
  { evidence }: ComparedDataset,
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
  release: ComparedRelease,
): Promise<readonly CodeChange[]> {
  const found: CodeChange[] = [];
  for (const columns of referredColumns(release, now.name)) {
    if (![old, now].every((dataset) => hasAll(dataset, columns))) continue;
    const added = await codesOnlyIn(warehouse, { one: now, other: old, columns });
    const removed = await codesOnlyIn(warehouse, { one: old, other: now, columns });
    if (added.length + removed.length > 0) found.push({ columns, added, removed });
  }
  return found;
}

function referredColumns({ datasets }: ComparedRelease, name: string): readonly (readonly string[])[] {
  const lists = datasets.flatMap(({ references }) =>
    references.filter(({ dataset }) => dataset === name).map(({ to }) => to),
  );
  return [...new Map(lists.map((columns) => [columns.join(), columns])).values()];
}

function hasAll({ columns }: ComparedDataset, names: readonly string[]): boolean {
  return names.every((name) => columns.some((column) => column.name === name));
}

async function codesOnlyIn(
  warehouse: Warehouse,
  { one, other, columns }: { one: ComparedDataset; other: ComparedDataset; columns: readonly string[] },
): Promise<readonly string[]> {
  const texts = columns.map((name) => `${identifier(name)}::varchar`).join(", ");
  const codes = (dataset: ComparedDataset) =>
    `select distinct concat_ws('/', ${texts}) as code from ${rowsOf(dataset)}`;
  const rows = await warehouse.rows(`${codes(one)} except ${codes(other)} order by code`);
  return rows.map(({ code }) => code ?? "");
}

type Described = Omit<ManifestDataset, "files">;
type Shape = Pick<ManifestDataset, "key" | "columns" | "references">;

/** Differences in columns, rules, key and references. Retyping, adding, removing and moving are MAJOR, as is a stricter rule. */
function schemaChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  const before = new Map(old.columns.map((column) => [column.name, column]));
  const rules = now.columns.flatMap((column) => {
    const earlier = before.get(column.name);
    return earlier === undefined ? [] : ruleChanges(earlier, column);
  });
  return [...columnShapeChanges(old, now), ...rules, ...keyChanges(old, now), ...referenceChanges(old, now)];
}

/** True if the rows can be compared: both have the same key and the same columns, in any order. */
function rowsAreComparable(old: Shape, now: Shape): boolean {
  const sorted = ({ key, columns }: Shape) => [
    ...key.toSorted(),
    ...columns.map(({ name, type }) => `${name} ${type}`).sort(),
  ];
  return sorted(old).join("\n") === sorted(now).join("\n");
}

function columnShapeChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  const before = new Map(old.columns.map(({ name, type }) => [name, type]));
  const after = new Map(now.columns.map(({ name, type }) => [name, type]));
  const gone = [...before].filter(([name]) => !after.has(name));
  const added = [...after].filter(([name]) => !before.has(name));
  const retyped = [...after].filter(([name, type]) => before.has(name) && before.get(name) !== type);
  const kept = (names: Iterable<string>, other: ReadonlyMap<string, string>) =>
    [...names].filter((name) => other.has(name));
  const moved = kept(before.keys(), after).join() !== kept(after.keys(), before).join();
  return [
    ...gone.map(([name, type]) => `column ${name} ${type} removed`),
    ...added.map(([name, type]) => `column ${name} ${type} added`),
    ...retyped.map(([name, type]) => `column ${name} was ${before.get(name)}, is ${type}`),
    ...(moved ? [`columns in another order: ${[...after.keys()].join(", ")}`] : []),
  ].map((change) => ({ change, level: "major" }));
}

function keyChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  if (old.key.join() === now.key.join()) return [];
  return [{ change: `key was ${old.key.join(", ")}, is ${now.key.join(", ")}`, level: "major" }];
}

function referenceChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  const [before, after] = [old.references.map(referenceText), now.references.map(referenceText)];
  const added = after.filter((text) => !before.includes(text));
  const gone = before.filter((text) => !after.includes(text));
  return [
    ...added.map((text) => ({ change: `reference ${text} added`, level: "major" }) as const),
    ...gone.map((text) => ({ change: `reference ${text} removed`, level: "minor" }) as const),
  ];
}

function referenceText({ columns, dataset, to }: Shape["references"][number]): string {
  return `(${columns.join(", ")}) → ${dataset} (${to.join(", ")})`;
}

/** The changed texts of a dataset: `title`, `grain`, `traps`, `source`, `period` and column descriptions. */
function wordChanges(old: Described, now: Described): readonly string[] {
  const before = new Map(old.columns.map((column) => [column.name, column]));
  const columns = now.columns.filter((column) => {
    const earlier = before.get(column.name);
    return earlier !== undefined && columnTexts(earlier) !== columnTexts(column);
  });
  return [
    ...changedNames(describedTexts(old), describedTexts(now)),
    ...columns.map(({ name }) => `column ${name}`),
  ];
}

function describedTexts({ title, grain, traps, sources, from, period }: Described) {
  const misleading = traps.map(({ name, text }) => `${name}\n${bothLanguages(text)}`);
  return {
    title: bothLanguages(title),
    grain: bothLanguages(grain),
    traps: misleading.join("\n"),
    source: [...from, ...sources.map((source) => JSON.stringify(source))].join("\n"),
    period,
  };
}

/** The changed texts of the release as a whole. */
function textChanges(old: ComparedTexts, now: ComparedTexts): readonly string[] {
  return changedNames(releaseTexts(old), releaseTexts(now));
}

function releaseTexts({ title, description, attribution, license }: ComparedTexts) {
  const licences = [license.data, license.reference_tables].map(({ name, title, path }) => [
    name,
    title,
    path,
  ]);
  return {
    title: bothLanguages(title),
    description: bothLanguages(description),
    attribution: bothLanguages(attribution),
    license: licences.join("\n"),
  };
}

function changedNames(
  old: Readonly<Record<string, string | null>>,
  now: Readonly<Record<string, string | null>>,
): readonly string[] {
  return Object.keys(now).filter((name) => old[name] !== now[name]);
}

function columnTexts({ description, api }: Described["columns"][number]): string {
  return `${bothLanguages(description)}\n${api ?? ""}`;
}

function bothLanguages({ nb, en }: { readonly nb: string; readonly en: string }): string {
  return `${nb}\n${en}`;
}

type Column = ManifestDataset["columns"][number];

/** A stricter rule is MAJOR, a looser one MINOR. */
function ruleChanges(old: Column, now: Column): readonly SchemaChange[] {
  return rules.flatMap((rule) => {
    const [before, after] = [old[rule], now[rule]];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const change = `column ${now.name}: ${rule} was ${ruleText(before)}, is ${ruleText(after)}`;
    return [{ change, level: allows(old, now, rule) ? "minor" : "major" } as const];
  });
}

const rules = ["minimum", "maximum", "among", "pattern"] as const;

/** True if every value the old rule allowed is still allowed. For patterns, only a removed pattern counts as looser. */
function allows(old: Column, now: Column, rule: (typeof rules)[number]): boolean {
  if (now[rule] === undefined) return true;
  switch (rule) {
    case "minimum":
      return old.minimum !== undefined && now.minimum !== undefined && now.minimum <= old.minimum;
    case "maximum":
      return old.maximum !== undefined && now.maximum !== undefined && now.maximum >= old.maximum;
    case "among":
      return old.among?.every((value) => now.among?.includes(value)) === true;
    case "pattern":
      return false;
  }
}

function ruleText(rule: Column[(typeof rules)[number]]): string {
  return rule === undefined ? "absent" : [rule].flat().join(", ");
}
