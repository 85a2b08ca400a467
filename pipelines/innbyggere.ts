// Who lives where: our own reference table of population, so that rates per inhabitant are one join away.
import type { Dataset } from "../src/domain/dataset.ts";
import { column, flag, fylkesnummer, kommunenummer, same, text } from "./columns.ts";

export const kommuneInnbyggere: Dataset = {
  name: "kommune_innbyggere",
  title: { nb: "Innbyggere per kommune og år", en: "Inhabitants by kommune and year" },
  grain: {
    nb: "Én rad per kommunenummer og år det gjaldt 1. januar, siden 2010.",
    en: "One row per kommunenummer and year it was valid on 1 January, since 2010.",
  },
  keywords: {
    nb: ["innbyggere", "befolkning", "folketall", "kommuner"],
    en: ["population", "inhabitants", "municipalities", "Norway"],
  },
  themes: ["REGI"],
  license: "reference_tables",
  since: "2010-01-01",
  from: [],
  tables: ["kommune_innbyggere", "kommune_til_gjeldende", "kommuner"],
  key: ["kommunenr", "ar"],
  sort: ["kommunenr", "ar"],
  references: [same("kommuner", ["kommunenr"]), same("fylker", ["fylkesnr"])],
  columns: [
    text("kommunenr", {
      pattern: kommunenummer,
      nb: "Kommunenummeret slik det var det året. Kobles mot behandler_kommunenr og ar i takstbruk_kommune_ar.",
      en: "Kommunenummer as it was that year. Joins to behandler_kommunenr and ar of takstbruk_kommune_ar.",
    }),
    column("SMALLINT", "ar", {
      nb: "Året.",
      en: "The year.",
    }),
    column("INTEGER", "innbyggere", {
      minimum: 1,
      nb: "Antall innbyggere 1. januar, fra SSBs tabell 07459.",
      en: "Number of inhabitants on 1 January, from Statistics Norway's table 07459.",
    }),
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket kommunen lå i.",
      en: "Number of the fylke the kommune lay in.",
    }),
    text("gjeldende_kommunenr", {
      pattern: kommunenummer,
      nb: "Nummeret på dagens kommune. Summer innbyggere over dette og ar før det kobles mot takstbruk_kommune_ar_gjeldende.",
      en: "Number of the kommune of today. Sum innbyggere by it and ar before joining to takstbruk_kommune_ar_gjeldende.",
    }),
    text("gjeldende_fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket dagens kommune ligger i.",
      en: "Number of the fylke that the kommune of today lies in.",
    }),
    flag("entydig", {
      nb: "Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt: alle innbyggerne teller da med i den største delen.",
      en: "Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided: all inhabitants then count towards the largest part.",
    }),
  ],
};
