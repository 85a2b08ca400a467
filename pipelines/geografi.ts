// Kommuner and fylker over time: our own reference tables, not the API's.
import type { Dataset } from "../src/domain/dataset.ts";
import {
  day,
  flag,
  fylkesnummer,
  gjeldendeFylke,
  gjeldendeKommune,
  kommunenummer,
  refers,
  same,
  text,
} from "./columns.ts";
import { groupPlacesByNumber } from "./traps.ts";

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
  traps: [groupPlacesByNumber],
  from: [],
  tables: ["fylker", "kommune_til_gjeldende", "kommuner", "navn_historikk"],
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
      nb: "Kommunens korte norske navn: Trondheim, Kautokeino. Der to kommuner deler navnet, følger SSBs tillegg: Herøy (Nordland).",
      en: "Short Norwegian name of the kommune: Trondheim, Kautokeino. Where two kommuner share it, Statistics Norway's addition follows: Herøy (Nordland).",
    }),
    text("offisielt_navn", {
      nb: "Kommunens siste offisielle navn, med samiske og kvenske navn: Trondheim - Tråante.",
      en: "The last official name of the kommune, with Sámi and Kven names: Trondheim - Tråante.",
    }),
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket kommunen lå i, to sifre.",
      en: "Number of the fylke the kommune lay in, two digits.",
    }),
    text("fylkesnavn", {
      nb: "Det korte navnet på fylket kommunen lå i.",
      en: "Short name of the fylke the kommune lay in.",
    }),
    day("gyldig_fra", {
      nb: "Første dag kommunenummeret gjaldt.",
      en: "First day the kommunenummer was valid.",
    }),
    day("gyldig_til", {
      nb: "Siste dag kommunenummeret gjaldt, medregnet. Tom når det fortsatt gjelder.",
      en: "Last day the kommunenummer was valid, inclusive. Empty while it still is.",
    }),
    ...gjeldendeKommune,
    ...gjeldendeFylke,
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
  traps: [groupPlacesByNumber],
  from: [],
  tables: ["fylker", "kommune_endringer", "kommune_til_gjeldende", "kommuner", "navn_historikk"],
  key: ["fylkesnr"],
  sort: ["fylkesnr"],
  references: [refers("gjeldende_fylkesnr", { dataset: "fylker", column: "fylkesnr" })],
  columns: [
    text("fylkesnr", {
      pattern: fylkesnummer,
      nb: "Nummeret på fylket, to sifre med eventuell null foran.",
      en: "Number of the fylke, two digits with any leading zero.",
    }),
    text("fylkesnavn", {
      nb: "Fylkets korte norske navn. Akershus, Buskerud, Finnmark, Telemark, Troms, Vestfold og Østfold er hver navnet på to numre.",
      en: "Short Norwegian name of the fylke. Akershus, Buskerud, Finnmark, Telemark, Troms, Vestfold and Østfold are each the name of two numbers.",
    }),
    text("offisielt_navn", {
      nb: "Fylkets siste offisielle navn, med samiske og kvenske navn.",
      en: "The last official name of the fylke, with Sámi and Kven names.",
    }),
    day("gyldig_fra", {
      nb: "Første dag fylkesnummeret gjaldt.",
      en: "First day the fylkesnummer was valid.",
    }),
    day("gyldig_til", {
      nb: "Siste dag fylkesnummeret gjaldt, medregnet. Tom når det fortsatt gjelder.",
      en: "Last day the fylkesnummer was valid, inclusive. Empty while it still is.",
    }),
    text("gjeldende_fylkesnr", {
      nb: "Nummeret på fylket som alle kommunene fylket hadde sitt siste år, ligger i nå. Tomt når de ligger i flere.",
      en: "Number of the fylke that all kommuner the fylke had in its last year lie in now. Empty where they lie in several.",
    }),
    text("gjeldende_fylkesnavn", {
      nb: "Det korte navnet på fylket i gjeldende_fylkesnr.",
      en: "The one short name of the fylke in gjeldende_fylkesnr.",
    }),
    flag("entydig", {
      nb: "Om alle kommunene fylket hadde sitt siste år, ligger i ett fylke nå.",
      en: "Whether all kommuner the fylke had in its last year lie in one fylke now.",
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
  tables: ["kommune_endringer", "navn_historikk"],
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
    text("fra_kommunenavn", {
      nb: "Kommunens korte navn før endringen.",
      en: "Short name of the kommune before the change.",
    }),
    text("fra_offisielt_navn", {
      nb: "Kommunens offisielle navn dagen før endringen.",
      en: "Official name of the kommune on the day before the change.",
    }),
    text("til_kommunenr", {
      pattern: kommunenummer,
      nb: "Kommunenummeret etter endringen.",
      en: "Kommunenummer after the change.",
    }),
    text("til_kommunenavn", {
      nb: "Kommunens korte navn etter endringen.",
      en: "Short name of the kommune after the change.",
    }),
    text("til_offisielt_navn", {
      nb: "Kommunens offisielle navn fra endringen av.",
      en: "Official name of the kommune from the change on.",
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
