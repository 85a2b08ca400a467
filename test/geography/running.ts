// Running geografi on a copy of our tables, against a Klass that knows what we know, or something else.
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.ts";
import { type Row, readTables, type Tables, tableNames } from "../../src/geography/tables.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { Known } from "./klass-stand-in.ts";

/** Our tables as they are in the project. */
export const ours = await readTables(join(projectFolder, "sql", "reference"));

/** What Klass would say if it knew just what we know. */
export const asKnown: Known = {
  kommuner: names(ours, "kommune"),
  fylker: names(ours, "fylke"),
  changes: ours.kommune_endringer,
};

function names({ navn_historikk }: Tables, nivaa: string): readonly Row[] {
  const own = navn_historikk.filter((row) => row.nivaa === nivaa);
  return own.map((row) => ({ ...row, navn: row.ssb_navn ?? "" }));
}

/** A number with one name and one period, which goes on unless told. */
export function place(nr: string, navn: string, gyldig_fra: string, gyldig_til = ""): Row {
  return { nr, navn, gyldig_fra, gyldig_til };
}

/** The same numbers, but for one that ends on a day. */
export function ending(rows: readonly Row[], nr: string, gyldig_til: string): readonly Row[] {
  return rows.map((row) => (row.nr === nr && row.gyldig_til === "" ? { ...row, gyldig_til } : row));
}

/** One number that became another on a day. */
export function change(fra_kommunenr: string, til_kommunenr: string, dato: string): Row {
  return { fra_kommunenr, til_kommunenr, dato };
}

/** Runs geografi against a root of Klass, on a copy of our tables. */
export async function run(klass: string, ...rest: readonly string[]) {
  const reference = await temporaryFolder();
  await cp(join(projectFolder, "sql", "reference"), reference, { recursive: true });
  return await again(klass, reference, ...rest);
}

/** The same on tables that are there already. */
export async function again(klass: string, reference: string, ...rest: readonly string[]) {
  const context = capturedContext();
  const code = await runProgram(["geografi", "--klass", klass, "--reference", reference, ...rest], context);
  return { code, out: context.out(), err: context.err(), reference };
}

/** The texts of the tables in a folder. */
export async function filesOf(folder: string): Promise<readonly string[]> {
  return await Promise.all(tableNames.map((name) => readFile(join(folder, `${name}.csv`), "utf8")));
}

/** The texts of our own. */
export const unchanged = await filesOf(join(projectFolder, "sql", "reference"));
