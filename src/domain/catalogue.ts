// What the catalogue page is given to show: the release as its manifest has it, and the sums its pictures are drawn from.
import type { Manifest } from "./manifest.ts";

/** The rows of a picture, every value as text; names stand once, since there are thousands of rows. */
export interface PictureRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The rows of each picture; a picture whose datasets are not in the release is absent. */
export interface Pictures {
  /** A fagomraade in a period: `fagomraade`, `navn`, `periode`, `antall`, `refusjon`. */
  readonly bruk?: PictureRows;
  /** An endpoint's requests for a fagomraade in a year: `endepunkt`, `fagomraade`, `ar`, `status`, `foresporsler`. */
  readonly dekning?: PictureRows;
  /** What each level of takstbruk adds up to in kroner, by its years or its months: `periodetype`, `fagomraade`, `ar`, `landet`, `fylke`, `kommune`. */
  readonly avstemming?: PictureRows;
  /** A fylke's use in a year: `fylkesnr`, `fylkesnavn`, `fagomraade`, `ar`, `antall`, `refusjon`, `innbyggere`. */
  readonly fylker?: PictureRows;
}

/** What stands in index.html as JSON. */
export interface CatalogueData {
  readonly release: ShownRelease;
  readonly pictures: Pictures;
}

/** A manifest without what would make the pages of equal releases differ. */
export type ShownRelease = Omit<Manifest, "documents" | "tool">;
