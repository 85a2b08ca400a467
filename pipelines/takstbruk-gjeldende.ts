// Takstbruk summed to the kommuner of today, so that a kommune's years can be compared across mergers.
import type { Column, Dataset } from "../src/domain/dataset.ts";
import { count, flag, same, text } from "./columns.ts";
import { takstbrukColumns } from "./takstbruk-columns.ts";
import { wordsOf } from "./takstbruk-words.ts";
import {
  lastMonthsChange,
  missingRowIsNotZero,
  placeIsThePractitioners,
  refusjonIncludesDekket,
} from "./traps.ts";

const placeColumns: readonly Column[] = [
  text("kommunenr", {
    nb: "Nummeret på dagens kommune, eller behandler_kommunenr selv når det ikke har noen: da er er_gjeldende usann.",
    en: "Number of the kommune of today, or behandler_kommunenr itself where it has none: er_gjeldende is then false.",
  }),
  text("kommunenavn", {
    nb: "Navnet på dagens kommune. Tomt når nummeret ikke er en kommune.",
    en: "Name of the kommune of today. Empty where the number is no kommune.",
  }),
  flag("er_gjeldende", {
    nb: "Om kommunenr er en av dagens kommuner. Usann for numre som ikke er kjente kommuner; de beholdes, så summene er de samme som i takstbruk_kommune_ar.",
    en: "Whether kommunenr is a kommune of today. False for numbers that are no known kommune; they are kept, so that sums are those of takstbruk_kommune_ar.",
  }),
  text("fylkesnr", {
    nb: "Nummeret på fylket dagens kommune ligger i.",
    en: "Number of the fylke that the kommune of today lies in.",
  }),
  text("fylkesnavn", {
    nb: "Navnet på fylket dagens kommune ligger i.",
    en: "Name of the fylke that the kommune of today lies in.",
  }),
  count("antall_kilder", {
    minimum: 1,
    nb: "Hvor mange kommunenumre raden er summert over: radene i takstbruk_kommune_ar.",
    en: "How many kommunenumre the row is summed over: the rows in takstbruk_kommune_ar.",
  }),
  count("antall_uten_rad", {
    nb: "Hvor mange kommuner som gjaldt det året og nå hører til denne, som ikke har noen rad for taksten: brukt null til fem ganger, APIet sier ikke hvilket. Over null kan summen altså være for lav. Tomt når det ikke kan sies, fordi en kilde har et nummer fra en annen tid.",
    en: "How many kommuner of that year that now belong to this one have no row for the takst: it was used from nought to five times there, the API does not say which. Above nought the sum may thus be too low. Empty where it cannot be said, as a source has a number of another time.",
  }),
  flag("omtrentlig", {
    nb: "Om tallene bare er omtrent kommunens, fordi en kommune som gjaldt det året, siden er delt mellom denne og andre: alt er regnet med hos den største delen, også når det er en annen. Tomt når kommunenr ikke er gjeldende.",
    en: "Whether the figures are only roughly the kommune's, since a kommune of that year was later divided between it and others: all of it counts with the largest part, also where that is another. Empty where kommunenr is not of today.",
  }),
];

const replaced = ["behandler_kommunenr", "kommunenavn", "kommune_gyldig", "fylkesnr", "fylkesnavn"];
const lost = ["gjeldende_kommunenr", "gjeldende_fylkesnr", "entydig"];
const names = ["fagomraade_navn", "praksis_type_navn", "praksis_type_fagomraade", "samhandler_praksis_type"];
const shared = takstbrukColumns({ geography: "kommune", period: "ar" })
  .filter(({ name }) => ![...replaced, ...lost, ...names].includes(name))
  .map(({ api: _api, ...own }) => own);

export const takstbrukKommuneArGjeldende: Dataset = {
  name: "takstbruk_kommune_ar_gjeldende",
  title: {
    nb: "Takstbruk per kommune og år, summert til dagens kommuner",
    en: "Use of takster by kommune and year, summed to the kommuner of today",
  },
  grain: {
    nb: "Én rad per fagområde, takstkode og praksistype i én av dagens kommuner i ett år. Takster med antall på 5 eller færre i en kommune er utelatt før summeringen, så en rad som mangler, betyr ikke null.",
    en: "One row per fagområde, takstkode and praksistype in one kommune of today in one year. Takster with a count of 5 or less in a kommune are left out before summing, so a missing row does not mean zero.",
  },
  traps: [refusjonIncludesDekket, missingRowIsNotZero, placeIsThePractitioners, lastMonthsChange],
  keywords: wordsOf({ geography: "kommune", period: "ar" }).keywords,
  themes: ["REGI"],
  from: ["takstbruk_kommune_ar"],
  tables: [
    "fylker",
    "kommune_endringer",
    "kommune_til_gjeldende",
    "kommuner",
    "navn_historikk",
    "pseudosteder",
  ],
  key: ["fagomraade", "takstkode", "praksis_type_kode", "kommunenr", "ar"],
  mayBeNull: ["kommunenr"],
  sort: ["fagomraade", "takstkode", "praksis_type_kode", "kommunenr", "ar"],
  period: "periode",
  references: [same("kommuner", ["kommunenr"]), same("takster", ["fagomraade", "takstkode"])],
  columns: [...shared.slice(0, 4), ...placeColumns, ...shared.slice(4)],
};
