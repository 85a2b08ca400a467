// What the catalogue page embeds: the release as its manifest describes it, and small tables that it needs at once or offline.
import type { Manifest } from "./manifest.ts";

/** A table whose values are all texts. Names stand once, because there are thousands of rows. */
export interface EmbeddedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The JSON in index.html. */
export interface FirstData {
  readonly release: ShownRelease;
  /** The takster that cost most in the last whole year, as in FindData. */
  readonly mostUsed: EmbeddedRows;
  /** The bytes of Bloom filters and footer at the end of each Parquet file, by path, so that one request reads them. */
  readonly tailBytes: Readonly<Record<string, number>>;
}

/** The tables in catalogue-data.js: what people look for, and what every view needs. A table without its datasets is empty. */
export interface FindData {
  /** `fagomraade`, `takstkode`, `navn`, `honorar`, `refusjon`, `egenandel`, `siste`, and of the last whole year `antall`, `kroner`. */
  readonly takster: EmbeddedRows;
  /** `kode`, `navn`. */
  readonly fagomraader: EmbeddedRows;
  /** `kode`, `navn`, `fagomraade`. */
  readonly praksistyper: EmbeddedRows;
  /** Kommuner and fylker of today: `niva`, `nr`, `navn`, `fylkesnr`, and of the last whole year `kroner`. */
  readonly steder: EmbeddedRows;
  /** `niva`, `nr`, `ar`, `innbyggere`; niva `landet` has no number. */
  readonly innbyggere: EmbeddedRows;
  /** The years there are: `ar`, `maneder`, `forelopig`. */
  readonly ar: EmbeddedRows;
}

/** What is in catalogue-trust.js. */
export interface TrustData {
  /** The checks that found nothing. */
  readonly passed: Manifest["checks"];
  /** An endpoint's requests for a fagomraade in a year: `endepunkt`, `fagomraade`, `ar`, `status`, `foresporsler`. */
  readonly dekning: EmbeddedRows;
  /** The sum of each level in kroner: `periodetype`, `fagomraade`, `ar`, `landet`, `fylke`, `kommune`. */
  readonly avstemming: EmbeddedRows;
}

/** The tables in catalogue-offline.js, for a page that was opened as a file. */
export interface OfflineData {
  /** A takst in the whole country in a year: `fagomraade`, `takstkode`, `ar`, `antall`, `regninger`, `refusjon`, `egenandel`. */
  readonly landet: EmbeddedRows;
  /** A takst in a fylke of today in the last whole year: the same with `nr`. */
  readonly fylker: EmbeddedRows;
}

/** A manifest without what would make the pages of equal releases differ. Of its checks it has those that found something. */
export type ShownRelease = Omit<Manifest, "documents" | "tool">;
