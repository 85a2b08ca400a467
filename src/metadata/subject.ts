// What every description is made from: a release's manifest, what the registry says of its tables, and the publisher.
import type { Dataset, Words } from "../domain/dataset.ts";
import type { Manifest, ManifestDataset, ManifestFile } from "../domain/manifest.ts";
import type { Publisher } from "./publisher.ts";

/** A release that is to be described. Its documents are what comes of it. */
export interface Subject {
  readonly manifest: Omit<Manifest, "documents">;
  readonly tables: readonly Table[];
  readonly publisher: Publisher;
}

/** A table of the release, as the manifest and as the registry describe it. */
export interface Table {
  readonly entry: ManifestDataset;
  readonly dataset: Dataset;
}

/** A table's title, which tells made-up data and excerpts even where it is read alone. */
export function titleOf({ entry }: Table, { synthetic, excerpt }: Subject["manifest"]): Words {
  const marks = [
    ...(synthetic === null ? [] : [{ nb: "syntetiske data", en: "synthetic data" }]),
    ...(excerpt ? [{ nb: "utdrag", en: "excerpt" }] : []),
  ];
  const marked = (language: keyof Words) =>
    marks.length === 0 ? "" : ` (${marks.map((mark) => mark[language]).join(", ")})`;
  return { nb: entry.title.nb + marked("nb"), en: entry.title.en + marked("en") };
}

/** What one row of a table is, and what the whole release is. */
export function descriptionOf({ entry }: Table, { description }: Subject["manifest"]): Words {
  return { nb: `${entry.grain.nb} ${description.nb}`, en: `${entry.grain.en} ${description.en}` };
}

/** What kind of file it is, in a word. */
export function fileWords({ format, variant, compression }: ManifestFile): string {
  if (format === "parquet") return "Parquet";
  return variant === "excel" ? "CSV (Excel)" : `CSV${compression === undefined ? "" : " (gzip)"}`;
}

/** Whose work the figures are: the source's, or this project's where they are made up. */
export function creatorOf({ synthetic, source, tool }: Subject["manifest"]): string {
  return synthetic === null ? source.name : tool.name;
}

/** The address of the source, or undefined for made-up data, which have none. */
export function sourceAddress({ synthetic, source }: Subject["manifest"]): string | undefined {
  return synthetic === null && /^https?:/.test(source.origin) ? source.origin : undefined;
}

/** The day the last answer came, which is how new the data are: `2026-11-01`. */
export function dayOf({ pull }: Subject["manifest"]): string {
  return pull.last_fetched_at.slice(0, 10);
}

/** True when the release itself proved the claim of that name. Nothing unproven is described as a rule. */
export function holds({ checks }: Subject["manifest"], claim: string): boolean {
  return checks.some(({ name, failed }) => name === claim && failed === 0);
}
