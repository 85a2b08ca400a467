// How load describes a release: its manifest, the documents by other standards, and the catalogue page.
import type { Manifest } from "../domain/manifest.ts";
import type { ReleasedDataset } from "../load/describe.ts";
import type { DescribeRelease } from "../load/load.ts";
import type { DcatProfile } from "../metadata/dcat.ts";
import { type Description, describeByStandards } from "../metadata/documents.ts";
import type { Publisher } from "../metadata/publisher.ts";
import { digestOfText } from "../platform/files.ts";
import type { DescribedRelease } from "../stores/release-store.ts";
import { cataloguePage } from "./catalogue-page.ts";
import { dictionaryPage } from "./dictionary-page.ts";
import { type EmbeddedTables, embeddedTables } from "./embedded-tables.ts";

/** A release with all its documents, and how good they are. */
export type DescribedInFull = DescribedRelease & Pick<Description, "quality">;

interface Describing {
  /** The publisher; absent if not given. */
  readonly publisher?: Publisher;
  /** The version of DCAT-AP-NO of the catalogue; `2-live` if absent. */
  readonly dcatProfile?: DcatProfile;
}

/** Describes a release in full. Throws a ReleaseError if a document breaks its standard. */
export function describeInFull(options: Describing = {}): DescribeRelease<DescribedInFull> {
  return async ({ warehouse, folder, released, manifest }) => {
    const tables = await embeddedTables(warehouse, released, folder);
    return onceEach((id) => describeWhole({ ...manifest, id }, released, { ...options, embedded: tables }));
  };
}

function describeWhole(
  manifest: Omit<Manifest, "documents">,
  released: readonly ReleasedDataset[],
  options: Describing & { readonly embedded: EmbeddedTables },
): DescribedInFull {
  const { publisher = {}, dcatProfile = "2-live", embedded } = options;
  const tables = manifest.datasets.flatMap((entry) =>
    released.filter(({ dataset }) => dataset.name === entry.name).map(({ dataset }) => ({ entry, dataset })),
  );
  const subject = { manifest, tables, publisher };
  const { documents: standards, quality } = describeByStandards(subject, dcatProfile);
  const jsonLd = standards.find(({ path }) => path === "schema-org.jsonld")?.text ?? "{}";
  const page = cataloguePage({ manifest, tables: embedded, jsonLd });
  const documents = [...standards, dictionaryPage(subject), ...page];
  const named = documents.map(({ path, mediaType, text }) => {
    return { path, media_type: mediaType, ...digestOfText(text) };
  });
  return { manifest: { ...manifest, documents: named }, documents, quality };
}

/** Describes each id once, because a description is large and always the same. */
function onceEach<Made>(make: (id: string) => Made): (id: string) => Made {
  const made = new Map<string, Made>();
  return (id) => {
    const found = made.get(id) ?? make(id);
    made.set(id, found);
    return found;
  };
}
