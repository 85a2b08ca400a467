// The input of every description: the release's manifest, its tables in the registry, and the publisher.

import { type Dataset, type Reference, referenceCheck, type Words } from "../domain/dataset.ts";
import type { Manifest, ManifestDataset, ManifestFile } from "../domain/manifest.ts";
import { monthText } from "../domain/period.ts";
import type { Publisher } from "./publisher.ts";

/** The release to describe. Its manifest has no documents yet. */
export interface Subject {
  readonly manifest: Omit<Manifest, "documents">;
  readonly tables: readonly Table[];
  readonly publisher: Publisher;
}

/** A table of the release: its entry in the manifest and its dataset in the registry. */
export interface Table {
  readonly entry: ManifestDataset;
  readonly dataset: Dataset;
}

/** Marks synthetic data and excerpts in the title, because readers may see the title alone. */
export function titleOf({ entry }: Table, { synthetic, excerpt }: Subject["manifest"]): Words {
  const marks = [
    ...(synthetic === null ? [] : [{ nb: "syntetiske data", en: "synthetic data" }]),
    ...(excerpt ? [{ nb: "utdrag", en: "excerpt" }] : []),
  ];
  const marked = (language: keyof Words) =>
    marks.length === 0 ? "" : ` (${marks.map((mark) => mark[language]).join(", ")})`;
  return { nb: entry.title.nb + marked("nb"), en: entry.title.en + marked("en") };
}

/** The meaning of a row, followed by the description of the release. */
export function descriptionOf({ entry }: Table, { description }: Subject["manifest"]): Words {
  return { nb: `${entry.grain.nb} ${description.nb}`, en: `${entry.grain.en} ${description.en}` };
}

export function fileLabel({ format, variant, compression }: ManifestFile): string {
  if (format === "parquet") return "Parquet";
  return variant === "excel" ? "CSV (Excel)" : `CSV${compression === undefined ? "" : " (gzip)"}`;
}

/** The creator of the figures: the source, or this project for synthetic data. */
export function creatorOf({ synthetic, source, tool }: Subject["manifest"]): string {
  return synthetic === null ? source.name : tool.name;
}

/** Undefined for synthetic data, which have no source. */
export function sourceAddress({ synthetic, source }: Subject["manifest"]): string | undefined {
  return synthetic === null && /^https?:/.test(source.origin) ? source.origin : undefined;
}

/** The day the last answer came: `2026-11-01`. */
export function dayOf({ pull }: Subject["manifest"]): string {
  return pull.last_fetched_at.slice(0, 10);
}

/** True if the release ran this check and no row failed. Only such rules are described. */
export function hasPassedCheck({ checks }: Subject["manifest"], check: string): boolean {
  return checks.some(({ name, failed }) => name === check && failed === 0);
}

/**
 * The references that hold as foreign keys: a row matches at most one row of the other table, which is in the release, and every
 * value was found there.
 */
export function foreignKeysOf(
  { dataset }: Pick<Table, "dataset">,
  manifest: Subject["manifest"],
): readonly Reference[] {
  return dataset.references.filter(
    (to) =>
      to.matches === "one" &&
      manifest.datasets.some(({ name }) => name === to.dataset) &&
      hasPassedCheck(manifest, referenceCheck(dataset, to)),
  );
}

/** First and last day, both inclusive. An unknown day is absent. */
export interface Span {
  readonly start?: string;
  readonly end?: string;
}

/** Uses the table's periods. A table without periods ends on the day it was fetched. */
export function spanOf({ entry, dataset }: Table, manifest: Subject["manifest"]): Span {
  const { first_period: first, last_period: last } = entry;
  const { since, until } = manifest.scope;
  if (first !== null && last !== null) {
    const lastRequested = lastDayOfPeriod(`${monthText(until)}-01`, true);
    const ends = [lastDayOfPeriod(last, dataset.key.includes("maned")), lastRequested].sort();
    return { start: first.length === 4 ? `${first}-01-01` : first, end: ends[0] ?? lastRequested };
  }
  if (dataset.period !== undefined) return { start: `${monthText(since)}-01` };
  if (dataset.since !== undefined) return { start: dataset.since };
  return { end: manifest.pull.last_fetched_at.slice(0, 10) };
}

/** An ISO 8601 interval, with `..` for an open end. */
export function intervalText({ start, end }: Span): string {
  return `${start ?? ".."}/${end ?? ".."}`;
}

/** The last day of the month or year that begins on this day. */
function lastDayOfPeriod(period: string, monthly: boolean): string {
  const [year = "", month = "12"] = period.split("-");
  if (!monthly) return `${year}-12-31`;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

/** The base of names for data that are not published. A UUID names no address. */
const unpublished = "urn:uuid:3d7c0f2e-5a64-4b0b-9a0f-6f1d0c7e8b52";

/** An absolute name that stays the same from release to release, because harvesters recognise a dataset by it. */
export function iri({ base }: Publisher, ...path: readonly string[]): string {
  return base === undefined ? `${unpublished}#${path.join("/")}` : `${base}/${path.join("/")}`;
}

/** The address of a published file; undefined if the publisher gave no base. */
export function fileAddress({ base }: Publisher, release: string, path: string): string | undefined {
  return base === undefined ? undefined : `${base}/${release}/${path}`;
}

/** The name of the publisher's entry at data.norge.no, made from the organisation number. */
export function agentIri(publisher: Publisher): string {
  const { organisation } = publisher;
  if (organisation === undefined) return iri(publisher, "publisher");
  return `https://organization-catalog.fellesdatakatalog.digdir.no/organizations/${organisation}`;
}
