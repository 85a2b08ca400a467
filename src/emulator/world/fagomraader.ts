// The 23 fagområder and their praksistyper: the documentation's code lists and the newer codes seen in data.
import { firstMonth, monthOfDate } from "./span.ts";
import { facts } from "./tables.ts";

/** A kind of practice; `listed` says whether /fagomraader knows it, `name` is empty when even the data does not. */
export interface Praksistype {
  readonly kode: string;
  readonly navn: string;
  readonly listed: boolean;
  readonly first: number;
}

/** A fagområde with the praksistyper that occur in it. */
export interface Fagomraade {
  readonly kode: string;
  readonly navn: string;
  readonly praksistyper: readonly Praksistype[];
}

/** All fagområder in the order of the documentation. Names of codes from after 2019 are made up in its style. */
export function fagomraader(): readonly Fagomraade[] {
  const praksistyper = facts("praksistyper");
  return facts("fagomraader").map((line) => ({
    kode: line("fagomraadekode"),
    navn: line("navn"),
    praksistyper: praksistyper
      .filter((praksistype) => praksistype("fagomraadekode") === line("fagomraadekode"))
      .map((praksistype) => ({
        kode: praksistype("praksistypekode"),
        navn: praksistype("navn"),
        listed: praksistype("i_kodeverket") === "1",
        first: praksistype("fra") === "" ? firstMonth : monthOfDate(praksistype("fra")),
      })),
  }));
}
