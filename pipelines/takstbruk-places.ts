// The columns that say where: what the API wrote, what it meant in the row's period, and the place of today.
import type { Column } from "../src/domain/dataset.ts";
import type { Geography } from "../src/domain/endpoint.ts";
import { flag, fylkesnummer, gjeldendeFylke, gjeldendeKommune, text } from "./columns.ts";

/** Whether a number was valid in the period of its row. */
const gyldigWords = {
  among: ["gyldig", "annen_periode", "pseudo", "ukjent"],
  nb: "gyldig (nummeret gjaldt i radens periode, om så bare en del av den), annen_periode (det gjaldt bare til en annen tid), pseudo (et kjent nummer som ikke er noe sted av dette slaget) eller ukjent",
  en: "gyldig (the number was valid in the row's period, if only for part of it), annen_periode (it was valid only at another time), pseudo (a known number that is no place of this kind) or ukjent (unknown)",
} as const;

/** The columns of each geography, in the order of the file. */
export const placeColumns: Readonly<Record<Geography, readonly Column[]>> = {
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
      nb: "Fylkesnummeret behandler_fylke er lest som, to sifre. Et navn leses som fylket som het det det året, ellers det nærmeste i tid; tomt når navnet ikke er kjent.",
      en: "Fylkesnummer that behandler_fylke was read as, two digits. A name is read as the fylke so named that year, else the nearest in time; empty where the name is not known.",
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
    text("gjeldende_fylkesnr", {
      nb: "Nummeret på dagens fylke. Det er fylket selv så lenge nummeret er i bruk, ellers det ene fylket alle kommunene det hadde det året, ligger i nå. Tomt når de ligger i flere. takstbruk_fylke_ar_gjeldende har sammenhengende tall for dagens fylker.",
      en: "Number of the fylke of today. It is the fylke itself while its number is in use, else the one fylke that all kommuner it had that year lie in now. Empty where they lie in several. takstbruk_fylke_ar_gjeldende has unbroken figures for the fylker of today.",
    }),
    text("gjeldende_fylkesnavn", {
      nb: "Det ene korte navnet på dagens fylke, likt i alle år. Tomt når gjeldende_fylkesnr er tomt.",
      en: "The one short name of the fylke of today, the same in all years. Empty where gjeldende_fylkesnr is empty.",
    }),
    flag("entydig", {
      nb: "Om alle kommunene fylket hadde det året, ligger i ett fylke nå, også delte kommuners deler. Tom når fylket ikke er kjent.",
      en: "Whether all kommuner the fylke had that year lie in one fylke now, parts of divided ones included. Empty where the fylke is not known.",
    }),
  ],
  landet: [],
};
