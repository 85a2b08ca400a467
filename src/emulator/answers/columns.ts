// The columns of a takstbruk answer: their names, their order and their values.
import type { Dialect } from "../dialects.ts";
import type { Table } from "../world/query.ts";
import type { TakstbrukRow } from "../world/rows.ts";
import { type Encoding, encode, putBytes, type RowWriter, type Sink } from "./bytes.ts";

/** The value of a cell: text, a whole number, or an amount in øre. */
export type Cell =
  | { readonly kind: "text"; readonly read: (row: TakstbrukRow) => string | undefined }
  | { readonly kind: "code"; readonly read: (row: TakstbrukRow) => number | undefined }
  | { readonly kind: "whole"; readonly read: (row: TakstbrukRow) => number }
  | { readonly kind: "ore"; readonly read: (row: TakstbrukRow) => number };

/** A column. `source` names what its value depends on, so that each text is made only once. */
export type Column = Cell & {
  readonly name: string;
  readonly source: "period" | "place" | "combination" | "measure";
};

/** The columns of a table in the dialect's order. Keys that do not apply are present only if the dialect writes nulls. */
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
    {
      name: "behandler_kommunenr",
      source: "place",
      kind: "text",
      read: (row) => row.place.kommunenr || undefined,
    },
    { name: "behandler_fylke", source: "place", ...fylkeCell(fylke) },
  ];
}

function fylkeCell(form: Dialect["fylke"]): Cell {
  switch (form) {
    case "03 text":
      return { kind: "text", read: ({ place }) => place.fylkesnr || undefined };
    case "3 text":
      return { kind: "text", read: ({ place }) => place.fylkesnr.replace(/^0/, "") || undefined };
    case "3 number":
      return { kind: "code", read: ({ place }) => Number(place.fylkesnr) || undefined };
    case "name":
      return { kind: "text", read: ({ place }) => place.fylkesnavn || undefined };
  }
}

const documentationOrder = [
  ...["ar", "maned", "takstkode", "fagomraade", "praksis_type_kode", "samhandler_praksis_type"],
  ...["behandler_kommunenr", "behandler_fylke", "antall_regninger", "sum_antall_takst", "sum_refusjon"],
  ...["sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"],
];

/** The order of the recorded answer. The positions of `maned` and `behandler_fylke` are guesses. */
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

/** The header of a column. The labels are guesses. */
export function headerOf(name: string, dialect: Dialect): string {
  return dialect.csvHeader === "names" ? name : (labels.get(name) ?? name);
}

const labels: ReadonlyMap<string, string> = new Map([
  ["ar", "År"],
  ["maned", "Måned"],
  ["takstkode", "Takstkode"],
  ["fagomraade", "Fagområde"],
  ["praksis_type_kode", "Praksistypekode"],
  ["samhandler_praksis_type", "Praksistype"],
  ["behandler_kommunenr", "Behandlers kommunenr"],
  ["behandler_fylke", "Behandlers fylke"],
  ["antall_regninger", "Antall regninger"],
  ["sum_antall_takst", "Sum antall takst"],
  ["sum_refusjon", "Sum refusjon"],
  ["sum_egenandel_betalt_av_pasient", "Sum egenandel betalt av pasient"],
  ["sum_egenandel_dekket_av_folketrygden", "Sum egenandel dekket av folketrygden"],
]);

/** How a format writes a row: its fields, and the text before, between and after them. */
export interface Notation {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  /** The text around a field's value. */
  readonly around: (column: Column) => { readonly before: string; readonly after: string };
  readonly text: (value: string) => string;
  readonly putWhole: (sink: Sink, value: number) => void;
  readonly putOre: (sink: Sink, value: number) => void;
  /** The field without a value; undefined to leave it out. */
  readonly missing: (column: Column) => string | undefined;
  readonly encoding: Encoding;
}

/** Makes a writer for rows. The first column must always have a value. */
export function rowWriter(columns: readonly Column[], notation: Notation): RowWriter {
  const parts: RowWriter[] = [];
  for (let start = 0, end = 0; start < columns.length; start = end) {
    const source = columns[start]?.source ?? "measure";
    end = start + 1;
    while (source !== "measure" && columns[end]?.source === source) end++;
    const fields = columns.slice(start, end).map((column, i) => ({
      column,
      start: (start + i === 0 ? notation.open : notation.between) + notation.around(column).before,
    }));
    parts.push(...fields.flatMap((field) => measureWriter(field, notation) ?? []));
    if (source !== "measure")
      parts.push(remembered((row) => encode(textOf(fields, { row, notation }), notation.encoding), source));
  }
  const close = encode(notation.close, notation.encoding);
  return (row, sink) => {
    for (const part of parts) part(row, sink);
    putBytes(sink, close);
  };
}

interface Field {
  readonly column: Column;
  /** The text before the value, with the separator. */
  readonly start: string;
}

/** Makes a writer for counts and amounts, which differ from row to row. Undefined for columns that repeat. */
function measureWriter({ column, start }: Field, notation: Notation): RowWriter | undefined {
  if (column.kind !== "whole" && column.kind !== "ore") return undefined;
  const before = encode(start, notation.encoding);
  const after = encode(notation.around(column).after, notation.encoding);
  const put = column.kind === "whole" ? notation.putWhole : notation.putOre;
  const { read } = column;
  return (row, sink) => {
    putBytes(sink, before);
    put(sink, read(row));
    putBytes(sink, after);
  };
}

function textOf(
  fields: readonly Field[],
  { row, notation }: { row: TakstbrukRow; notation: Notation },
): string {
  return fields
    .map(({ column, start }) => {
      if (column.kind === "whole" || column.kind === "ore") return "";
      const { before, after } = notation.around(column);
      const value = column.read(row);
      if (value !== undefined)
        return start + (typeof value === "string" ? notation.text(value) : value) + after;
      const missing = notation.missing(column);
      return missing === undefined ? "" : start.slice(0, start.length - before.length) + missing;
    })
    .join("");
}

function remembered(
  make: (row: TakstbrukRow) => Buffer,
  source: "period" | "place" | "combination",
): RowWriter {
  switch (source) {
    case "period":
      return rememberEach(make, (row) => row.period.first);
    case "place":
      return rememberEach(make, (row) => row.placeIndex);
    case "combination":
      return rememberEach(make, (row) => row.combination.index);
  }
}

function rememberEach(
  make: (row: TakstbrukRow) => Buffer,
  indexOf: (row: TakstbrukRow) => number,
): RowWriter {
  const fragments: (Buffer | undefined)[] = [];
  return (row, sink) => {
    const index = indexOf(row);
    // Without holes, because the engine stores an array with large holes as a slow dictionary.
    while (fragments.length <= index) fragments.push(undefined);
    const known = fragments[index] ?? make(row);
    fragments[index] = known;
    putBytes(sink, known);
  };
}
