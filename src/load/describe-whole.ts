// A release as it describes itself: its manifest, and the documents by other standards that the manifest names.
import type { Pictures } from "../domain/catalogue.ts";
import type { Manifest } from "../domain/manifest.ts";
import type { DcatProfile } from "../metadata/dcat.ts";
import { type Description, describe } from "../metadata/documents.ts";
import type { Publisher } from "../metadata/publisher.ts";
import { digestOfText } from "../platform/files.ts";
import type { DescribedRelease } from "../stores/release-store.ts";
import { cataloguePage } from "./catalogue-page.ts";
import type { ReleasedDataset } from "./describe.ts";

/** The whole description of a release whose id is settled. ReleaseError where a document breaks its standard. */
export function describeWhole(
  manifest: Omit<Manifest, "documents">,
  released: readonly ReleasedDataset[],
  of: { readonly publisher?: Publisher; readonly dcatProfile?: DcatProfile; readonly pictures: Pictures },
): DescribedRelease & Description {
  const { publisher = {}, dcatProfile = "2-live", pictures } = of;
  const tables = manifest.datasets.flatMap((entry) =>
    released.filter(({ dataset }) => dataset.name === entry.name).map(({ dataset }) => ({ entry, dataset })),
  );
  const { documents: standards, quality } = describe({ manifest, tables, publisher }, dcatProfile);
  const documents = [...standards, ...cataloguePage(manifest, pictures)];
  const named = documents.map(({ path, mediaType, text }) => {
    return { path, media_type: mediaType, ...digestOfText(text) };
  });
  return { manifest: { ...manifest, documents: named }, documents, quality };
}
