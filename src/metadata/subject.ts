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

/** True if the release ran this check and no row failed. Only such rules are described. */
export function holds({ checks }: Subject["manifest"], check: string): boolean {
  return checks.some(({ name, failed }) => name === check && failed === 0);
}

/** First and last day, both included. A day that nobody can vouch for is absent. */
export interface Span {
  readonly start?: string;
  readonly end?: string;
}

/** By the table's periods; for a list without them, up to the day it was fetched. */
export function spanOf({ entry, dataset }: Table, manifest: Subject["manifest"]): Span {
  const { first_period: first, last_period: last } = entry;
  const { since, until } = manifest.scope;
  if (first !== null && last !== null) {
    const asked = lastDay(`${until.slice(0, 4)}-${until.slice(4)}-01`, true);
    const ends = [lastDay(last, dataset.key.includes("maned")), asked].sort();
    return { start: first.length === 4 ? `${first}-01-01` : first, end: ends[0] ?? asked };
  }
  if (dataset.period !== undefined) return { start: `${since.slice(0, 4)}-${since.slice(4)}-01` };
  if (dataset.since !== undefined) return { start: dataset.since };
  return { end: manifest.pull.last_fetched_at.slice(0, 10) };
}

/** As ISO 8601 writes an interval, `..` for an open end. */
export function intervalText({ start, end }: Span): string {
  return `${start ?? ".."}/${end ?? ".."}`;
}

/** The last day of the month or year that begins on this day; a bare year is a year. */
function lastDay(period: string, monthly: boolean): string {
  const [year = "", month = "12"] = period.split("-");
  if (!monthly) return `${year}-12-31`;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

/** Stands for this project's data where nobody has published them: a name that claims no address. */
const unpublished = "urn:uuid:3d7c0f2e-5a64-4b0b-9a0f-6f1d0c7e8b52";

/** Absolute, and the same from release to release: harvesters know a dataset by its IRI. */
export function iri({ base }: Publisher, ...path: readonly string[]): string {
  return base === undefined ? `${unpublished}#${path.join("/")}` : `${base}/${path.join("/")}`;
}

/** Where a file of a release can be fetched, or undefined where no base is given. */
export function fileAddress({ base }: Publisher, release: string, path: string): string | undefined {
  return base === undefined ? undefined : `${base}/${release}/${path}`;
}

/** The publisher as data.norge.no knows it, by its organisation number. */
export function agentIri(publisher: Publisher): string {
  const { organisation } = publisher;
  if (organisation === undefined) return iri(publisher, "publisher");
  return `https://organization-catalog.fellesdatakatalog.digdir.no/organizations/${organisation}`;
}
