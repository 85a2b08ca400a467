// Takstbruk by year summed to the kommuner and fylker of today, so that a place's years can be compared across mergers.
import type { Column, Dataset, Words } from "../src/domain/dataset.ts";
import { count, decimal, flag, refers, same, sameOfMany, takstNavn, text } from "./columns.ts";
import { takstbrukColumns, wordsOf } from "./takstbruk-columns.ts";
import {
  groupPlacesByNumber,
  lastMonthsChange,
  missingRowIsNotZero,
  placeIsThePractitioners,
  refusjonIncludesDekket,
} from "./traps.ts";

function fullstendighet(lacking: Words): Column {
  return text("fullstendighet", {
    among: ["fullstendig", "kan_mangle", "ukjent"],
    nb: `Om summen har med alle delene: fullstendig, kan_mangle (${lacking.nb}, og summen kan være for lav) eller ukjent (uttrekket gjelder bare noen steder, en kilde har et nummer fra en annen tid, eller stedet finnes ikke i dag).`,
    en: `Whether the sum has all parts: fullstendig (complete), kan_mangle (${lacking.en}, and the sum may be too low) or ukjent (unknown: the release covers only some places, a source has a number of another time, or the place does not exist today).`,
  });
}

const kommuneColumns: readonly Column[] = [
  text("gjeldende_kommunenr", {
    nb: "Nummeret på dagens kommune, eller behandler_kommunenr selv når det ikke har noen: da er er_gjeldende usann.",
    en: "Number of the kommune of today, or behandler_kommunenr itself where it has none: er_gjeldende is then false.",
  }),
  text("gjeldende_kommunenavn", {
    nb: "Det ene korte navnet på dagens kommune. Tomt når nummeret ikke er en kommune.",
    en: "The one short name of the kommune of today. Empty where the number is no kommune.",
  }),
  flag("er_gjeldende", {
    nb: "Om gjeldende_kommunenr er en av dagens kommuner. Usann for numre som ikke er kjente kommuner; de beholdes, så summene er de samme som i takstbruk_kommune_ar.",
    en: "Whether gjeldende_kommunenr is a kommune of today. False for numbers that are no known kommune; they are kept, so that sums are those of takstbruk_kommune_ar.",
  }),
  text("gjeldende_fylkesnr", {
    nb: "Nummeret på fylket dagens kommune ligger i.",
    en: "Number of the fylke that the kommune of today lies in.",
  }),
  text("gjeldende_fylkesnavn", {
    nb: "Det ene korte navnet på fylket dagens kommune ligger i.",
    en: "The one short name of the fylke that the kommune of today lies in.",
  }),
  count("antall_kilder", {
    minimum: 1,
    nb: "Hvor mange kommunenumre raden er summert over: radene i takstbruk_kommune_ar.",
    en: "How many kommunenumre the row is summed over: the rows in takstbruk_kommune_ar.",
  }),
  count("antall_uten_rad", {
    nb: "Hvor mange kommuner som gjaldt det året og nå hører til denne, som ikke har noen rad for taksten. Der er den brukt null til fem ganger; APIet sier ikke hvilket. Tomt betyr ukjent, ikke null: se fullstendighet.",
    en: "How many kommuner of that year that now belong to this one have no row for the takst. It was used from zero to five times there; the API does not say which. Empty means unknown, not zero: see fullstendighet.",
  }),
  fullstendighet({ nb: "antall_uten_rad er over null", en: "antall_uten_rad is above zero" }),
  flag("omtrentlig", {
    nb: "Om tallene bare er omtrent kommunens, fordi en kommune som gjaldt det året, siden er delt mellom denne og andre. Alt er regnet med hos den største delen, også når det er en annen. Tomt når er_gjeldende er usann.",
    en: "Whether the figures are only roughly the kommune's, because a kommune of that year was later divided between it and others. All of it counts with the largest part, also where that is another. Empty where er_gjeldende is false.",
  }),
];

const fylkeColumns: readonly Column[] = [
  text("gjeldende_fylkesnr", {
    nb: "Nummeret på dagens fylke, eller fylkesnr selv når det ikke er noe kjent fylke: da er er_gjeldende usann. Tomt når navnet ikke er kjent.",
    en: "Number of the fylke of today, or fylkesnr itself where it is no known fylke: er_gjeldende is then false. Empty where the name is not known.",
  }),
  text("gjeldende_fylkesnavn", {
    nb: "Det ene korte navnet på dagens fylke. Tomt når nummeret ikke er et fylke.",
    en: "The one short name of the fylke of today. Empty where the number is no fylke.",
  }),
  flag("er_gjeldende", {
    nb: "Om gjeldende_fylkesnr er et av dagens fylker. Usann for numre som ikke er kjente fylker, for eksempel 99.",
    en: "Whether gjeldende_fylkesnr is a fylke of today. False for numbers that are no known fylke, such as 99.",
  }),
  text("summert_av", {
    among: ["fylke", "kommuner", "fylke_og_kommuner"],
    nb: "Hva raden er summert av: fylke (rader i takstbruk_fylke_ar for fylker som ligger helt i dagens fylke), kommuner (rader i takstbruk_kommune_ar for fylker som er delt) eller fylke_og_kommuner (begge).",
    en: "What the row is summed from: fylke (rows of takstbruk_fylke_ar for fylker that lie wholly in the fylke of today), kommuner (rows of takstbruk_kommune_ar for fylker that were divided) or fylke_og_kommuner (both).",
  }),
  count("antall_kilder", {
    minimum: 1,
    nb: "Hvor mange rader i takstbruk_fylke_ar og takstbruk_kommune_ar raden er summert over.",
    en: "How many rows of takstbruk_fylke_ar and takstbruk_kommune_ar the row is summed over.",
  }),
  count("antall_uten_rad", {
    nb: "Hvor mange av kommunene raden skulle summeres over det året, som ikke har noen rad for taksten. Der er den brukt null til fem ganger. 0 når dagens fylke bare består av hele fylker. Tomt betyr ukjent, ikke null: se fullstendighet.",
    en: "How many of the kommuner that the row should be summed over that year have no row for the takst. It was used from zero to five times there. 0 where the fylke of today consists of whole fylker only. Empty means unknown, not zero: see fullstendighet.",
  }),
  count("mangler_hoyst_sum_antall_takst", {
    nb: "Hvor mye sum_antall_takst høyst er for lav: det de delte fylkene har mer enn kommunene sine til sammen. Det kan også høre til de andre fylkene de ble delt mellom. Tomt når det ikke er kjent.",
    en: "By how much sum_antall_takst is too low at most: what the divided fylker have more than all their kommuner. It may also belong to the other fylker they were divided between. Empty where it is not known.",
  }),
  decimal("mangler_hoyst_sum_refusjon", {
    nb: "Hvor mye sum_refusjon høyst er for lav, i kroner, regnet på samme måte.",
    en: "By how much sum_refusjon is too low at most, in kroner, computed in the same way.",
  }),
  fullstendighet({
    nb: "mangler_hoyst_sum_antall_takst er over null",
    en: "mangler_hoyst_sum_antall_takst is above zero",
  }),
];

const ofSingleRows = ["praksis_type_fagomraade", "samhandler_praksis_type"];
const shared = takstbrukColumns({ geography: "landet", period: "ar" })
  .filter(({ name }) => !ofSingleRows.includes(name))
  .map(({ api: _api, ...own }) => own)
  .flatMap((column) => (column.name === "takstkode" ? [column, takstNavn] : [column]));
const firstCode = shared.findIndex(({ name }) => name === "fagomraade");

/** The place's columns stand between those of the period and those of the codes. */
function columnsWith(place: readonly Column[]): readonly Column[] {
  return [...shared.slice(0, firstCode), ...place, ...shared.slice(firstCode)];
}

const placeTables: Dataset["tables"] = [
  "fylker",
  "kommune_endringer",
  "kommune_til_gjeldende",
  "kommuner",
  "navn_historikk",
  "pseudosteder",
];
const traps = [
  refusjonIncludesDekket,
  missingRowIsNotZero,
  placeIsThePractitioners,
  groupPlacesByNumber,
  lastMonthsChange,
];
/** Names of codes come from these too, where the pull has them. */
const namesFrom = ["takstbruk_landet_ar", "takstbruk_landet_maned", "takstkoder"];
const codes = ["fagomraade", "takstkode", "praksis_type_kode"];
const codeReferences = [
  same("fagomraader", ["fagomraade"]),
  sameOfMany("praksistyper", ["praksis_type_kode"]),
  same("takster", ["fagomraade", "takstkode"]),
];

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
  traps,
  keywords: wordsOf({ geography: "kommune", period: "ar" }).keywords,
  themes: ["REGI"],
  from: ["takstbruk_kommune_ar", "fagomraader"],
  alsoFrom: namesFrom,
  tables: placeTables,
  key: [...codes, "gjeldende_kommunenr", "ar"],
  mayBeNull: ["gjeldende_kommunenr"],
  // A takst lies in few row groups. A reader of one kommune reads takstbruk_kommune_ar, which is sorted by fylke first.
  sort: [...codes, "gjeldende_kommunenr", "ar"],
  period: "periode",
  references: [
    refers("gjeldende_kommunenr", { dataset: "kommuner", column: "kommunenr" }),
    ...codeReferences,
  ],
  columns: columnsWith(kommuneColumns),
};

export const takstbrukFylkeArGjeldende: Dataset = {
  name: "takstbruk_fylke_ar_gjeldende",
  title: {
    nb: "Takstbruk per fylke og år, summert til dagens fylker",
    en: "Use of takster by fylke and year, summed to the fylker of today",
  },
  grain: {
    nb: "Én rad per fagområde, takstkode og praksistype i ett av dagens fylker i ett år. Fylker som er delt, er summert av kommunene sine, og takster med antall på 5 eller færre i en kommune mangler da.",
    en: "One row per fagområde, takstkode and praksistype in one fylke of today in one year. Fylker that were divided are summed from their kommuner, and takster with a count of 5 or less in a kommune are then missing.",
  },
  traps,
  keywords: wordsOf({ geography: "fylke", period: "ar" }).keywords,
  themes: ["REGI"],
  from: ["takstbruk_fylke_ar", "takstbruk_kommune_ar", "fagomraader"],
  alsoFrom: namesFrom,
  tables: placeTables,
  key: [...codes, "gjeldende_fylkesnr", "ar"],
  mayBeNull: ["gjeldende_fylkesnr"],
  sort: [...codes, "gjeldende_fylkesnr", "ar"],
  period: "periode",
  references: [refers("gjeldende_fylkesnr", { dataset: "fylker", column: "fylkesnr" }), ...codeReferences],
  columns: columnsWith(fylkeColumns),
};
