// The columns of a takstbruk answer: which there are, in which order, and what each row puts in them.
import type { Dialect } from "../dialect.ts";
import type { TakstbrukRow } from "../world/sums.ts";
import type { Table } from "../world/suppression.ts";

/** What a cell holds: text, a whole number, or an amount in øre. */
export type Cell =
  | { readonly kind: "text"; readonly read: (row: TakstbrukRow) => string | undefined }
  | { readonly kind: "code"; readonly read: (row: TakstbrukRow) => number }
  | { readonly kind: "whole"; readonly read: (row: TakstbrukRow) => number }
  | { readonly kind: "ore"; readonly read: (row: TakstbrukRow) => number };

/** A column. `source` says what its value depends on, so that its text need only be made once for each. */
export type Column = Cell & {
  readonly name: string;
  readonly source: "period" | "place" | "combination" | "measure";
};

/** The columns of a table in the dialect's key order. Keys that do not apply are there only if nulls are written. */
export function columnsOf(table: Table, dialect: Dialect): readonly Column[] {
  const all: readonly Column[] = [...periodColumns(dialect), ...placeColumns(dialect), ...otherColumns];
  const applies = new Set([
    ...(table.grain === "maned" ? ["maned"] : []),
    ...(table.level === "kommune" ? ["behandler_kommunenr"] : []),
    ...(table.level === "fylke" ? ["behandler_fylke"] : []),
  ]);
  return orders[dialect.keyOrder]
    .map((name) => all.find((column) => column.name === name))
    .filter((column) => column !== undefined)
    .map((column) => (optional.has(column.name) && !applies.has(column.name) ? blank(column) : column))
    .filter((column) => dialect.missing === "null" || !optional.has(column.name) || applies.has(column.name));
}

const optional: ReadonlySet<string> = new Set(["maned", "behandler_kommunenr", "behandler_fylke"]);

function blank(column: Column): Column {
  return { name: column.name, source: "period", kind: "text", read: () => undefined };
}

const otherColumns: readonly Column[] = [
  { name: "takstkode", source: "combination", kind: "text", read: (row) => row.combination.takst.takstkode },
  { name: "fagomraade", source: "combination", kind: "text", read: (row) => row.combination.fagomraade },
  {
    name: "praksis_type_kode",
    source: "combination",
    kind: "text",
    read: (row) => row.combination.praksistype.kode,
  },
  {
    name: "samhandler_praksis_type",
    source: "combination",
    kind: "text",
    read: (row) => row.combination.praksistype.navn || undefined,
  },
  { name: "antall_regninger", source: "measure", kind: "whole", read: (row) => row.antallRegninger },
  { name: "sum_antall_takst", source: "measure", kind: "whole", read: (row) => row.sumAntallTakst },
  { name: "sum_refusjon", source: "measure", kind: "ore", read: (row) => row.refusjon },
  { name: "sum_egenandel_betalt_av_pasient", source: "measure", kind: "ore", read: (row) => row.betalt },
  { name: "sum_egenandel_dekket_av_folketrygden", source: "measure", kind: "ore", read: (row) => row.dekket },
];

function periodColumns({ month }: Dialect): readonly Column[] {
  return [
    { name: "ar", source: "period", kind: "text", read: (row) => String(row.period.ar) },
    { name: "maned", source: "period", ...monthCell(month) },
  ];
}

function monthCell(form: Dialect["month"]): Cell {
  switch (form) {
    case "yyyyMM text":
      return { kind: "text", read: ({ period }) => `${period.ar}${twoDigits(period.maned)}` };
    case "yyyyMM number":
      return { kind: "code", read: ({ period }) => period.ar * 100 + (period.maned ?? 0) };
    case "MM text":
      return { kind: "text", read: ({ period }) => twoDigits(period.maned) };
    case "M text":
      return { kind: "text", read: ({ period }) => String(period.maned) };
    case "M number":
      return { kind: "code", read: ({ period }) => period.maned ?? 0 };
    case "yyyy-MM text":
      return { kind: "text", read: ({ period }) => `${period.ar}-${twoDigits(period.maned)}` };
  }
}

function twoDigits(number: number | undefined): string {
  return String(number).padStart(2, "0");
}

function placeColumns({ fylke }: Dialect): readonly Column[] {
  return [
    { name: "behandler_kommunenr", source: "place", kind: "text", read: (row) => row.place.kommunenr },
    { name: "behandler_fylke", source: "place", ...fylkeCell(fylke) },
  ];
}

function fylkeCell(form: Dialect["fylke"]): Cell {
  switch (form) {
    case "03 text":
      return { kind: "text", read: (row) => row.place.fylkesnr };
    case "3 text":
      return { kind: "text", read: (row) => String(Number(row.place.fylkesnr)) };
    case "3 number":
      return { kind: "code", read: (row) => Number(row.place.fylkesnr) };
    case "name":
      return { kind: "text", read: (row) => row.place.fylkesnavn };
  }
}

const documentationOrder = [
  ...["ar", "maned", "takstkode", "fagomraade", "praksis_type_kode", "samhandler_praksis_type"],
  ...["behandler_kommunenr", "behandler_fylke", "antall_regninger", "sum_antall_takst", "sum_refusjon"],
  ...["sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"],
];

/** The sample answer's order is on record; where `maned` and `behandler_fylke` stand in it is a guess. */
const orders: Record<Dialect["keyOrder"], readonly string[]> = {
  sample: [
    ...[
      "ar",
      "maned",
      "behandler_kommunenr",
      "behandler_fylke",
      "sum_antall_takst",
      "takstkode",
      "fagomraade",
    ],
    ...["praksis_type_kode", "samhandler_praksis_type", "antall_regninger", "sum_refusjon"],
    ...["sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"],
  ],
  documentation: documentationOrder,
  alphabetical: documentationOrder.toSorted(),
};
