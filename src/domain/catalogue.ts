// The data of the catalogue page: the release as in its manifest, and the sums of its pictures.
import type { Manifest } from "./manifest.ts";

/** The rows of a picture, with each value as text. Names are stored once, because there are thousands of rows. */
export interface PictureRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The rows of each picture. A picture is absent if the release lacks its datasets. */
export interface Pictures {
  /** One fagomraade in a period: `fagomraade`, `navn`, `periode`, `antall`, `refusjon`. */
  readonly bruk?: PictureRows;
  /** One endpoint's requests for a fagomraade in a year: `endepunkt`, `fagomraade`, `ar`, `status`, `foresporsler`. */
  readonly dekning?: PictureRows;
  /** The sums of each level of takstbruk in kroner, by year or by month: `periodetype`, `fagomraade`, `ar`, `landet`, `fylke`, `kommune`. */
  readonly avstemming?: PictureRows;
  /** The use in one fylke in a year: `fylkesnr`, `fylkesnavn`, `fagomraade`, `ar`, `antall`, `refusjon`, `innbyggere`. */
  readonly fylker?: PictureRows;
}

/** The JSON in index.html. */
export interface CatalogueData {
  readonly release: ShownRelease;
  readonly pictures: Pictures;
}

/** A manifest without the fields that differ between equal releases. */
export type ShownRelease = Omit<Manifest, "documents" | "tool">;
