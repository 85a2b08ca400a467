// Who lives where: our own reference table of population, so that rates per inhabitant are one join away.
import type { Dataset } from "../src/domain/dataset.ts";
import {
  column,
  count,
  flag,
  fylkesnummer,
  gjeldendeFylke,
  gjeldendeKommune,
  kommunenummer,
  same,
  text,
} from "./columns.ts";
import { chooseOneLevel, groupPlacesByNumber } from "./traps.ts";

const tables = [
  "fylker",
  "kommune_innbyggere",
  "kommune_til_gjeldende",
  "kommuner",
  "navn_historikk",
] as const;
const year = column("SMALLINT", "ar", { nb: "Året.", en: "The year." });

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
  traps: [groupPlacesByNumber],
  license: "reference_tables",
  since: "2010-01-01",
  from: [],
  tables,
  key: ["kommunenr", "ar"],
  sort: ["kommunenr", "ar"],
  references: [same("kommuner", ["kommunenr"]), same("fylker", ["fylkesnr"])],
  columns: [
    text("kommunenr", {
      pattern: kommunenummer,
      nb: "Kommunenummeret slik det var det året. Kobles mot behandler_kommunenr og ar i takstbruk_kommune_ar.",
      en: "Kommunenummer as it was that year. Joins to behandler_kommunenr and ar of takstbruk_kommune_ar.",
    }),
    text("kommunenavn", {
      nb: "Kommunens korte norske navn.",
      en: "Short Norwegian name of the kommune.",
    }),
    year,
    column("INTEGER", "innbyggere", {
      minimum: 1,
      nb: "Antall innbyggere 1. januar, fra SSBs tabell 07459. Tomt der vår kopi av tabellen mangler tallet; det betyr ikke null. Summen for et gammelt fylke er da for lav.",
      en: "Number of inhabitants on 1 January, from Statistics Norway's table 07459. Empty where our copy of the table lacks the figure; that does not mean zero. The sum for a former fylke is then too low.",
    }),
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket kommunen lå i.",
      en: "Number of the fylke the kommune lay in.",
    }),
    text("fylkesnavn", {
      nb: "Det korte navnet på fylket kommunen lå i.",
      en: "Short name of the fylke the kommune lay in.",
    }),
    ...gjeldendeKommune,
    ...gjeldendeFylke,
    flag("entydig", {
      nb: "Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt: alle innbyggerne teller da med i den største delen.",
      en: "Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided: all inhabitants then count towards the largest part.",
    }),
  ],
};

export const innbyggereGjeldende: Dataset = {
  name: "innbyggere_gjeldende",
  title: {
    nb: "Innbyggere i dagens kommuner og fylker og i hele landet, per år",
    en: "Inhabitants of the kommuner and fylker of today and of the whole country, by year",
  },
  grain: {
    nb: "Én rad per år og kommune i dag, fylke i dag og hele landet, siden 2010.",
    en: "One row per year and kommune of today, fylke of today and the whole country, since 2010.",
  },
  keywords: {
    nb: ["innbyggere", "befolkning", "folketall", "dagens kommuner", "dagens fylker"],
    en: ["population", "inhabitants", "municipalities", "counties", "Norway"],
  },
  themes: ["REGI"],
  traps: [chooseOneLevel],
  license: "reference_tables",
  since: "2010-01-01",
  from: [],
  tables: ["kommune_endringer", ...tables],
  key: ["niva", "nr", "ar"],
  sort: ["niva", "nr", "ar"],
  references: [],
  columns: [
    text("niva", {
      among: ["kommune", "fylke", "landet"],
      nb: "Hva raden gjelder: kommune, fylke eller landet.",
      en: "Level of the row: kommune, fylke or landet (the whole country).",
    }),
    text("nr", {
      pattern: `${kommunenummer}|${fylkesnummer}|0`,
      nb: "Nummeret på dagens kommune eller fylke, 0 for hele landet. Kobles med ar mot gjeldende_kommunenr eller gjeldende_fylkesnr; velg nivået først.",
      en: "Number of the kommune or fylke of today, 0 for the whole country. Joins with ar to gjeldende_kommunenr or gjeldende_fylkesnr; choose the level first.",
    }),
    text("navn", {
      nb: "Det korte navnet på dagens kommune eller fylke.",
      en: "Short name of the kommune or fylke of today.",
    }),
    year,
    column("INTEGER", "innbyggere", {
      minimum: 1,
      nb: "Antall innbyggere 1. januar. Tomt når fullstendig er usann, slik at ingen deler på en for lav sum.",
      en: "Number of inhabitants on 1 January. Empty where fullstendig is false, so that nobody divides by a sum that is too low.",
    }),
    flag("fullstendig", {
      nb: "Om innbyggertallet er kjent for alle kommunene som hørte til stedet det året.",
      en: "Whether the inhabitants are known for all kommuner that belonged to the place that year.",
    }),
    count("antall_kommuner", {
      minimum: 1,
      nb: "Antall kommuner det året som i dag hører til stedet.",
      en: "Number of kommuner of that year that belong to the place today.",
    }),
    count("antall_uten_innbyggere", {
      nb: "Hvor mange av dem som mangler innbyggertall.",
      en: "How many of them lack a number of inhabitants.",
    }),
    column("INTEGER", "innbyggere_kjente", {
      minimum: 1,
      nb: "Summen av de innbyggertallene som er kjent. For lav når fullstendig er usann.",
      en: "Sum of the numbers of inhabitants that are known. Too low where fullstendig is false.",
    }),
    flag("omtrentlig", {
      nb: "Om tallet bare omtrent er kommunens, fordi en kommune det året siden er delt mellom den og andre. Alle innbyggerne regnes med i den største delen.",
      en: "Whether the figure is only roughly the kommune's, because a kommune of that year was later divided between it and others. All inhabitants count towards the largest part.",
    }),
  ],
};
