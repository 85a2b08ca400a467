// Kommuner and fylker over time: our own reference tables, not the API's.
import type { Dataset } from "../src/domain/dataset.ts";
import { day, flag, fylkesnummer, kommunenummer, refers, same, text } from "./columns.ts";

export const kommuner: Dataset = {
  name: "kommuner",
  title: { nb: "Kommuner 2010–2026", en: "Municipalities (kommuner) 2010–2026" },
  grain: {
    nb: "Én rad per kommunenummer som har vært i bruk siden 2010.",
    en: "One row per kommunenummer in use since 2010.",
  },
  keywords: {
    nb: ["kommuner", "kommunenummer", "fylker", "kommuneinndeling"],
    en: ["municipalities", "municipality codes", "administrative divisions", "Norway"],
  },
  themes: ["REGI", "GOVE"],
  license: "reference_tables",
  since: "2010-01-01",
  from: [],
  tables: ["fylker", "kommune_til_gjeldende", "kommuner"],
  key: ["kommunenr"],
  sort: ["kommunenr"],
  references: [
    same("fylker", ["fylkesnr"]),
    refers("gjeldende_kommunenr", { dataset: "kommuner", column: "kommunenr" }),
    refers("gjeldende_fylkesnr", { dataset: "fylker", column: "fylkesnr" }),
  ],
  columns: [
    text("kommunenr", {
      pattern: kommunenummer,
      nb: "Kommunenummeret, fire sifre med eventuell null foran. De to første er fylkesnummeret.",
      en: "Kommunenummer, four digits with any leading zero. The first two are the fylkesnummer.",
    }),
    text("kommunenavn", {
      nb: "Kommunens navn.",
      en: "Name of the kommune.",
    }),
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket kommunen lå i, to sifre.",
      en: "Number of the fylke the kommune lay in, two digits.",
    }),
    text("fylkesnavn", {
      nb: "Navnet på fylket kommunen lå i.",
      en: "Name of the fylke the kommune lay in.",
    }),
    day("gyldig_fra", {
      nb: "Første dag kommunenummeret gjaldt.",
      en: "First day the kommunenummer was valid.",
    }),
    day("gyldig_til", {
      nb: "Siste dag kommunenummeret gjaldt, medregnet. Tom når det fortsatt gjelder.",
      en: "Last day the kommunenummer was valid, inclusive. Empty while it still is.",
    }),
    text("gjeldende_kommunenr", {
      pattern: kommunenummer,
      nb: "Nummeret på dagens kommune, også for en kommune som er delt: da den største delens.",
      en: "Number of the kommune of today, also for a kommune that was divided: then that of its largest part.",
    }),
    text("gjeldende_fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket dagens kommune ligger i.",
      en: "Number of the fylke that the kommune of today lies in.",
    }),
    flag("entydig", {
      nb: "Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt.",
      en: "Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided.",
    }),
  ],
};

export const fylker: Dataset = {
  name: "fylker",
  title: { nb: "Fylker 2010–2026", en: "Counties (fylker) 2010–2026" },
  grain: {
    nb: "Én rad per fylkesnummer som har vært i bruk siden 2010.",
    en: "One row per fylkesnummer in use since 2010.",
  },
  keywords: {
    nb: ["fylker", "fylkesnummer", "fylkesinndeling"],
    en: ["counties", "county codes", "administrative divisions", "Norway"],
  },
  themes: ["REGI", "GOVE"],
  license: "reference_tables",
  since: "2010-01-01",
  from: [],
  tables: ["fylker"],
  key: ["fylkesnr"],
  sort: ["fylkesnr"],
  references: [],
  columns: [
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Fylkesnummeret, to sifre med eventuell null foran.",
      en: "Fylkesnummer, two digits with any leading zero.",
    }),
    text("fylkesnavn", {
      nb: "Fylkets navn, med samiske og kvenske navn der de er offisielle.",
      en: "Name of the fylke, with Sámi and Kven names where official.",
    }),
    day("gyldig_fra", {
      nb: "Første dag fylkesnummeret gjaldt.",
      en: "First day the fylkesnummer was valid.",
    }),
    day("gyldig_til", {
      nb: "Siste dag fylkesnummeret gjaldt, medregnet. Tom når det fortsatt gjelder.",
      en: "Last day the fylkesnummer was valid, inclusive. Empty while it still is.",
    }),
  ],
};

export const kommuneEndringer: Dataset = {
  name: "kommune_endringer",
  title: { nb: "Kommuneendringer 2010–2026", en: "Changes of kommuner 2010–2026" },
  grain: {
    nb: "Én rad per kommune som ble til, eller ga fra seg en del til, en annen en bestemt dag.",
    en: "One row per kommune that became, or gave part of itself to, another on a given day.",
  },
  keywords: {
    nb: ["kommunesammenslåing", "kommunereform", "kommuneendringer", "kommunenummer"],
    en: ["municipal mergers", "boundary changes", "municipalities", "Norway"],
  },
  themes: ["REGI", "GOVE"],
  license: "reference_tables",
  since: "2010-01-01",
  from: [],
  tables: ["kommune_endringer"],
  key: ["fra_kommunenr", "til_kommunenr", "dato", "type"],
  sort: ["dato", "fra_kommunenr", "til_kommunenr", "type"],
  references: [
    refers("fra_kommunenr", { dataset: "kommuner", column: "kommunenr" }),
    refers("til_kommunenr", { dataset: "kommuner", column: "kommunenr" }),
  ],
  columns: [
    text("fra_kommunenr", {
      pattern: kommunenummer,
      nb: "Kommunenummeret før endringen.",
      en: "Kommunenummer before the change.",
    }),
    text("til_kommunenr", {
      pattern: kommunenummer,
      nb: "Kommunenummeret etter endringen.",
      en: "Kommunenummer after the change.",
    }),
    day("dato", {
      nb: "Første dag endringen gjaldt.",
      en: "First day of the change.",
    }),
    text("type", {
      among: ["sammenslaaing", "deling", "omnummerering", "navneendring", "grensejustering"],
      nb: "Hva slags endring det var: sammenslaaing, deling, omnummerering, navneendring eller grensejustering.",
      en: "Kind of change: sammenslaaing (merger), deling (division), omnummerering (renumbering), navneendring (renaming) or grensejustering (boundary change).",
    }),
  ],
};
