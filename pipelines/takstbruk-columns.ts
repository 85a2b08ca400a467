// The titles, grains and columns of the six takstbruk datasets, from the parts they share.
import type { Column, Dataset, Words } from "../src/domain/dataset.ts";
import type { Geography } from "../src/domain/endpoint.ts";
import type { Period } from "../src/domain/period.ts";
import {
  column,
  count,
  day,
  decimal,
  fagomraadeNavn,
  flag,
  forelopig,
  fylkesnummer,
  gjeldendeFylke,
  gjeldendeKommune,
  text,
} from "./columns.ts";

/** What the rows of a takstbruk dataset are summed over. */
export interface Grain {
  readonly geography: Geography;
  readonly period: Period;
}

interface Place extends Pick<Dataset, "keywords"> {
  readonly title: Words;
  readonly within: Words;
}

const places: Readonly<Record<Geography, Place>> = {
  kommune: {
    title: { nb: "per kommune", en: "by municipality (kommune)" },
    within: { nb: "i én kommune", en: "in one kommune" },
    keywords: { nb: ["kommuner"], en: ["municipalities"] },
  },
  fylke: {
    title: { nb: "per fylke", en: "by county (fylke)" },
    within: { nb: "i ett fylke", en: "in one fylke" },
    keywords: { nb: ["fylker"], en: ["counties"] },
  },
  landet: {
    title: { nb: "for hele landet", en: "for the whole country" },
    within: { nb: "i hele landet", en: "in the whole country" },
    keywords: { nb: ["hele landet"], en: ["Norway"] },
  },
};

const times: Readonly<Record<Period, { readonly title: Words; readonly within: Words }>> = {
  maned: { title: { nb: "måned", en: "month" }, within: { nb: "i én måned", en: "in one month" } },
  ar: { title: { nb: "år", en: "year" }, within: { nb: "i ett år", en: "in one year" } },
};

/** The rows that the API leaves out. The documentation names none for fylker and the country. */
function omitted({ geography, period }: Grain): Words {
  if (geography !== "kommune") return { nb: "", en: "" };
  if (period === "ar") {
    return {
      nb: " Takster med antall på 5 eller færre er utelatt.",
      en: " Takster with a count of 5 or less are left out.",
    };
  }
  return {
    nb: " Bare kommuner med over 10 000 innbyggere er med.",
    en: " Only kommuner of more than 10 000 inhabitants are included.",
  };
}

/** The title, the grain and the keywords of one of the six. */
export function wordsOf(grain: Grain): Pick<Dataset, "title" | "grain" | "keywords"> {
  const place = places[grain.geography];
  const time = times[grain.period];
  const left = omitted(grain);
  const and = grain.geography === "landet" ? { nb: "per", en: "by" } : { nb: "og", en: "and" };
  return {
    title: {
      nb: `Takstbruk ${place.title.nb} ${and.nb} ${time.title.nb}`,
      en: `Use of takster ${place.title.en} ${and.en} ${time.title.en}`,
    },
    grain: {
      nb: `Én rad per fagområde, takstkode og praksistype ${place.within.nb} ${time.within.nb}.${left.nb}`,
      en: `One row per fagområde, takstkode and praksistype ${place.within.en} ${time.within.en}.${left.en}`,
    },
    keywords: {
      nb: ["takstbruk", "takster", "helserefusjon", "folketrygden", ...place.keywords.nb],
      en: ["use of tariffs", "health reimbursement", "National Insurance Scheme", ...place.keywords.en],
    },
  };
}

/** Whether a number was valid in the period of its row. */
const gyldigWords = {
  among: ["gyldig", "annen_periode", "pseudo", "ukjent"],
  nb: "gyldig (nummeret gjaldt i radens periode, om så bare en del av den), annen_periode (det gjaldt bare til en annen tid), pseudo (et kjent nummer som ikke er noe sted av dette slaget) eller ukjent",
  en: "gyldig (the number was valid in the row's period, if only for part of it), annen_periode (it was valid only at another time), pseudo (a known number that is no place of this kind) or ukjent (unknown)",
} as const;

/** The columns of each geography, in the order of the file. */
const placeColumns: Readonly<Record<Geography, readonly Column[]>> = {
  kommune: [
    text("behandler_kommunenr", {
      api: "behandler_kommunenr",
      nb: "Kommunenummeret for behandlerens adresse, ikke pasientens, slik APIet skriver det. Numrene er fra ulike år: 3025, opprettet i 2020, finnes i rader for 2019. Eldre rader kan ha numre som ikke er kommuner.",
      en: "Kommunenummer of the practitioner's address, not the patient's, as the API writes it. Numbers are of mixed vintage: 3025, created in 2020, is in rows for 2019. Older rows may have numbers that are no kommune.",
    }),
    text("kommunenavn", {
      nb: "Det korte norske navnet på kommunen med dette nummeret. Det offisielle navnet står i kommuner. Tomt når nummeret ikke er en kjent kommune.",
      en: "The short Norwegian name of the kommune with this number. The official name is in kommuner. Empty where the number is no known kommune.",
    }),
    text("kommune_gyldig", {
      among: gyldigWords.among,
      nb: `Om nummeret var en kommune i radens periode: ${gyldigWords.nb}.`,
      en: `Whether the number was a kommune in the row's period: ${gyldigWords.en}.`,
    }),
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket kommunenummeret hører til, de to første sifrene. Tomt når nummeret ikke er en kjent kommune.",
      en: "Number of the fylke the kommunenummer belongs to, its first two digits. Empty where the number is no known kommune.",
    }),
    text("fylkesnavn", {
      nb: "Det korte norske navnet på fylket med dette nummeret. Et gammelt og et nytt fylke kan ha samme navn. Tomt når fylket ikke er kjent.",
      en: "The short Norwegian name of the fylke with this number. An old and a new fylke may share a name. Empty where the fylke is not known.",
    }),
    ...gjeldendeKommune,
    ...gjeldendeFylke,
    flag("entydig", {
      nb: "Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt, tom når nummeret ikke er en kjent kommune.",
      en: "Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided, empty where the number is no known kommune.",
    }),
  ],
  fylke: [
    text("behandler_fylke", {
      api: "behandler_fylke",
      nb: "Fylket for behandlerens adresse, ikke pasientens, slik APIet skriver det.",
      en: "Fylke of the practitioner's address, not the patient's, as the API writes it.",
    }),
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket behandler_fylke er lest som, to sifre. Et navn leses som fylket som het det det året, ellers det nærmeste i tid; tomt når navnet ikke er kjent.",
      en: "Number of the fylke that behandler_fylke was read as, two digits. A name is read as the fylke so named that year, else the nearest in time; empty where the name is not known.",
    }),
    text("fylkesnavn", {
      nb: "Det korte norske navnet på fylket med dette nummeret. Et gammelt og et nytt fylke kan ha samme navn. Tomt når fylket ikke er kjent.",
      en: "The short Norwegian name of the fylke with this number. An old and a new fylke may share a name. Empty where the fylke is not known.",
    }),
    text("fylke_gyldig", {
      among: gyldigWords.among,
      nb: `Om nummeret var et fylke i radens periode: ${gyldigWords.nb}.`,
      en: `Whether the number was a fylke in the row's period: ${gyldigWords.en}.`,
    }),
  ],
  landet: [],
};

const year = column("SMALLINT", "ar", {
  api: "ar",
  nb: "Året regningene gjelder.",
  en: "Year of the bills.",
});

const periodColumns: Readonly<Record<Period, readonly Column[]>> = {
  maned: [
    year,
    column("TINYINT", "maned", {
      api: "maned",
      minimum: 1,
      maximum: 12,
      nb: "Måneden i året regningene gjelder, fra 1 til 12.",
      en: "Month of the year of the bills, from 1 to 12.",
    }),
    day("periode", {
      nb: "Den første dagen i måneden, til bruk i tidsserier.",
      en: "The first day of the month, for time series.",
    }),
    forelopig,
  ],
  ar: [
    year,
    day("periode", {
      nb: "Den første dagen i året, til bruk i tidsserier.",
      en: "The first day of the year, for time series.",
    }),
    column("TINYINT", "antall_maneder", {
      minimum: 0,
      maximum: 12,
      nb: "Antall måneder av året som var gått dagen det siste svaret kom fra APIet: 12 for et helt år, færre for året som ikke er over. Bare år med 12 kan sammenlignes.",
      en: "Number of months of the year that had passed on the day the last answer of the API arrived: 12 for a whole year, fewer for the year that is not over. Only years with 12 can be compared.",
    }),
    forelopig,
  ],
};

const codeColumns: readonly Column[] = [
  text("fagomraade", {
    api: "fagomraade",
    nb: "Kode for fagområdet regningene er sendt inn under.",
    en: "Code of the fagområde the bills were sent in under.",
  }),
  fagomraadeNavn,
  text("takstkode", {
    api: "takstkode",
    nb: "Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster.",
    en: "Code of the takst. Read it together with the fagområde. Its meaning is in takster.",
  }),
  text("praksis_type_kode", {
    api: "praksis_type_kode",
    nb: "Kode for behandlerens praksistype, for eksempel FALE for fastlege.",
    en: "Code of the practitioner's praksistype, such as FALE for general practitioners (fastlege).",
  }),
  text("praksis_type_navn", {
    nb: "Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet.",
    en: "Name of the praksistype, as in praksistyper: the name in the API's code list, and for codes that are not in it, the latest name in the rows for the whole country.",
  }),
  text("praksis_type_fagomraade", {
    nb: "Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade.",
    en: "The fagområde the praksistype is listed under in the code list. May be another than fagomraade.",
  }),
  text("samhandler_praksis_type", {
    api: "samhandler_praksis_type",
    nb: "Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet.",
    en: "Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.",
  }),
];

const moneyColumns: readonly Column[] = [
  decimal("sum_refusjon", {
    api: "sum_refusjon",
    nb: "Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten.",
    en: "What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.",
  }),
  decimal("sum_egenandel_betalt_av_pasient", {
    api: "sum_egenandel_betalt_av_pasient",
    nb: "Egenandelene pasientene har betalt selv, i kroner.",
    en: "The egenandel amounts patients paid themselves, in kroner.",
  }),
  decimal("sum_egenandel_dekket_av_folketrygden", {
    api: "sum_egenandel_dekket_av_folketrygden",
    nb: "Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon.",
    en: "The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.",
  }),
];

/** The columns of one of the six, in the order of the file. */
export function takstbrukColumns({ geography, period }: Grain): readonly Column[] {
  const smallest = geography === "kommune" && period === "ar" ? 6 : 1;
  return [
    ...periodColumns[period],
    ...placeColumns[geography],
    ...codeColumns,
    count("antall_regninger", {
      api: "antall_regninger",
      minimum: smallest,
      nb: "Antall regninger taksten er brukt på.",
      en: "Number of bills the takst was used on.",
    }),
    count("sum_antall_takst", {
      api: "sum_antall_takst",
      nb: "Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning.",
      en: "Number of times the takst was used. It may be used several times on one bill.",
    }),
    ...moneyColumns,
  ];
}
