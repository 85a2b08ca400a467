// The words every release carries: what it is, whose it is, and under which licences it may be used.
import { isExcerpt, type Scope } from "../domain/endpoint.ts";
import { licenses } from "../domain/license.ts";
import type { Manifest } from "../domain/manifest.ts";
import type { Source } from "../domain/pull.ts";

type About = Pick<Manifest, "title" | "description" | "synthetic" | "license" | "attribution" | "source">;

/** Title, description, licences and attribution of a release; synthetic data say so in each, an excerpt in its title. */
export function about({ synthetic, origin }: Source, scope: Scope): About {
  const words = synthetic === null ? real : madeUp;
  const { nb, en } = words.title;
  return {
    ...words,
    title: isExcerpt(scope) ? { nb: `${nb} (utdrag)`, en: `${en} (excerpt)` } : { nb, en },
    synthetic,
    license: licenses,
    source: { name: "Helserefusjon – åpne data", origin },
  };
}

const real = {
  title: {
    nb: "Helserefusjon – åpne data som tabeller",
    en: "Helserefusjon – open data as tables",
  },
  description: {
    nb:
      "Takster, kodeverk og takstbruk fra det åpne API-et til Helserefusjon, satt sammen til tabeller i Parquet og CSV. " +
      "Rader som API-et holder tilbake av personvernhensyn mangler; en rad som mangler betyr ikke null.",
    en:
      "Tariffs, code lists and use of tariffs from the open API of Helserefusjon, put together as tables in Parquet and " +
      "CSV. Rows the API holds back for privacy are missing; a missing row does not mean zero.",
  },
  attribution: {
    nb:
      "Inneholder data under Norsk lisens for offentlige data (NLOD) tilgjengeliggjort av Helserefusjon – åpne data, " +
      "bearbeidet til tabeller. Kommuner, fylker og innbyggere: Statistisk sentralbyrå (Klass 131 og 104, tabell 07459), CC BY 4.0, bearbeidet.",
    en:
      "Contains data under the Norwegian Licence for Open Government Data (NLOD) distributed by Helserefusjon – åpne " +
      "data, adapted to tables. Kommuner, fylker and inhabitants: Statistics Norway (Klass 131 and 104, table 07459), CC BY 4.0, adapted.",
  },
} as const;

const madeUp = {
  title: {
    nb: "Syntetiske data i form av Helserefusjon – åpne data",
    en: "Synthetic data in the form of Helserefusjon – open data",
  },
  description: {
    nb: "Oppdiktede tall for utprøving av tabellene. De sier ingenting om virkelig bruk av takster og må ikke siteres.",
    en: "Made-up figures for trying the tables out. They say nothing of real use of tariffs and must not be cited.",
  },
  attribution: {
    nb:
      "Syntetiske data, ikke tilgjengeliggjort av Helserefusjon. " +
      "Kommuner, fylker og innbyggere: Statistisk sentralbyrå (Klass 131 og 104, tabell 07459), CC BY 4.0, bearbeidet.",
    en:
      "Synthetic data, not distributed by Helserefusjon. " +
      "Kommuner, fylker and inhabitants: Statistics Norway (Klass 131 and 104, table 07459), CC BY 4.0, adapted.",
  },
} as const;
