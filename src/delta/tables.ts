// The datasets of a published place as Delta tables, with each release as one version: adds releases, and removes old ones.
import { join } from "node:path";
import { Readable } from "node:stream";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { digestOfChunks, digestOfText } from "../platform/files.ts";
import { objectKey, type Publishable, readText } from "../release/pointer.ts";
import { type AddingToTables, readBack, type TableVersion } from "../release/publish.ts";
import type { PublishedFile } from "../release/published-files.ts";
import type { Target } from "../release/target.ts";
import { parquetFacts } from "../stores/read-files.ts";
import { literal, openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import { checkpointBytes } from "./checkpoint.ts";
import {
  brokenColumns,
  checkpointKey,
  dataKey,
  dataPath,
  type Entry,
  entryKey,
  entryText,
  parseEntry,
  protocolFor,
  schemaText,
  type TableFiles,
  tablesAmong,
} from "./delta-log.ts";

/**
 * Adds a stored release to the table of each dataset, unless it is the newest version there. The Parquet file gets a second
 * key below the root of the table, and then one log entry makes it the whole content of the table. An entry is created only
 * if there is none. Throws a ReleaseError if another publish was faster.
 */
export async function addToTables(
  release: Publishable,
  options: AddingToTables,
): Promise<readonly TableVersion[]> {
  const tables = tablesAmong(await options.target.list());
  const warehouse = await openWarehouse({ file: ":memory:" });
  const added: TableVersion[] = [];
  try {
    for (const dataset of release.manifest.datasets) {
      const path = dataset.files.find(({ format }) => format === "parquet")?.path;
      const file = release.files.find((one) => one.path === path);
      if (file === undefined) continue;
      const state = await stateOf(dataset, { tables, id: release.manifest.id, target: options.target });
      if (state.last?.metaData.configuration[releaseProperty] === release.manifest.id) continue;
      if (!options.dryRun) await addVersion({ release, dataset, file, warehouse, state }, options);
      added.push({ table: state.table, version: state.version, continues: state.continues });
      options.report({ kind: "message", text: `publish: ${state.table} version ${state.version}` });
    }
  } finally {
    warehouse.close();
  }
  return added;
}

/** Properties of a table begin with the name of the tool. `delta.` is reserved for the protocol. */
const property = (name: string) => `helserefusjon.${name}`;
const releaseProperty = property("release");
const continuesProperty = property("continues");

interface State {
  readonly table: string;
  /** The version to add. */
  readonly version: number;
  /** The newest entry of the table; undefined for a new table. */
  readonly last: Entry | undefined;
  /** The table that this one continues with columns that would break its queries. */
  readonly continues: string | undefined;
}

interface Finding {
  readonly tables: readonly TableFiles[];
  readonly id: string;
  readonly target: Target;
}

/** The table for a dataset: the one that held the release before, or the newest one whose queries still run, or a new one. */
async function stateOf(dataset: ManifestDataset, { tables, id, target }: Finding): Promise<State> {
  const known = tables
    .filter(({ table }) => nameAndNumber(table).name === dataset.name)
    .sort((one, other) => nameAndNumber(other.table).number - nameAndNumber(one.table).number);
  const holding = known.find(({ versions, paths }) => versions.length > 0 && paths.includes(dataPath(id)));
  const [newest] = known.filter(({ versions }) => versions.length > 0);
  const found = holding ?? newest;
  if (found === undefined) {
    return { table: dataset.name, version: 0, last: undefined, continues: undefined };
  }
  const { table, versions } = found;
  const version = versions.at(-1) ?? 0;
  const last = await logEntry(target, { table, version });
  if (holding !== undefined || brokenColumns(last.metaData.schemaString, schemaText(dataset)).length === 0) {
    return { table, version: version + 1, last, continues: last.metaData.configuration[continuesProperty] };
  }
  const next = `${dataset.name}-${nameAndNumber(table).number + 1}`;
  return { table: next, version: 0, last: undefined, continues: table };
}

/** `takster-2` is the second table of the dataset `takster`. Names of datasets have no hyphens. */
function nameAndNumber(table: string): { readonly name: string; readonly number: number } {
  const [, name = table, number = "1"] = /^(.*?)(?:-(\d+))?$/.exec(table) ?? [];
  return { name, number: Number(number) };
}

async function logEntry(
  target: Target,
  { table, version }: { readonly table: string; readonly version: number },
): Promise<Entry> {
  const key = entryKey(table, version);
  return parseEntry((await readText(target, key)) ?? "", `${key} at ${target.name}`);
}

interface Adding {
  readonly release: Publishable;
  readonly dataset: ManifestDataset;
  readonly file: PublishedFile;
  readonly warehouse: Warehouse;
  readonly state: State;
}

async function addVersion(adding: Adding, { target }: AddingToTables): Promise<void> {
  const { release, dataset, file, warehouse, state } = adding;
  const { id, tool, version: releaseVersion } = release.manifest;
  const data = dataKey(state.table, dataPath(id));
  if ((await target.head(data)) === undefined) await target.link(objectKey(id, file.path), data);
  await readBack(file, { key: data, target });
  const stats = await fileStatistics(warehouse, { file: join(release.folder, file.path), dataset });
  const entry = entryFor(adding, stats);
  // No clock: two processes that publish the same release write the same entry.
  const text = entryText(entry, {
    timestamp: entry.add.modificationTime,
    operation: "WRITE",
    operationParameters: { mode: "Overwrite" },
    engineInfo: `${tool.name}/${tool.version}`,
    userMetadata: `release ${id}, version ${releaseVersion}`,
  });
  await createEntry(text, { release: id, state, target });
}

function entryFor({ release: { manifest }, dataset, file, state }: Adding, stats: string): Entry {
  const { table, last, continues } = state;
  const { id, pull } = manifest;
  const time = Date.parse(pull.last_fetched_at);
  const path = dataPath(id);
  return {
    protocol: protocolFor(dataset),
    metaData: {
      id: last?.metaData.id ?? uuidFrom(`${table} ${id}`),
      name: dataset.name,
      description: `${dataset.title.nb} / ${dataset.title.en}. ${dataset.grain.nb} / ${dataset.grain.en}`,
      format: { provider: "parquet", options: {} },
      schemaString: schemaText(dataset),
      partitionColumns: [],
      configuration: propertiesOf(manifest, { dataset, file, continues }),
    },
    ...(last === undefined
      ? {}
      : { remove: { path: last.add.path, deletionTimestamp: time, dataChange: true } }),
    add: { path, partitionValues: {}, size: file.bytes, modificationTime: time, dataChange: true, stats },
  };
}

interface Described {
  readonly dataset: ManifestDataset;
  readonly file: PublishedFile;
  readonly continues: string | undefined;
}

function propertiesOf(
  { id, version, synthetic, attribution, license }: Manifest,
  { dataset, file, continues }: Described,
): Readonly<Record<string, string>> {
  const licences = [...new Set(dataset.sources.map(({ license: name }) => name))];
  const addresses = Object.values(license).filter(({ name }) => licences.includes(name));
  const references = dataset.references.map(
    ({ columns, dataset: other, to }) => `${columns.join(",")} -> ${other}(${to.join(",")})`,
  );
  const texts = {
    release: id,
    version,
    key: dataset.key.join(","),
    references: references.join("; "),
    licence: licences.join(", "),
    licence_address: [...new Set(addresses.map(({ path }) => path))].join(", "),
    attribution: `${attribution.nb} / ${attribution.en}`,
    sha256: file.sha256,
    ...(synthetic === null ? {} : { synthetic }),
    ...(continues === undefined ? {} : { continues }),
  };
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [property(name), text])),
    // Only publish --prune removes versions. VACUUM of another program keeps the files of all of them.
    "delta.logRetentionDuration": "interval 5200 weeks",
    "delta.deletedFileRetentionDuration": "interval 5200 weeks",
  };
}

/** The protocol wants a GUID. Ours is a hash, so that it does not depend on who publishes. */
function uuidFrom(text: string): string {
  const { sha256 } = digestOfText(text);
  const part = (start: number, end: number) => sha256.slice(start, end);
  return `${part(0, 8)}-${part(8, 12)}-5${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}

interface Creating {
  readonly release: string;
  readonly state: State;
  readonly target: Target;
}

async function createEntry(text: string, { release, state, target }: Creating): Promise<void> {
  const key = entryKey(state.table, state.version);
  await target.create(key, await objectOf(Buffer.from(text), "application/json"));
  // An attempt whose answer was lost may have created the entry, so that only its text shows who did.
  const found = await readText(target, key);
  if (found === text) return;
  const other = parseEntry(found ?? "", `${key} at ${target.name}`).metaData.configuration[releaseProperty];
  throw new ReleaseError(
    `Cannot add release ${release} to table ${state.table} at ${target.name}: another publish wrote its version ` +
      `${state.version} at the same time, for release ${other}. Nothing is lost. Run the same command again, ` +
      `which adds ${release} as version ${state.version + 1}`,
    { facts: { release, place: target.name, table: state.table, found: other ?? "unknown" } },
  );
}

async function objectOf(bytes: Buffer, contentType: string) {
  const open = () => Readable.from([bytes]);
  const cacheControl = "public, max-age=31536000, immutable";
  return { open, contentType, cacheControl, ...(await digestOfChunks(open())) };
}

interface Pruning {
  readonly target: Target;
  /** The ids of the removed releases. */
  readonly removed: readonly string[];
}

/**
 * Removes the oldest versions whose releases are removed, up to the first version of a kept release. A checkpoint of that version
 * comes first, then the log entries before it are removed, and last the files that no entry needs. Readers with an older
 * version get the answer that it does not exist.
 */
export async function pruneTables({ target, removed }: Pruning): Promise<void> {
  for (const files of tablesAmong(await target.list())) {
    if (files.versions.length > 0) await pruneTable(files, { target, removed });
  }
}

async function pruneTable(
  { table, versions, checkpoints, paths }: TableFiles,
  { target, removed }: Pruning,
): Promise<void> {
  const entries: { readonly version: number; readonly entry: Entry }[] = [];
  for (const version of versions)
    entries.push({ version, entry: await logEntry(target, { table, version }) });
  const isKept = ({ entry }: { readonly entry: Entry }) =>
    !removed.includes(entry.metaData.configuration[releaseProperty] ?? "");
  const lastRemoved = entries.findLastIndex((one) => !isKept(one));
  // The newest version stays, also of a table whose dataset no kept release has.
  const start = Math.min(lastRemoved + 1, entries.length - 1);
  const [oldest] = entries.slice(start);
  if (oldest === undefined) return;
  if (start > 0) {
    const bytes = await checkpointBytes(entries.slice(0, start + 1).map(({ entry }) => entry));
    const object = await objectOf(bytes, "application/vnd.apache.parquet");
    await target.put(checkpointKey(table, oldest.version), object);
  }
  const old = (version: number) => version < oldest.version;
  for (const version of versions.filter(old)) await target.remove(entryKey(table, version));
  for (const version of checkpoints.filter(old)) await target.remove(checkpointKey(table, version));
  const needed = new Set(entries.slice(start).map(({ entry }) => entry.add.path));
  for (const path of paths.filter((one) => !needed.has(one))) await target.remove(dataKey(table, path));
}

/** The columns without limits: readers cannot compare lists, and round moments and booleans in different ways. */
const unlimited = /\[\]$|^(BOOLEAN|TIMESTAMP)$/;

/** Reads only the footer. A column without limits in some row group has none here. */
export async function fileStatistics(
  warehouse: Warehouse,
  { file, dataset }: { readonly file: string; readonly dataset: ManifestDataset },
): Promise<string> {
  const columns = dataset.columns.filter(({ type }) => !unlimited.test(type));
  if (columns.length === 0) return JSON.stringify({ numRecords: dataset.rows });
  await warehouse.run(
    `create or replace temp table footer as select * from ${parquetFacts("metadata", file)}`,
  );
  const rows = await warehouse.rows(columns.map(columnLimits).join("\nunion all\n"));
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const member = (field: string, isNumber: (name: string) => boolean) =>
    `{${rows
      .flatMap(({ name, [field]: value }) => {
        if (name == null || value == null) return [];
        return [`${JSON.stringify(name)}:${isNumber(name) ? value : JSON.stringify(value)}`];
      })
      .join(",")}}`;
  const isNumber = (name: string) => !/^(VARCHAR|DATE)$/.test(types.get(name) ?? "");
  // Numbers stay text, because a double cannot hold every amount.
  return (
    `{"numRecords":${dataset.rows},"minValues":${member("smallest", isNumber)},` +
    `"maxValues":${member("largest", isNumber)},"nullCount":${member("nulls", () => true)}}`
  );
}

function columnLimits({ name, type }: ManifestDataset["columns"][number]): string {
  const limit = (aggregate: "min" | "max") =>
    `case when count(*) filter (stats_${aggregate}_value is null and stats_null_count is distinct from num_values
        or ${aggregate}_is_exact = false) = 0 then ${aggregate}(cast(stats_${aggregate}_value as ${type}))::varchar end`;
  return `select ${literal(name)} as name, ${limit("min")} as smallest, ${limit("max")} as largest,
    case when count(*) = count(stats_null_count) then sum(stats_null_count)::bigint::varchar end as nulls
    from footer where path_in_schema = ${literal(name)}`;
}
