// Which takster may not, or must, be billed together: the code lists of the tariff as one row per pair.
import type { Column, Dataset } from "../src/domain/dataset.ts";
import { column, day, fagomraadeNavn, flag, same, takstNavn, text } from "./columns.ts";

const takst: readonly Column[] = [
  text("takst_id", {
    api: "takst_id",
    nb: "APIets identifikator for taksten regelen står på, i én gyldighetsperiode, som i takstkoder.",
    en: "The API's identifier of the takst the rule is on, in one validity period, as in takstkoder.",
  }),
  text("fagomraade", {
    api: "fagomraade",
    nb: "Kode for fagområdet begge takstene leses i.",
    en: "Code of the fagområde both takster are read in.",
  }),
  fagomraadeNavn,
  text("takstkode", {
    api: "takstkode",
    nb: "Koden for taksten regelen står på.",
    en: "Code of the takst the rule is on.",
  }),
  takstNavn,
  day("gyldig_fra", {
    api: "fradato",
    nb: "Første dag regelen gjelder: takstens fradato.",
    en: "First day of the rule: the fradato of the takst.",
  }),
  day("gyldig_til", {
    api: "tildato",
    nb: "Siste dag regelen gjelder, medregnet: takstens tildato. Tom når den fortsatt gjelder.",
    en: "Last day of the rule, inclusive: the tildato of the takst. Empty while it still holds.",
  }),
];

const rule: readonly Column[] = [
  text("kombinasjon", {
    among: ["ugyldig", "krever"],
    nb: "Hva slags regel: ugyldig (taksten kan ikke brukes sammen med den andre, fra ugyldig_kombinasjon) eller krever (taksten må brukes sammen med en av de andre, fra krever_takst).",
    en: "Kind of rule: ugyldig (the takst may not be billed with the other, from ugyldig_kombinasjon) or krever (the takst must be billed with one of the others, from krever_takst).",
  }),
  column("INTEGER", "nummer", {
    minimum: 1,
    nb: "Radens nummer i listen, fra 1, i APIets rekkefølge; raden for Alle er den første.",
    en: "Number of the row in its list, from 1, in the API's order; the row for Alle is the first.",
  }),
  text("modus", {
    among: ["kun", "alle_unntatt"],
    nb: "Hvordan raden skal leses: kun (regelen gjelder annen_takstkode) eller alle_unntatt (regelen gjelder alle takster i fagområdet unntatt annen_takstkode på takstens rader).",
    en: "How the row is meant: kun (the rule is about annen_takstkode) or alle_unntatt (the rule is about all takster of the fagområde but the annen_takstkode of the rows of the takst).",
  }),
  text("annen_takstkode", {
    nb: "Den andre takstens kode. Tom i den ene raden som står for Alle eller Alle unntatt selv: uten flere rader gjelder regelen alle takster. Koder som ikke finnes blant fagområdets takster, er beholdt.",
    en: "Code of the other takst. Empty in the one row that stands for Alle or Alle unntatt itself: without further rows the rule is about all takster. Codes that are not among the takster of the fagområde are kept.",
  }),
  text("annen_takst_navn", {
    nb: "Den andre takstens korte navn, som i takster. Tomt når annen_takstkode er tom eller ikke står i takstlisten.",
    en: "Short name of the other takst, as in takster. Empty where annen_takstkode is empty or not in the tariff.",
  }),
  flag("offisiell", {
    nb: "Om kombinasjonen også er i svaret når det spørres etter offisielle ugyldige takstkombinasjoner. Tom for krever, som APIet ikke skiller på, og når det ikke er spurt. Bygger på hvordan vi leser dokumentasjonen av parameteren.",
    en: "Whether the combination is also in the answer when official ugyldige takstkombinasjoner are asked for. Empty for krever, where the API makes no such distinction, and where it was not asked. Rests on how we read the documentation of the parameter.",
  }),
];

export const takstKombinasjoner: Dataset = {
  name: "takst_kombinasjoner",
  title: {
    nb: "Takstkombinasjoner som er ugyldige eller kreves",
    en: "Combinations of takster that are invalid or required",
  },
  grain: {
    nb: "Én rad per takst i én gyldighetsperiode, slags regel og annen takstkode i listen, og én for Alle i lister som begynner med det.",
    en: "One row per takst in one validity period, kind of rule and other takstkode in the list, and one for Alle in lists that begin with it.",
  },
  keywords: {
    nb: ["takster", "ugyldige kombinasjoner", "helserefusjon", "takstregler"],
    en: ["tariffs", "invalid combinations", "health reimbursement", "billing rules"],
  },
  from: ["takstkoder", "takstkoder_offisielle", "fagomraader"],
  key: ["takst_id", "kombinasjon", "nummer"],
  sort: ["fagomraade", "takstkode", "gyldig_fra", "takst_id", "kombinasjon", "nummer"],
  references: [
    same("takstkoder", ["takst_id"]),
    same("fagomraader", ["fagomraade"]),
    same("takster", ["fagomraade", "takstkode"]),
    {
      columns: ["fagomraade", "annen_takstkode"],
      dataset: "takster",
      to: ["fagomraade", "takstkode"],
      matches: "one",
    },
  ],
  columns: [...takst, ...rule],
};
