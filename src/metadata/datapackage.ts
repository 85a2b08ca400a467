// datapackage.json: describes a release in the Data Package standard, version 2.

import { z } from "zod";
import {
  type Column,
  type ColumnRule,
  type ColumnType,
  columnCheck,
  type Reference,
} from "../domain/dataset.ts";
import type { ManifestFile } from "../domain/manifest.ts";
import { shapeFaults } from "./shape-faults.ts";
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
const fieldTypes: Readonly<Record<ColumnType, string>> = {
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

function schemaField(column: Column, release: InRelease): Readonly<Record<string, unknown>> {
  const rules = constraints(column, release);
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

const text = z.string().min(1);
const names = z.array(text).min(1).refine(hasNoDuplicates, "expected no name twice");
const address = z.url();
const license = z
  .object({ name: text.optional(), title: text.optional(), path: address.optional() })
  .refine(({ name, path }) => name !== undefined || path !== undefined, "expected a name or a path");
const contributor = z.object({
  title: text,
  path: address.optional(),
  email: z.email().optional(),
  roles: names.optional(),
  role: z.undefined("expected roles, because role is of version 1").optional(),
});

const constraintsShape = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  enum: z.array(z.unknown()).min(1).refine(hasNoDuplicates, "expected no value twice").optional(),
  pattern: z.string().refine(isPattern, "expected a regular expression").optional(),
  minimum: z.union([z.number(), z.string()]).optional(),
  maximum: z.union([z.number(), z.string()]).optional(),
});

/** The standard allows no pattern for these types. */
const withoutPattern = ["boolean", "array", "date", "datetime"];

const field = z
  .object({
    name: text,
    title: text.optional(),
    description: text,
    type: z.enum([
      ..."string number integer boolean object array list datetime date time year yearmonth".split(" "),
      ..."duration geopoint geojson any".split(" "),
    ]),
    constraints: constraintsShape.optional(),
  })
  .refine(
    (one) => one.constraints?.pattern === undefined || !withoutPattern.includes(one.type),
    "expected no pattern for this type",
  );

const schema = z.object({
  fields: z.array(field).min(1),
  primaryKey: names.default([]),
  foreignKeys: z
    .array(z.object({ fields: names, reference: z.object({ resource: text.optional(), fields: names }) }))
    .min(1)
    .default([]),
});

const resourceShape = z
  .object({
    name: text,
    path: z.string().regex(/^(?!\/)(?!.*\.\.)(?!.*(^|\/)\.)[^?#]+$/),
    data: z.undefined("expected no data beside a path").optional(),
    type: z.literal("table").optional(),
    format: z.enum(["csv", "parquet"]),
    mediatype: z.string().regex(/^.+\/.+$/),
    compression: z.literal("gz").optional(),
    encoding: z.literal("utf-8").optional(),
    bytes: z.int().nonnegative(),
    hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    licenses: z.array(license).min(1).optional(),
    schema: schema.optional(),
    "x-variant": z.unknown().optional(),
  })
  .refine(
    (one) => one["x-variant"] !== undefined || (one.type !== undefined && one.schema !== undefined),
    "expected a type and a schema, or an x-variant",
  );

/** Requires the standard's mandatory properties and the optional ones that we always give. Allows our own properties. */
const profile = z.object({
  $schema: z.literal("https://datapackage.org/profiles/2.0/datapackage.json"),
  name: z.string().regex(/^[a-z0-9._-]+$/),
  id: address.optional(),
  title: text,
  description: text,
  homepage: address.optional(),
  version: z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/),
  created: z.iso.datetime({ offset: true }),
  keywords: names.optional(),
  licenses: z.array(license).min(1),
  contributors: z.array(contributor).min(1).optional(),
  sources: z.array(contributor).min(1),
  resources: z.array(resourceShape).min(1),
});

type Resource = z.infer<typeof resourceShape>;

/** Lists what breaks the standard, and files whose size or hash differs from the release. */
export function datapackageFaults(document: unknown, files: readonly ManifestFile[]): readonly string[] {
  const { data, error } = profile.safeParse(document);
  if (data === undefined) return shapeFaults(error);
  const { resources } = data;
  return [
    ...duplicates(resources.map(({ name }) => name)).map((name) => `the resource name ${name} is used twice`),
    ...resources.flatMap((resource) => fieldFaults(resource, resources)),
    ...fileFaults(resources, files),
  ];
}

function fieldFaults({ name, schema }: Resource, resources: readonly Resource[]): readonly string[] {
  if (schema === undefined) return [];
  const fields = schema.fields.map((field) => field.name);
  return [
    ...duplicates(fields).map((field) => `${name} has two fields ${field}`),
    ...schema.primaryKey
      .filter((field) => !fields.includes(field))
      .map((field) => `${name} has no key field ${field}`),
    ...schema.foreignKeys.flatMap(({ fields: from, reference }) => {
      const other = reference.resource === undefined ? name : reference.resource;
      const known =
        resources.find((one) => one.name === other)?.schema?.fields.map((field) => field.name) ?? [];
      return [
        ...(from.length === reference.fields.length
          ? []
          : [`${name} refers from ${from} to ${reference.fields}`]),
        ...from.filter((field) => !fields.includes(field)).map((field) => `${name} has no field ${field}`),
        ...reference.fields
          .filter((field) => !known.includes(field))
          .map((field) => `${other} has no field ${field}`),
      ];
    }),
  ];
}

function fileFaults(resources: readonly Resource[], files: readonly ManifestFile[]): readonly string[] {
  const facts = (path: string, bytes: number, hash: string) => `${path} has ${bytes} bytes and ${hash}`;
  const listed = new Set(resources.map(({ path, bytes, hash }) => facts(path, bytes, hash)));
  const actual = new Set(files.map(({ path, bytes, sha256 }) => facts(path, bytes, `sha256:${sha256}`)));
  return [
    ...[...listed]
      .filter((fact) => !actual.has(fact))
      .map((fact) => `it lists ${fact}, which differs from the release`),
    ...[...actual].filter((fact) => !listed.has(fact)).map((fact) => `it does not list ${fact}`),
  ];
}

function duplicates(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function hasNoDuplicates(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    // The text is reported as a fault.
    return false;
  }
}
