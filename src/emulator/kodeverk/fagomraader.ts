// The rows of /fagomraader: each fagområde with its praksistyper nested inside.
import { text } from "../answers/values.ts";
import type { Dialect } from "../dialect.ts";
import type { Kodeverk } from "./kodeverk.ts";

/** Only `fagomraadekode` and the nesting are on record; the names of the other keys are the dialect's. */
export function fagomraaderIn(dialect: Dialect): Kodeverk {
  const keys = keyNames[dialect.nesting];
  return (world) =>
    world.fagomraader.map((fagomraade) => ({
      fagomraadekode: text(fagomraade.kode),
      [keys.navn]: text(fagomraade.navn),
      [keys.liste]: {
        kind: "records",
        role: "praksistype",
        records: fagomraade.praksistyper
          .filter((praksistype) => praksistype.listed)
          .map((praksistype) => ({
            [keys.kode]: text(praksistype.kode),
            [keys.navn]: text(praksistype.navn),
          })),
      },
    }));
}

const keyNames = {
  praksistypekode: { liste: "praksistyper", kode: "praksistypekode", navn: "beskrivelse" },
  praksis_type_kode: { liste: "samhandlerPraksistyper", kode: "praksis_type_kode", navn: "navn" },
  kode: { liste: "praksistype", kode: "kode", navn: "tekst" },
} as const;
