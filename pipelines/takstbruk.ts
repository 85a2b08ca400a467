// Takstbruk: how often each takst was used and what it cost, by three geographies and two periods.

import type { Dataset, Reference } from "../src/domain/dataset.ts";
import {
  type Axis,
  type Endpoint,
  type Field,
  type Filter,
  type Geography,
  geographies,
} from "../src/domain/endpoint.ts";
import { type Period, periods } from "../src/domain/period.ts";
import { refers, same, sameOfMany } from "./columns.ts";
import * as field from "./fields.ts";
import { documentedFagomraader } from "./kodeverk.ts";
import { type Grain, takstbrukColumns, wordsOf } from "./takstbruk-columns.ts";
import {
  groupPlacesByNumber,
  lastMonthsChange,
  missingRowIsNotZero,
  placeIsThePractitioners,
  refusjonIncludesDekket,
} from "./traps.ts";

/**
 * What the header of a CSV or Excel answer may call the fields, because nobody has seen one. Labels are in small letters with single
 * spaces. A field's own name, with spaces or underscores, needs no label.
 */
const takstbrukLabels: Readonly<Record<string, string>> = {
  år: "ar",
  aar: "ar",
  måned: "maned",
  maaned: "maned",
  "år måned": "maned",
  takst: "takstkode",
  fagområde: "fagomraade",
  fagområdekode: "fagomraade",
  praksistypekode: "praksis_type_kode",
  "praksis type": "praksis_type_kode",
  praksistype: "samhandler_praksis_type",
  "samhandlers praksistype": "samhandler_praksis_type",
  kommunenr: "behandler_kommunenr",
  kommunenummer: "behandler_kommunenr",
  "behandlers kommunenr": "behandler_kommunenr",
  "behandlers kommunenummer": "behandler_kommunenr",
  fylke: "behandler_fylke",
  fylkesnr: "behandler_fylke",
  "behandlers fylke": "behandler_fylke",
  "antall takst": "sum_antall_takst",
  "antall takster": "sum_antall_takst",
  refusjon: "sum_refusjon",
  "egenandel betalt av pasient": "sum_egenandel_betalt_av_pasient",
  "egenandel dekket av folketrygden": "sum_egenandel_dekket_av_folketrygden",
};

const grains: readonly Grain[] = geographies.flatMap((geography) =>
  periods.map((period) => ({ geography, period })),
);

/** The reference tables that say what and where a place is. */
const placeTables: Readonly<Record<Geography, Pick<Dataset, "tables">>> = {
  kommune: {
    tables: ["fylker", "kommune_til_gjeldende", "kommuner", "navn_historikk", "pseudosteder"],
  },
  fylke: {
    tables: [
      "fylker",
      "kommune_endringer",
      "kommune_til_gjeldende",
      "kommuner",
      "navn_historikk",
      "pseudosteder",
    ],
  },
  landet: {},
};

/** What the API calls the place in a row; the whole country is not called anything. */
const placeFields: Readonly<Record<Geography, readonly string[]>> = {
  kommune: ["behandler_kommunenr"],
  fylke: ["behandler_fylke"],
  landet: [],
};

type Order = Required<Pick<Dataset, "sort" | "decidedBy">>;

/**
 * A reader of one kommune, and a reader of one takst in all kommuner, both skip most row groups if the fylker of today come first.
 * A fylke is sorted by its number, however the API spells it.
 */
const orders: Readonly<Record<Geography, (codes: readonly string[], when: readonly string[]) => Order>> = {
  kommune: (codes, when) => ({
    sort: ["gjeldende_fylkesnr", ...codes, "behandler_kommunenr", ...when],
    decidedBy: { gjeldende_fylkesnr: ["behandler_kommunenr", ...when] },
  }),
  fylke: (codes, when) => ({
    sort: [...codes, "fylkesnr", "behandler_fylke", ...when],
    decidedBy: { fylkesnr: ["behandler_fylke", ...when] },
  }),
  landet: (codes, when) => ({ sort: [...codes, ...when], decidedBy: {} }),
};

const placeFilters: Readonly<Record<Geography, readonly Filter[]>> = {
  kommune: ["kommuner"],
  fylke: ["fylker"],
  landet: [],
};

/** Which fylke a code or name means depends on the year, so what is referred to is what it was read as. */
const placeReferences: Readonly<Record<Geography, readonly Reference[]>> = {
  kommune: [
    refers("behandler_kommunenr", { dataset: "kommuner", column: "kommunenr" }),
    same("fylker", ["fylkesnr"]),
  ],
  fylke: [same("fylker", ["fylkesnr"])],
  landet: [],
};

const windows: Readonly<Record<Period, Axis>> = {
  maned: { kind: "months", first: "fommaned", last: "tommaned", longest: 13 },
  ar: { kind: "years", first: "fomar", last: "tomar", longest: 5 },
};

/** A month may carry its year (201805), so that only a yearly row is useless without `ar`. */
const periodFields: Readonly<Record<Period, Readonly<Record<string, Field>>>> = {
  maned: { ar: field.perhaps(field.text), maned: field.key },
  ar: { ar: field.key },
};

/** The six endpoints of takstbruk. */
export const takstbrukEndpoints: readonly Endpoint[] = grains.map(({ geography, period }) => ({
  name: `takstbruk_${geography}_${period}`,
  path: `/takstbruk/agtakst/${geography}/${period}`,
  otherPaths: {
    xml: `/takstbruk/agtakst/${geography}/${period}`,
    csv: `/takstbruk/eksport/agtakst/${geography}/${period}`,
    xlsx: `/takstbruk/eksport/msexcel/agtakst/${geography}/${period}`,
  },
  labels: takstbrukLabels,
  envelope: "takstbruk",
  geography,
  period,
  axes: [
    {
      kind: "codes",
      parameter: "fagomraade",
      endpoint: "fagomraader",
      field: "fagomraadekode",
      documented: documentedFagomraader,
    },
    windows[period],
  ],
  filters: ["takstkoder", ...placeFilters[geography], "praksistyper"],
  fields: {
    ...periodFields[period],
    takstkode: field.key,
    fagomraade: field.key,
    praksis_type_kode: field.key,
    samhandler_praksis_type: field.perhaps(field.text),
    ...Object.fromEntries(placeFields[geography].map((name) => [name, field.place])),
    antall_regninger: field.total,
    sum_antall_takst: field.total,
    sum_refusjon: field.amount,
    sum_egenandel_betalt_av_pasient: field.amount,
    sum_egenandel_dekket_av_folketrygden: field.amount,
  },
}));

/** The endpoints whose rows name the praksistyper that are in no code list. */
const namesFrom = ["takstbruk_landet_maned", "takstbruk_landet_ar"];

/** The six datasets of takstbruk: one row for each row the API answered, with the names of its codes. */
export const takstbruk: readonly Dataset[] = grains.map(({ geography, period }) => {
  const name = `takstbruk_${geography}_${period}`;
  const when = period === "maned" ? ["ar", "maned"] : ["ar"];
  const codes = ["fagomraade", "takstkode", "praksis_type_kode"];
  return {
    name,
    ...wordsOf({ geography, period }),
    traps: [
      refusjonIncludesDekket,
      missingRowIsNotZero,
      ...(geography === "landet" ? [] : [placeIsThePractitioners, groupPlacesByNumber]),
      lastMonthsChange,
    ],
    from: [name, "fagomraader"],
    alsoFrom: namesFrom.filter((other) => other !== name),
    ...placeTables[geography],
    oneRowPer: name,
    key: [...codes, ...placeFields[geography], ...when],
    ...(geography === "landet" ? {} : { mayBeNull: placeFields[geography] }),
    ...orders[geography](codes, when),
    period: "periode",
    references: [
      same("fagomraader", ["fagomraade"]),
      sameOfMany("praksistyper", ["praksis_type_kode"]),
      same("takster", ["fagomraade", "takstkode"]),
      ...placeReferences[geography],
    ],
    columns: takstbrukColumns({ geography, period }),
  };
});
