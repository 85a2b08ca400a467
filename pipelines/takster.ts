// Takster as people look them up: one row per takst, and one per pair that may not or must be billed together.
import type { Column, Dataset } from "../src/domain/dataset.ts";
import { column, count, day, decimal, fagomraadeNavn, flag, same, takstNavn, text } from "./columns.ts";
import { kindsAreOfOneTariff, ratesAreOfToday } from "./traps.ts";

const names: readonly Column[] = [
  text("fagomraade", {
    api: "fagomraade",
    nb: "Kode for fagområdet taksten gjelder for. Samme takstkode kan bety noe annet i et annet fagområde.",
    en: "Code of the fagområde the takst belongs to. The same takstkode may mean something else in another one.",
  }),
  fagomraadeNavn,
  text("takstkode", {
    api: "takstkode",
    nb: "Takstens kode, for eksempel 2ad. Store og små bokstaver er forskjellige tegn.",
    en: "Code of the takst, such as 2ad. Upper and lower case differ.",
  }),
  text("takst_navn", {
    nb: "Takstens korte navn: første setning eller linje i beskrivelse. Er den lengre enn 60 tegn, slutter navnet etter et helt ord og med tre prikker. Tomt når taksten ikke har noen beskrivelse.",
    en: "Short name of the takst: the first sentence or line of beskrivelse (Norwegian). If that is longer than 60 characters, the name ends after a whole word, with an ellipsis. Empty where the takst has no beskrivelse.",
  }),
  text("beskrivelse", {
    api: "beskrivelse",
    nb: "Hva taksten dekker, med APIets egne ord i den nyeste perioden som har en tekst.",
    en: "What the takst covers, in the API's own words (Norwegian) of the latest period that has a text.",
  }),
  text("takst_type", {
    among: ["konsultasjon", "video", "telefon", "tekst", "e_konsultasjon", "sykebesok", "laboratorium"],
    nb: "Hva slags tjeneste taksten er: konsultasjon (ved oppmøte), video, telefon eller tekst (digital konsultasjon), e_konsultasjon (digital, uten at teksten sier hvordan), sykebesok eller laboratorium. Etter teksten i den offisielle takstlisten for leger fra 1. juli 2025. Tom for alle andre takster.",
    en: "Kind of service of the takst: konsultasjon (consultation in person), video, telefon or tekst (digital consultation by video, telephone or text), e_konsultasjon (digital, of a kind that the text does not name), sykebesok (home visit) or laboratorium (laboratory). By the text of the official tariff for doctors of 1 July 2025. Empty for all other takster.",
  }),
  text("takst_tid", {
    among: ["dag", "kveld"],
    nb: "Om taksten gjelder på dagtid (dag) eller kveldstid (kveld), etter teksten i den offisielle takstlisten for leger fra 1. juli 2025. For 2ad, 2ak og 2fk etter tilleggene 2dd og 2dk, som kan brukes sammen med dem. Tom når listen ikke sier det.",
    en: "Whether the takst is for the day (dag) or the evening (kveld), by the text of the official tariff for doctors of 1 July 2025. For 2ad, 2ak and 2fk by the supplements 2dd and 2dk, which may be billed with them. Empty where the tariff does not say.",
  }),
];

const validity: readonly Column[] = [
  day("gyldig_fra", {
    nb: "Første dag taksten gjaldt, i den første perioden i takstkoder. Tom når taksten ikke står i takstlisten.",
    en: "First day the takst was valid, in its first period in takstkoder. Empty where the takst is not in the tariff.",
  }),
  day("gyldig_til", {
    nb: "Siste dag taksten gjaldt, medregnet, i den siste perioden i takstkoder. Tom når en periode ikke har noen slutt. Det kan være opphold mellom periodene.",
    en: "Last day the takst was valid, inclusive, in its last period in takstkoder. Empty where a period has no end. There may be gaps between the periods.",
  }),
  flag("takst_er_gjeldende", {
    nb: "Om taksten gjaldt dagen det siste svaret kom fra APIet. Tom når taksten ikke står i takstlisten.",
    en: "Whether the takst was valid on the day the last answer of the API arrived. Empty where the takst is not in the tariff.",
  }),
  decimal("gjeldende_honorar", {
    nb: "Honoraret i kroner dagen det siste svaret kom fra APIet: det behandleren får for taksten i alt. Tomt når taksten ikke gjaldt da. Gjaldt flere perioder, er dette den som begynte sist.",
    en: "The fee in kroner on the day the last answer of the API arrived: all the practitioner receives for the takst. Empty where the takst was not valid then. If several periods were, this is the one that began last.",
  }),
  decimal("gjeldende_refusjon", {
    nb: "Refusjonen i kroner samme dag: den delen folketrygden betaler.",
    en: "The reimbursement in kroner on the same day: the part paid by the National Insurance Scheme.",
  }),
  decimal("gjeldende_egenandel", {
    nb: "Egenandelen i kroner samme dag. Folketrygden dekker den for pasienter som har frikort eller er fritatt.",
    en: "The patient's share in kroner on the same day. The National Insurance Scheme covers it for patients who are exempt.",
  }),
  count("antall_perioder", {
    nb: "Antall gyldighetsperioder i takstkoder. 0 når taksten ikke står i takstlisten.",
    en: "Number of validity periods in takstkoder. 0 where the takst is not in the tariff.",
  }),
];

const use: readonly Column[] = [
  day("takstbruk_forste_maned", {
    nb: "Første måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen, eller når det ikke er spurt etter den.",
    en: "First month with takstbruk for the whole country, as its first day. Empty where there is none, or where it was not requested.",
  }),
  day("takstbruk_siste_maned", {
    nb: "Siste måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen, eller når det ikke er spurt etter den.",
    en: "Last month with takstbruk for the whole country, as its first day. Empty where there is none, or where it was not requested.",
  }),
  column("SMALLINT", "takstbruk_forste_ar", {
    nb: "Første år med årstall for takstbruk i hele landet. Tomt når det ikke er noe, eller når det ikke er spurt etter det.",
    en: "First year with yearly takstbruk for the whole country. Empty where there is none, or where it was not requested.",
  }),
  column("SMALLINT", "takstbruk_siste_ar", {
    nb: "Siste år med årstall for takstbruk i hele landet. Tomt når det ikke er noe, eller når det ikke er spurt etter det.",
    en: "Last year with yearly takstbruk for the whole country. Empty where there is none, or where it was not requested.",
  }),
];

export const takster: Dataset = {
  name: "takster",
  title: {
    nb: "Takster: én rad per takst, med navn og dagens satser",
    en: "Tariff items (takster): one row each, with name and rates of today",
  },
  grain: {
    nb: "Én rad per fagområde og takstkode som står i takstlisten eller er brukt i hele landet.",
    en: "One row per fagområde and takstkode that is in the tariff or was used in the whole country.",
  },
  traps: [ratesAreOfToday, kindsAreOfOneTariff],
  keywords: {
    nb: ["takster", "takstkoder", "navn på takster", "honorar", "refusjon", "egenandel"],
    en: ["tariff items", "names of tariff items", "fees", "reimbursement", "patient charges", "Norway"],
  },
  from: ["takstkoder", "fagomraader"],
  alsoFrom: ["takstbruk_landet_maned", "takstbruk_landet_ar"],
  key: ["fagomraade", "takstkode"],
  sort: ["fagomraade", "takstkode"],
  references: [same("fagomraader", ["fagomraade"])],
  columns: [
    ...names,
    ...validity,
    ...use,
    text("kilde", {
      among: ["kodeverk", "takstbruk"],
      nb: "Hvor koden er fra: kodeverk (takstlisten i takstkoder) eller takstbruk (bare i rader for hele landet).",
      en: "Where the code is from: kodeverk (the tariff in takstkoder) or takstbruk (only in rows for the whole country).",
    }),
  ],
};

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
    nb: "Første dag regelen gjelder: takstens fradato.",
    en: "First day of the rule: the fradato of the takst.",
  }),
  day("gyldig_til", {
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
    en: "Whether the combination is also in the answer to the request for official ugyldige takstkombinasjoner. Empty for krever, where the API makes no such distinction, and where it was not requested. Rests on how we read the documentation of the parameter.",
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
