// The tables of sql/reference as rows of text, read and written as they lie on disk.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { ContractError, ReleaseError } from "../domain/errors.ts";
import { isMissing, writeAllWhole } from "../platform/files.ts";

export type Row = Readonly<Record<string, string>>;

/** What Klass can refresh, and what is read beside it: the columns of each, those that name a row, and its order. */
export const tableShapes = {
  kommuner: shape("kommunenr kommunenavn fylkesnr gyldig_fra gyldig_til", "kommunenr"),
  fylker: shape("fylkesnr fylkesnavn gyldig_fra gyldig_til", "fylkesnr"),
  kommune_endringer: shape("fra_kommunenr til_kommunenr dato type", "dato fra_kommunenr til_kommunenr"),
  kommune_til_gjeldende: shape("kommunenr gjeldende_kommunenr entydig", "kommunenr"),
  navn_historikk: shape("nivaa nr navn ssb_navn norsk_navn gyldig_fra gyldig_til", "nivaa nr gyldig_fra"),
} as const;

export type TableName = keyof typeof tableShapes;
export const tableNames: readonly TableName[] = [
  "kommuner",
  "fylker",
  "kommune_endringer",
  "kommune_til_gjeldende",
  "navn_historikk",
];

/** The rows of each table. */
export type Tables = Readonly<Record<TableName, readonly Row[]>>;

/** The tables in a folder. Throws a ReleaseError for one that is missing or has other columns. */
export async function readTables(folder: string): Promise<Tables> {
  return {
    kommuner: await readTable(folder, "kommuner", tableShapes.kommuner.columns),
    fylker: await readTable(folder, "fylker", tableShapes.fylker.columns),
    kommune_endringer: await readTable(folder, "kommune_endringer", tableShapes.kommune_endringer.columns),
    kommune_til_gjeldende: await readTable(
      folder,
      "kommune_til_gjeldende",
      tableShapes.kommune_til_gjeldende.columns,
    ),
    navn_historikk: await readTable(folder, "navn_historikk", tableShapes.navn_historikk.columns),
  };
}

/** One table of a folder. */
export async function readTable(
  folder: string,
  name: string,
  columns: readonly string[],
): Promise<readonly Row[]> {
  const path = join(folder, `${name}.csv`);
  const cells = z.array(z.array(z.string())).parse(parse(await textOf(path)));
  const [header = [], ...lines] = cells;
  if (header.join() !== columns.join()) {
    throw new ReleaseError(`Cannot read ${path} as its columns must be ${columns}: found ${header}`);
  }
  return lines.map((line) => Object.fromEntries(columns.map((column, at) => [column, line[at] ?? ""])));
}

/** Writes the tables in the order of their keys: all of them, or none where one cannot be written. */
export async function writeTables(folder: string, tables: Tables): Promise<void> {
  await writeAllWhole(
    tableNames.map((name) => ({ path: join(folder, `${name}.csv`), text: csvOf(name, tables[name]) })),
  );
}

/** What names a row of a table. */
export function keyOf(name: TableName, row: Row): string {
  return tableShapes[name].key.map((column) => row[column]).join(" ");
}

function csvOf(name: TableName, rows: readonly Row[]): string {
  const { columns } = tableShapes[name];
  const sorted = [...rows].sort((a, b) => order(name, a, b));
  const lines = sorted.map((row) => columns.map((column) => plain(name, row[column] ?? "")).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

/** Kommuner stand before fylker; anything else stands by its codes and dates. */
function order(name: TableName, a: Row, b: Row): number {
  if (a.nivaa !== b.nivaa) return a.nivaa === "kommune" ? -1 : 1;
  return keyOf(name, a) < keyOf(name, b) ? -1 : 1;
}

/** The tables are kept free of quoting, so that anything can read them. */
function plain(name: TableName, cell: string): string {
  if (!/[",\n\r]/.test(cell)) return cell;
  throw new ContractError(
    `Cannot write ${name}.csv as its cells hold no comma, quote or line break: ${JSON.stringify(cell)}`,
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new ReleaseError(`Cannot read ${path}: there is no such file`, { cause });
  }
}

function shape(columns: string, key: string) {
  return { columns: columns.split(" "), key: key.split(" ") };
}
