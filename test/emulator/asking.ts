// Asking a running emulator over real HTTP, for the tests beside this file.
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/server.ts";
import { worlds } from "../../src/emulator/world/world.ts";

/** Runs a test against an emulator of its own and closes it afterwards. */
export async function withEmulator<T>(
  options: Partial<EmulatorOptions>,
  use: (emulator: Emulator) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator({ world: worlds.small, dialect: dialects.documented, ...options });
  try {
    return await use(emulator);
  } finally {
    await emulator.close();
  }
}

/** A row as an object whose keys nobody has promised. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows of a JSON answer of the `documented` dialect, found under the only array of the envelope. */
export async function rowsAt(emulator: Emulator, path: string): Promise<readonly Row[]> {
  const response = await fetch(`${emulator.origin}${path}`);
  if (response.status !== 200)
    throw new Error(`Cannot read ${path}: ${response.status} ${await response.text()}`);
  return rowsIn(await response.json());
}

/** The array in an envelope, or the answer itself when it is one. */
export function rowsIn(answer: unknown): readonly Row[] {
  if (Array.isArray(answer)) return answer.filter(isRow);
  const arrays = Object.values(isRow(answer) ? answer : {}).filter((value) => Array.isArray(value));
  return arrays.flat().filter(isRow);
}

/** A field as a number; NaN when it is none. */
export function number(row: Row, field: string): number {
  const value = row[field];
  return typeof value === "number" ? value : Number.NaN;
}

/** The measures of takstbruk. */
export const measures = [
  "antall_regninger",
  "sum_antall_takst",
  "sum_refusjon",
  "sum_egenandel_betalt_av_pasient",
  "sum_egenandel_dekket_av_folketrygden",
] as const;

/** Sums of all measures for each value of the key, amounts in whole øre so that they can be compared exactly. */
export function sumsBy(rows: readonly Row[], cellKey: (row: Row) => string): Map<string, readonly number[]> {
  const sums = new Map<string, readonly number[]>();
  for (const row of rows) {
    const old = sums.get(cellKey(row)) ?? measures.map(() => 0);
    sums.set(
      cellKey(row),
      measures.map((measure, index) => (old[index] ?? 0) + Math.round(number(row, measure) * 100)),
    );
  }
  return sums;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
