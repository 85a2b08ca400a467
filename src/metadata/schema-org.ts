// schema-org.jsonld: describes a release as schema.org data, for search engines and the catalogue page.
import { z } from "zod";
import type { ManifestFile } from "../domain/manifest.ts";
import type { Publisher } from "./publisher.ts";
import { shapeFaults } from "./shape-faults.ts";
import {
  creatorOf,
  dayOf,
  descriptionOf,
  fileAddress,
  intervalText,
  iri,
  type Subject,
  sourceAddress,
  spanOf,
  type Table,
  titleOf,
} from "./subject.ts";

type Json = Readonly<Record<string, unknown>>;

/** Describes the release as a catalogue, and each of its tables with its files. */
export function schemaOrg(subject: Subject): Json {
  const { manifest, publisher, tables } = subject;
  return {
    "@context": "https://schema.org/",
    "@type": "DataCatalog",
    "@id": iri(publisher, "catalog"),
    ...schemaOrgFacts(subject),
    name: languageTagged(manifest.title),
    description: languageTagged(manifest.description),
    creditText: languageTagged(manifest.attribution),
    dataset: tables.map((table) => datasetOf(table, subject)),
  };
}

/** The facts about the release, without its name and description. */
export function schemaOrgFacts({ manifest, publisher, tables }: Subject): Json {
  const { data, reference_tables: places } = manifest.license;
  const address = sourceAddress(manifest);
  const url = publisher.homepage ?? publisher.base;
  return {
    ...(url === undefined ? {} : { url }),
    license: [data.path, places.path],
    version: manifest.version,
    datePublished: dayOf(manifest),
    dateModified: dayOf(manifest),
    inLanguage: "nb",
    isAccessibleForFree: true,
    creator: { "@type": "Organization", name: creatorOf(manifest) },
    ...publisherFacts(publisher),
    keywords: [...new Set(tables.flatMap(({ dataset }) => [...dataset.keywords.nb, ...dataset.keywords.en]))],
    ...(address === undefined ? {} : { isBasedOn: address }),
  };
}

function publisherFacts({ name, homepage, contact }: Publisher): Json {
  if (name === undefined) return {};
  const url = homepage === undefined ? {} : { url: homepage };
  const contactPoint =
    contact === undefined
      ? {}
      : { contactPoint: { "@type": "ContactPoint", name: contact.name.nb, email: contact.email } };
  return { publisher: { "@type": "Organization", name: name.nb, ...url, ...contactPoint } };
}

function datasetOf(table: Table, subject: Subject): Json {
  const { entry, dataset } = table;
  const { manifest, publisher } = subject;
  const facts = schemaOrgFacts(subject);
  return {
    "@type": "Dataset",
    "@id": iri(publisher, "dataset", entry.name),
    identifier: entry.name,
    ...facts,
    license: manifest.license[dataset.license ?? "data"].path,
    keywords: [...dataset.keywords.nb, ...dataset.keywords.en],
    name: languageTagged(titleOf(table, manifest)),
    description: languageTagged(descriptionOf(table, manifest)),
    temporalCoverage: intervalText(spanOf(table, manifest)),
    spatialCoverage: { "@type": "Country", name: "Norway", identifier: "NO" },
    variableMeasured: dataset.columns.map(({ name, description }) => ({
      "@type": "PropertyValue",
      name,
      description: languageTagged(description),
    })),
    distribution: entry.files.map((file) => downloadOf(file, subject)),
  };
}

function downloadOf(
  { path, media_type: mediaType, bytes, sha256 }: ManifestFile,
  { manifest, publisher }: Subject,
): Json {
  return {
    "@type": "DataDownload",
    name: path,
    contentUrl: fileAddress(publisher, manifest.id, path) ?? path,
    encodingFormat: mediaType,
    contentSize: `${bytes} B`,
    sha256,
  };
}

function languageTagged({ nb, en }: { readonly nb: string; readonly en: string }): readonly Json[] {
  return [
    { "@language": "nb", "@value": nb },
    { "@language": "en", "@value": en },
  ];
}

const bilingualTexts = z
  .array(z.object({ "@language": z.enum(["nb", "en"]), "@value": z.string().min(1) }))
  .length(2);
/** Google shows a dataset only if its description has 50 to 5 000 characters. */
const description = z
  .array(z.object({ "@language": z.enum(["nb", "en"]), "@value": z.string().min(50).max(5_000) }))
  .length(2);
const shape = z.object({
  "@type": z.literal("DataCatalog"),
  name: bilingualTexts,
  description,
  dataset: z
    .array(
      z.object({
        "@type": z.literal("Dataset"),
        name: bilingualTexts,
        description,
        license: z.url(),
        creator: z.object({ name: z.string().min(1) }),
        temporalCoverage: z.string().regex(/^(\d{4}-\d\d-\d\d|\.\.)\/(\d{4}-\d\d-\d\d|\.\.)$/),
        distribution: z
          .array(z.object({ contentUrl: z.string().min(1), encodingFormat: z.string().regex(/^.+\/.+$/) }))
          .min(1),
      }),
    )
    .min(1),
});

/** Lists what search engines would reject. */
export function schemaOrgFaults(document: unknown): readonly string[] {
  return shapeFaults(shape.safeParse(document).error);
}
