// The log of a Delta table by its open protocol (delta-io/delta, PROTOCOL.md): the keys, the entries and the types of columns.
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { jsonIfValid } from "../domain/json.ts";
import type { ManifestDataset } from "../domain/manifest.ts";

/** The folder of a place that holds its tables, one folder each. */
const tablesFolder = "tables";

/** The Parquet file of a release, below the root of its table, because most readers accept no other file. */
export function dataKey(table: string, path: string): string {
  return `${tablesFolder}/${table}/${path}`;
}

/** The path of that file in log entries, which is relative to the root of the table. */
export function dataPath(release: string): string {
  return `${release}.parquet`;
}

export function entryKey(table: string, version: number): string {
  return `${tablesFolder}/${table}/_delta_log/${String(version).padStart(20, "0")}.json`;
}

export function checkpointKey(table: string, version: number): string {
  return entryKey(table, version).replace(/json$/, "checkpoint.parquet");
}

const key =
  /^tables\/(?<table>[^/]+)\/(?:_delta_log\/(?<version>\d{20})\.(?<kind>json|checkpoint\.parquet)|(?<path>[^/]+))$/;

/** The files of a table among the keys of a place. */
export interface TableFiles {
  readonly table: string;
  /** The versions with a log entry, in order. */
  readonly versions: readonly number[];
  readonly checkpoints: readonly number[];
  /** The paths of the Parquet files. */
  readonly paths: readonly string[];
}

/** The tables of a place, in the order of their names. */
export function tablesAmong(keys: readonly string[]): readonly TableFiles[] {
  const found = keys.flatMap((text) => {
    const groups = key.exec(text)?.groups;
    return groups === undefined ? [] : [groups];
  });
  const names = [...new Set(found.map(({ table = "" }) => table))].sort();
  return names.map((table) => {
    const own = found.filter((one) => one.table === table);
    const numbers = (kind: string) =>
      own.flatMap((one) => (one.kind === kind ? [Number(one.version)] : [])).sort((a, b) => a - b);
    return {
      table,
      versions: numbers("json"),
      checkpoints: numbers("checkpoint.parquet"),
      paths: own.flatMap(({ path = "" }) => (path.endsWith(".parquet") ? [path] : [])),
    };
  });
}

const texts = z.record(z.string(), z.string());
const entryShape = z.object({
  protocol: z.object({
    minReaderVersion: z.int(),
    minWriterVersion: z.int(),
    readerFeatures: z.array(z.string()).exactOptional(),
    writerFeatures: z.array(z.string()).exactOptional(),
  }),
  metaData: z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    format: z.object({ provider: z.string(), options: texts }),
    schemaString: z.string(),
    partitionColumns: z.array(z.string()),
    configuration: texts,
  }),
  remove: z.object({ path: z.string(), deletionTimestamp: z.int(), dataChange: z.boolean() }).exactOptional(),
  add: z.object({
    path: z.string(),
    partitionValues: texts,
    size: z.int(),
    modificationTime: z.int(),
    dataChange: z.boolean(),
    stats: z.string(),
  }),
});

/** The actions of a log entry. Each entry of publish holds the whole state of the table, so that one is enough to continue. */
export type Entry = Readonly<z.infer<typeof entryShape>>;

/** The text of an entry. `commitInfo` is free by the protocol. Readers show it as the history of the table. */
export function entryText(entry: Entry, commitInfo: Readonly<Record<string, unknown>>): string {
  const actions = Object.entries({ commitInfo, ...entry });
  return actions.map(([name, action]) => `${JSON.stringify({ [name]: action })}\n`).join("");
}

/** Reads an entry. Throws a ReleaseError unless publish wrote it. */
export function parseEntry(text: string, from: string): Entry {
  const actions: Record<string, unknown> = {};
  for (const line of text.trimEnd().split("\n")) {
    Object.assign(actions, z.record(z.string(), z.unknown()).safeParse(jsonIfValid(line)).data);
  }
  const { data } = entryShape.safeParse(actions);
  if (data !== undefined) return data;
  throw new ReleaseError(
    `Cannot continue the table of ${from}: expected an entry of publish, found one of another program. ` +
      "Move the folder of the table to another place, and publish again",
    { facts: { file: from } },
  );
}

const fieldShape = z.object({ name: z.string(), type: z.unknown() });
const schemaShape = z.object({ fields: z.array(fieldShape) });

const typeNames: Readonly<Record<string, string>> = {
  VARCHAR: "string",
  BIGINT: "long",
  INTEGER: "integer",
  SMALLINT: "short",
  TINYINT: "byte",
  DOUBLE: "double",
  BOOLEAN: "boolean",
  DATE: "date",
  TIMESTAMP: "timestamp_ntz",
};

/** The columns of a dataset as a schema of the protocol, with their descriptions. */
export function schemaText({ name: dataset, columns }: ManifestDataset): string {
  const fields = columns.map(({ name, type, description: { nb, en } }) => {
    const comment = `${nb} / ${en}`;
    return { name, type: deltaType(type, `${dataset}.${name}`), nullable: true, metadata: { comment } };
  });
  return JSON.stringify({ type: "struct", fields });
}

type DeltaType =
  | string
  | { readonly type: "array"; readonly elementType: DeltaType; readonly containsNull: true };

function deltaType(type: string, column: string): DeltaType {
  if (type.endsWith("[]")) {
    return { type: "array", elementType: deltaType(type.slice(0, -2), column), containsNull: true };
  }
  const name = typeNames[type] ?? /^DECIMAL\(\d+,\d+\)$/.exec(type)?.[0].toLowerCase();
  if (name !== undefined) return name;
  throw new ReleaseError(
    `Cannot make a table with column ${column}: Delta has no type for ${type}. Publish without --tables`,
    { facts: { column, found: type } },
  );
}

/** Readers that do not know moments without a zone must not read a table with them. */
export function protocolFor({ columns }: Pick<ManifestDataset, "columns">): Entry["protocol"] {
  if (!columns.some(({ type }) => type === "TIMESTAMP")) return { minReaderVersion: 1, minWriterVersion: 2 };
  const features = ["timestampNtz"];
  return { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: features, writerFeatures: features };
}

/** The columns that a schema lacks or has with another type, so that queries of the other schema would break. */
export function brokenColumns(before: string, after: string): readonly string[] {
  const types = new Map(fieldsOf(after).map(({ name, type }) => [name, JSON.stringify(type)]));
  return fieldsOf(before)
    .filter(({ name, type }) => types.get(name) !== JSON.stringify(type))
    .map(({ name }) => name);
}

function fieldsOf(schema: string) {
  return schemaShape.parse(jsonIfValid(schema)).fields;
}
