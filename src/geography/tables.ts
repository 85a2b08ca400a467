// Reads and writes the tables of sql/reference as rows of text.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { ContractError, ReleaseError } from "../domain/errors.ts";
import { isMissing, writeAllWhole } from "../platform/files.ts";

export type Row = Readonly<Record<string, string>>;

/** The tables that Klass can refresh: the columns of each in order, and its key. */
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

export type Tables = Readonly<Record<TableName, readonly Row[]>>;

/** Throws a ReleaseError for a table that is missing or has other columns. */
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

export async function readTable(
  folder: string,
  name: string,
  columns: readonly string[],
): Promise<readonly Row[]> {
  const path = join(folder, `${name}.csv`);
  const cells = z.array(z.array(z.string())).parse(parse(await readTableText(path)));
  const [header = [], ...lines] = cells;
  if (header.join() !== columns.join()) {
    throw new ReleaseError(
      `${path} has the columns ${header}; expected ${columns}. Correct the file's first line`,
      { facts: { file: path, expected: columns.join(), found: header.join() } },
    );
  }
  return lines.map((line) => Object.fromEntries(columns.map((column, at) => [column, line[at] ?? ""])));
}

/** Writes all tables, sorted by key. Writes none if one of them cannot be written. */
export async function writeReferenceTables(folder: string, tables: Tables): Promise<void> {
  await writeAllWhole(
    tableNames.map((name) => ({ path: join(folder, `${name}.csv`), text: tableCsv(name, tables[name]) })),
  );
}

export function rowKey(name: TableName, row: Row): string {
  return tableShapes[name].key.map((column) => row[column]).join(" ");
}

function tableCsv(name: TableName, rows: readonly Row[]): string {
  const { columns } = tableShapes[name];
  const sorted = [...rows].sort((a, b) => compareRows(name, a, b));
  const lines = sorted.map((row) =>
    columns.map((column) => assertUnquoted(name, row[column] ?? "")).join(","),
  );
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

/** Sorts kommuner before fylker, and then by key. */
function compareRows(name: TableName, a: Row, b: Row): number {
  if (a.nivaa !== b.nivaa) return a.nivaa === "kommune" ? -1 : 1;
  return rowKey(name, a) < rowKey(name, b) ? -1 : 1;
}

/** The tables need no quotes, so that any program can read them. */
function assertUnquoted(name: TableName, cell: string): string {
  if (!/[",\n\r]/.test(cell)) return cell;
  throw new ContractError(
    `${name}.csv cannot hold ${JSON.stringify(cell)}, because its cells have no comma, quote or line break. Correct its source in Klass or in src/geography`,
    { facts: { table: name, found: cell } },
  );
}

async function readTableText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new ReleaseError(
      `No such file: ${path}. Give --reference a folder that holds the tables of sql/reference`,
      { cause, facts: { file: path } },
    );
  }
}

function shape(columns: string, key: string) {
  return { columns: columns.split(" "), key: key.split(" ") };
}
