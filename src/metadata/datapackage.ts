// datapackage.json: describes a release in the Data Package standard, version 2.

import {
  type Column,
  type ColumnRule,
  type ColumnType,
  columnCheck,
  type Reference,
} from "../domain/dataset.ts";
import type { ManifestFile } from "../domain/manifest.ts";
import {
  creatorOf,
  fileAddress,
  foreignKeysOf,
  hasPassedCheck,
  type Subject,
  sourceAddress,
  type Table,
  titleOf,
} from "./subject.ts";

/** Titles and descriptions are Norwegian. The English ones are in `x-en`, because the standard allows one language. */
export function datapackage(subject: Subject): Readonly<Record<string, unknown>> {
  const { manifest, publisher, tables } = subject;
  const { title, description, version, license, pull } = manifest;
  const id = fileAddress(publisher, manifest.id, "datapackage.json");
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: manifest.synthetic === null ? "helserefusjon" : "helserefusjon-synthetic",
    ...(id === undefined ? {} : { id }),
    title: title.nb,
    description: description.nb,
    "x-en": { title: title.en, description: description.en },
    version,
    created: pull.last_fetched_at,
    ...(publisher.homepage === undefined ? {} : { homepage: publisher.homepage }),
    keywords: [...new Set(tables.flatMap(({ dataset }) => [...dataset.keywords.nb, ...dataset.keywords.en]))],
    licenses: [license.data, license.reference_tables],
    contributors: contributorList(subject),
    sources: [packageSource(subject)],
    "x-release": manifest.id,
    "x-synthetic": manifest.synthetic,
    "x-excerpt": manifest.excerpt,
    "x-attribution": manifest.attribution,
    resources: tables.flatMap((table) => table.entry.files.map((file) => resource(file, { table, subject }))),
  };
}

function contributorList({ manifest, publisher }: Subject): readonly unknown[] {
  const { name, homepage, contact } = publisher;
  return [
    { title: creatorOf(manifest), roles: ["creator"] },
    ...(name === undefined
      ? []
      : [{ title: name.nb, ...(homepage === undefined ? {} : { path: homepage }), roles: ["publisher"] }]),
    ...(contact === undefined ? [] : [{ title: contact.name.nb, email: contact.email, roles: ["contact"] }]),
  ];
}

function packageSource({ manifest }: Subject): Readonly<Record<string, unknown>> {
  const path = sourceAddress(manifest);
  return {
    title: path === undefined ? manifest.source.origin : manifest.source.name,
    ...(path === undefined ? {} : { path }),
  };
}

interface Of {
  readonly table: Table;
  readonly subject: Subject;
}

function resource(
  file: ManifestFile,
  { table, subject: { manifest } }: Of,
): Readonly<Record<string, unknown>> {
  const { entry, dataset } = table;
  const title = titleOf(table, manifest);
  return {
    name: file.format === "parquet" ? entry.name : `${entry.name}-${file.variant ?? file.format}`,
    path: file.path,
    title: title.nb,
    description: describeFile(entry.grain.nb, file.description?.nb),
    "x-en": { title: title.en, description: describeFile(entry.grain.en, file.description?.en) },
    format: file.format,
    mediatype: file.media_type,
    ...(file.compression === undefined ? {} : { compression: "gz" }),
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    "x-rows": file.rows,
    licenses: [manifest.license[dataset.license ?? "data"]],
    ...(file.variant === undefined
      ? tableProperties(file, { table, manifest })
      : { "x-variant": file.variant }),
  };
}

function describeFile(grain: string, variant: string | undefined): string {
  return variant === undefined ? grain : `${grain} ${variant}`;
}

/** A file for one program, such as Excel, has no schema. */
function tableProperties(
  file: ManifestFile,
  { table, manifest }: SchemaOf,
): Readonly<Record<string, unknown>> {
  return {
    type: "table",
    ...(file.format === "csv" ? { encoding: "utf-8", dialect } : {}),
    schema: tableSchema(table, manifest),
  };
}

interface SchemaOf {
  readonly table: Table;
  readonly manifest: Subject["manifest"];
}

const dialect = { delimiter: ",", lineTerminator: "\n", quoteChar: '"', doubleQuote: true, header: true };

/** The schema of both the Parquet and the CSV file, with the type names of Data Package version 2. */
export function tableSchema(table: Table, manifest: Subject["manifest"]): Readonly<Record<string, unknown>> {
  const { dataset, entry } = table;
  const foreignKeys = foreignKeysOf(table, manifest).map((to) => foreignKey(entry.name, to));
  return {
    fields: dataset.columns.map((column) => schemaField(column, { table, manifest })),
    ...(dataset.key.some((name) => hasNulls(name, entry))
      ? { uniqueKeys: [dataset.key] }
      : { primaryKey: dataset.key }),
    ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
  };
}

/** The standard's type for each of our types. */
export const fieldTypes: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "string",
  "VARCHAR[]": "array",
  SMALLINT: "integer",
  TINYINT: "integer",
  INTEGER: "integer",
  BIGINT: "integer",
  BOOLEAN: "boolean",
  DATE: "date",
  TIMESTAMP: "datetime",
  "DECIMAL(18,2)": "number",
};

interface InRelease {
  readonly table: Table;
  readonly manifest: Subject["manifest"];
}

function schemaField(column: Column, of: InRelease): Readonly<Record<string, unknown>> {
  const rules = constraints(column, of);
  return {
    name: column.name,
    type: fieldTypes[column.type],
    description: column.description.nb,
    "x-en": { description: column.description.en },
    ...(Object.keys(rules).length === 0 ? {} : { constraints: rules }),
    ...(column.api === undefined ? {} : { "x-api": column.api }),
    "x-duckdbType": column.type,
  };
}

function constraints(
  column: Column,
  { table: { dataset, entry }, manifest }: InRelease,
): Readonly<Record<string, unknown>> {
  const { name, minimum, maximum, among, pattern } = column;
  const passed = (rule: ColumnRule) =>
    column[rule] !== undefined && hasPassedCheck(manifest, columnCheck(dataset, column, rule));
  return {
    ...(dataset.key.includes(name) && !hasNulls(name, entry) ? { required: true } : {}),
    ...(dataset.key.length === 1 && dataset.key[0] === name ? { unique: true } : {}),
    ...(passed("minimum") ? { minimum } : {}),
    ...(passed("maximum") ? { maximum } : {}),
    ...(passed("among") ? { enum: among } : {}),
    ...(passed("pattern") ? { pattern } : {}),
  };
}

/** True for a column of which some rows of this release have no value. */
function hasNulls(name: string, { columns }: Table["entry"]): boolean {
  return columns.some((column) => column.name === name && (column.statistics?.nulls ?? 0) > 0);
}

/** A reference within a table names no resource. */
function foreignKey(own: string, { columns, dataset, to }: Reference): Readonly<Record<string, unknown>> {
  return {
    fields: columns,
    reference: { ...(dataset === own ? {} : { resource: dataset }), fields: to },
  };
}
