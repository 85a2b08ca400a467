// croissant.json: the release for machine learning tools, by Croissant 1.1.
import { referenceClaim } from "../domain/claim-names.ts";
import type { Column, ColumnType, Reference } from "../domain/dataset.ts";
import type { ManifestFile } from "../domain/manifest.ts";
import { fileAddress } from "./addresses.ts";
import { croissantContext } from "./croissant-context.ts";
import { schemaOrgFacts } from "./schema-org.ts";
import { holds, type Subject, type Table, titleOf } from "./subject.ts";

type Json = Readonly<Record<string, unknown>>;

/** Every file with its hash, and every table as a set of records read from its Parquet file. */
export function croissant(subject: Subject): Json {
  const { manifest, tables } = subject;
  return {
    "@context": croissantContext,
    "@type": "sc:Dataset",
    conformsTo: "http://mlcommons.org/croissant/1.1",
    ...schemaOrgFacts(subject),
    name: manifest.title,
    description: manifest.description,
    citeAs: manifest.attribution.en,
    isLiveDataset: false,
    distribution: tables.flatMap(({ entry }) => entry.files.map((file) => fileObject(file, subject))),
    recordSet: tables.map((table) => recordSet(table, subject)),
  };
}

function fileObject(
  { path, format, media_type: mediaType, bytes, sha256 }: ManifestFile,
  subject: Subject,
): Json {
  return {
    "@type": "cr:FileObject",
    "@id": path,
    name: path,
    contentUrl: fileAddress(subject.publisher, subject.manifest.id, path) ?? path,
    contentSize: `${bytes} B`,
    // Readers know Parquet by its older name only.
    encodingFormat: format === "parquet" ? [mediaType, "application/x-parquet"] : mediaType,
    sha256,
  };
}

function recordSet(table: Table, { manifest }: Subject): Json {
  const { entry, dataset } = table;
  const held = entry.references.filter((to) => holds(manifest, referenceClaim(dataset, to)));
  return {
    "@type": "cr:RecordSet",
    "@id": entry.name,
    name: titleOf(table, manifest),
    description: entry.grain,
    key: entry.key.map((column) => ({ "@id": `${entry.name}/${column}` })),
    field: dataset.columns.map((column) => field(column, { table, held })),
  };
}

const dataTypes: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "sc:Text",
  "VARCHAR[]": "sc:Text",
  SMALLINT: "cr:Int16",
  TINYINT: "cr:Int8",
  INTEGER: "cr:Int32",
  BIGINT: "cr:Int64",
  BOOLEAN: "sc:Boolean",
  DATE: "sc:Date",
  TIMESTAMP: "sc:DateTime",
  "DECIMAL(18,2)": "sc:Float",
};

interface Of {
  readonly table: Table;
  readonly held: readonly Reference[];
}

/** Croissant knows references of one column only; those of several stand in datapackage.json. */
function field({ name, type, description }: Column, { table: { entry }, held }: Of): Json {
  const parquet = entry.files.find(({ format }) => format === "parquet");
  const reference = held.find(({ columns }) => columns.length === 1 && columns[0] === name);
  const target = reference === undefined ? {} : { references: referenceTo(reference) };
  return {
    "@type": "cr:Field",
    "@id": `${entry.name}/${name}`,
    name,
    description,
    dataType: dataTypes[type],
    ...(type === "VARCHAR[]" ? { isArray: true, arrayShape: "-1" } : {}),
    ...target,
    source: { fileObject: { "@id": parquet?.path }, extract: { column: name } },
  };
}

function referenceTo({ dataset, to }: Reference): Json {
  return { field: { "@id": `${dataset}/${to[0]}` } };
}
