// The columns of the six takstbruk datasets, from the parts they share.
import type { Column } from "../src/domain/dataset.ts";
import type { Period } from "../src/domain/endpoint.ts";
import { column, count, day, decimal, fagomraadeNavn, forelopig, text } from "./columns.ts";
import { placeColumns } from "./takstbruk-places.ts";
import type { Grain } from "./takstbruk-words.ts";

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
