// The rules of Croissant 1.1, held against a finished document.
import { z } from "zod";
import type { ManifestFile } from "../domain/manifest.ts";

const words = z.union([z.string().min(1), z.strictObject({ nb: z.string().min(1), en: z.string().min(1) })]);
const reference = z.strictObject({ "@id": z.string().min(1) });

const fieldShape = z.object({
  "@type": z.literal("cr:Field"),
  "@id": z.string(),
  name: words,
  description: words,
  dataType: z.string().regex(/^(sc:(Integer|Float|Text|Date|DateTime|Boolean)|cr:Int(8|16|32|64))$/),
  source: z.object({ fileObject: reference, extract: z.object({ column: z.string().min(1) }) }),
  references: z.object({ field: reference }).optional(),
});

/** What the format demands; `url` alone may be absent, where nobody said where the data are. */
const shape = z.object({
  "@context": z.object({ "@vocab": z.literal("https://schema.org/"), sc: z.literal("https://schema.org/") }),
  "@type": z.literal("sc:Dataset"),
  conformsTo: z.literal("http://mlcommons.org/croissant/1.1"),
  name: words,
  description: words,
  license: z.array(z.url()).min(1),
  url: z.url().optional(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  datePublished: z.iso.date(),
  creator: z.object({ name: words }),
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

/** Every way in which a document breaks the format or names what is not there. */
export function croissantFaults(document: unknown, files: readonly ManifestFile[]): readonly string[] {
  const parsed = shape.safeParse(document);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const { distribution, recordSet } = parsed.data;
  const fields = recordSet.flatMap(({ field }) => field);
  const ids = [...distribution, ...recordSet, ...fields].map((one) => one["@id"]);
  const fieldIds = new Set(fields.map((field) => field["@id"]));
  const fileIds = new Set(distribution.map((file) => file["@id"]));
  const pointed = [
    ...recordSet.flatMap(({ key }) => key),
    ...fields.flatMap(({ references }) => references?.field ?? []),
  ].map((to) => to["@id"]);
  const said = distribution.map((file) => `${file["@id"]} has ${file.contentSize} and ${file.sha256}`);
  const held = files.map(({ path, bytes, sha256 }) => `${path} has ${bytes} B and ${sha256}`);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two things are called ${id}`),
    ...pointed.filter((id) => !fieldIds.has(id)).map((id) => `there is no field ${id}`),
    ...fields
      .filter(({ source }) => !fileIds.has(source.fileObject["@id"]))
      .map((field) => `${field["@id"]} is read from ${field.source.fileObject["@id"]}, which is no file`),
    ...said.filter((fact) => !held.includes(fact)).map((fact) => `it says that ${fact}`),
    ...held.filter((fact) => !said.includes(fact)).map((fact) => `it does not say that ${fact}`),
  ];
}
