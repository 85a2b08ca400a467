// datapackage.json: describes a release in the Data Package standard, version 2.
import type { ManifestFile } from "../domain/manifest.ts";
import { creatorOf, fileAddress, type Subject, sourceAddress, type Table, titleOf } from "./subject.ts";
import { tableSchema } from "./table-schema.ts";

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
    sources: [sourceOf(subject)],
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

function sourceOf({ manifest }: Subject): Readonly<Record<string, unknown>> {
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
