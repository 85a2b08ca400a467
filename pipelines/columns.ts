// The kinds of column we publish, so that a dataset lists its columns as a table of words.
import type { Column, ColumnType, Reference, Words } from "../src/domain/dataset.ts";

/** What is said of a column: in Norwegian, in English, and the API's own name of it where it is one of its fields. */
export interface About {
  readonly nb: string;
  readonly en: string;
  readonly api?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly among?: readonly string[];
  readonly pattern?: string;
}

/** What the two kinds of number of a place look like. */
export const kommunenummer = "[0-9]{4}";
export const fylkesnummer = "[0-9]{2}";

export function text(name: string, description: About): Column {
  return column("VARCHAR", name, description);
}

export function list(name: string, description: About): Column {
  return column("VARCHAR[]", name, description);
}

export function count(name: string, description: About): Column {
  return column("BIGINT", name, { minimum: 0, ...description });
}

/** Kroner, or a percentage: both have at most two decimals. */
export function decimal(name: string, description: About): Column {
  return column("DECIMAL(18,2)", name, { minimum: 0, ...description });
}

export function day(name: string, description: About): Column {
  return column("DATE", name, description);
}

/** A moment as the clock showed it in Norway, without a zone. */
export function moment(name: string, description: About): Column {
  return column("TIMESTAMP", name, description);
}

export function flag(name: string, description: About): Column {
  return column("BOOLEAN", name, description);
}

export function column(type: ColumnType, name: string, description: About): Column {
  const { nb, en, ...rest } = description;
  return { name, type, description: { nb, en }, ...rest };
}

/** The names of codes, said once for every dataset that has them. */
export const fagomraadeNavn = text("fagomraade_navn", {
  nb: "Fagområdets navn i APIets kodeverk.",
  en: "Name of the fagområde in the API's code list.",
});
export const takstNavn = text("takst_navn", {
  nb: "Takstens korte navn, som i takster. Tomt når koden ikke står i takstlisten.",
  en: "Short name of the takst, as in takster. Empty where the code is not in the tariff.",
});

/** Whether the figures of a row may still change: in every dataset with the trap that says so. */
export const forelopig = flag("forelopig", {
  nb: "Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet.",
  en: "Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.",
});

/** The four columns of the place of today: the same in every dataset that has them. */
export const gjeldendeKommune: readonly Column[] = [
  text("gjeldende_kommunenr", {
    nb: "Nummeret på dagens kommune. For en delt kommune er det nummeret på den største delen. Tomt når nummeret ikke er en kjent kommune.",
    en: "Number of the kommune of today. For a divided kommune, the number of its largest part. Empty where the number is no known kommune.",
  }),
  text("gjeldende_kommunenavn", {
    nb: "Det ene korte navnet på dagens kommune, likt i alle år. Det er entydig blant dagens kommuner.",
    en: "The one short name of the kommune of today, the same in all years. No two kommuner of today share a name.",
  }),
];
export const gjeldendeFylke: readonly Column[] = [
  text("gjeldende_fylkesnr", {
    nb: "Nummeret på fylket dagens kommune ligger i.",
    en: "Number of the fylke that the kommune of today lies in.",
  }),
  text("gjeldende_fylkesnavn", {
    nb: "Det ene korte navnet på fylket dagens kommune ligger i, likt i alle år.",
    en: "The one short name of the fylke that the kommune of today lies in, the same in all years.",
  }),
];

/** A list of codes as three columns: as the API writes it, how it is meant, and its codes. */
export function codeList(
  name: string,
  {
    codes,
    nb,
    en,
    api = name,
  }: Pick<About, "nb" | "en" | "api"> & { readonly codes: Words & { name: string } },
): readonly Column[] {
  return [
    text(name, { api, nb, en }),
    text(`${name}_modus`, {
      among: ["kun", "alle", "alle_unntatt"],
      nb: `Hvordan listen i ${name} skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen).`,
      en: `How the list in ${name} is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).`,
    }),
    column("VARCHAR[]", `${name}_${codes.name}`, {
      nb: `${codes.nb} i ${name}, uten Alle eller Alle unntatt foran; se ${name}_modus.`,
      en: `${codes.en} in ${name}, without a leading Alle or Alle unntatt; see ${name}_modus.`,
    }),
  ];
}

/** A reference to the key of another dataset, whose columns have the same names: each row matches at most one there. */
export function same(dataset: string, columns: readonly string[]): Reference {
  return { columns, dataset, to: columns, matches: "one" };
}

/** A reference to columns of the same names that several rows of another dataset may share. */
export function sameOfMany(dataset: string, columns: readonly string[]): Reference {
  return { columns, dataset, to: columns, matches: "many" };
}

/** A reference from one column to the key of another dataset, which has another name. */
export function refers(
  name: string,
  target: { readonly dataset: string; readonly column: string },
): Reference {
  return { columns: [name], dataset: target.dataset, to: [target.column], matches: "one" };
}
