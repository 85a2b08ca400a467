// croissant.json: describes a release for machine learning tools, in Croissant 1.1.
import { z } from "zod";
import type { Column, ColumnType } from "../domain/dataset.ts";
import type { ManifestFile } from "../domain/manifest.ts";
import { schemaOrgFacts } from "./schema-org.ts";
import { shapeFaults } from "./shape-faults.ts";
import { fileAddress, type Subject, type Table, titleOf } from "./subject.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Lists every file with its hash, and every table as records of its Parquet file. Has no references between tables, because mlcroissant
 * joins the other table to the records, and fails if a table refers to itself, to another one twice, or in a circle.
 */
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
    // Croissant readers recognise Parquet only by its older media type.
    encodingFormat: format === "parquet" ? [mediaType, "application/x-parquet"] : mediaType,
    sha256,
  };
}

function recordSet(table: Table, { manifest }: Subject): Json {
  const { entry, dataset } = table;
  return {
    "@type": "cr:RecordSet",
    "@id": entry.name,
    name: titleOf(table, manifest),
    description: entry.grain,
    key: entry.key.map((column) => ({ "@id": `${entry.name}/${column}` })),
    field: dataset.columns.map((column) => croissantField(column, table)),
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

function croissantField({ name, type, description }: Column, { entry }: Table): Json {
  const parquet = entry.files.find(({ format }) => format === "parquet");
  return {
    "@type": "cr:Field",
    "@id": `${entry.name}/${name}`,
    name,
    description,
    dataType: dataTypes[type],
    ...(type === "VARCHAR[]" ? { isArray: true, arrayShape: "-1" } : {}),
    source: { fileObject: { "@id": parquet?.path }, extract: { column: name } },
  };
}

const terms = [
  ..."annotation arrayShape citeAs column containedIn equivalentProperty extract field fileProperty".split(
    " ",
  ),
  ..."fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path".split(" "),
  ..."recordSet references regex repeated replace samplingRate separator source subField transform".split(
    " ",
  ),
];

/** The `@context`: schema.org terms without prefix, Croissant terms as `cr:`, and names and descriptions by language. */
const croissantContext = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  sc: "https://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  dct: "http://purl.org/dc/terms/",
  conformsTo: "dct:conformsTo",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  description: { "@container": "@language" },
  examples: { "@id": "cr:examples", "@type": "@json" },
  name: { "@container": "@language" },
  ...Object.fromEntries(terms.map((term) => [term, `cr:${term}`])),
};

const bilingual = z.union([
  z.string().min(1),
  z.strictObject({ nb: z.string().min(1), en: z.string().min(1) }),
]);
const reference = z.strictObject({ "@id": z.string().min(1) });

const fieldShape = z.object({
  "@type": z.literal("cr:Field"),
  "@id": z.string(),
  name: bilingual,
  description: bilingual,
  dataType: z.string().regex(/^(sc:(Integer|Float|Text|Date|DateTime|Boolean)|cr:Int(8|16|32|64))$/),
  source: z.object({ fileObject: reference, extract: z.object({ column: z.string().min(1) }) }),
  references: z.undefined().optional(),
});

/** The format's rules. Only `url` may be absent, because the publisher's address may be unknown. */
const shape = z.object({
  "@context": z.object({ "@vocab": z.literal("https://schema.org/"), sc: z.literal("https://schema.org/") }),
  "@type": z.literal("sc:Dataset"),
  conformsTo: z.literal("http://mlcommons.org/croissant/1.1"),
  name: bilingual,
  description: bilingual,
  license: z.array(z.url()).min(1),
  url: z.url().optional(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  datePublished: z.iso.date(),
  creator: z.object({ name: bilingual }),
  distribution: z
    .array(
      z.object({
        "@type": z.literal("cr:FileObject"),
        "@id": z.string(),
        contentUrl: z.string().min(1),
        contentSize: z.string().regex(/^\d+ B$/),
        encodingFormat: z.union([z.string(), z.array(z.string()).min(1)]),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
  recordSet: z
    .array(z.object({ "@id": z.string(), key: z.array(reference).min(1), field: z.array(fieldShape).min(1) }))
    .min(1),
});

/** Lists what breaks the format, and names without a target. */
export function croissantFaults(document: unknown, files: readonly ManifestFile[]): readonly string[] {
  const { data, error } = shape.safeParse(document);
  if (data === undefined) return shapeFaults(error);
  const { distribution, recordSet } = data;
  const fields = recordSet.flatMap(({ field }) => field);
  const ids = [...distribution, ...recordSet, ...fields].map((one) => one["@id"]);
  const fieldIds = new Set(fields.map((field) => field["@id"]));
  const fileIds = new Set(distribution.map((file) => file["@id"]));
  const targets = recordSet.flatMap(({ key }) => key).map((to) => to["@id"]);
  const listed = distribution.map((file) => `${file["@id"]} has ${file.contentSize} and ${file.sha256}`);
  const actual = files.map(({ path, bytes, sha256 }) => `${path} has ${bytes} B and ${sha256}`);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the name ${id} is used twice`),
    ...targets.filter((id) => !fieldIds.has(id)).map((id) => `a key points to ${id}, which is no field`),
    ...fields
      .filter(({ source }) => !fileIds.has(source.fileObject["@id"]))
      .map((field) => `the source of ${field["@id"]} is ${field.source.fileObject["@id"]}, which is no file`),
    ...listed
      .filter((fact) => !actual.includes(fact))
      .map((fact) => `it lists ${fact}, which differs from the release`),
    ...actual.filter((fact) => !listed.includes(fact)).map((fact) => `it does not list ${fact}`),
  ];
}
