// How the tests of macros read and reject: a text in a column, through an expression.
import { afterAll, beforeAll, expect, it } from "vitest";
import { RejectedValue } from "../../src/stores/query-error.ts";
import { literal } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

export type Reading = readonly [raw: string | null, read: string | null];

/** What every macro but those of lists reads as nothing. */
export const nothing: readonly Reading[] = [
  [null, null],
  ["", null],
  ["  ", null],
];

/** The macros, open for the tests of the file that calls this. */
export function macroTests() {
  let models: Models;
  beforeAll(async () => {
    models = await openModels();
  });
  afterAll(() => models.close());

  /** Reads the text as a column of a table, as the pipeline does: a constant would take another path through DuckDB. */
  async function read(expression: string, raw: string | null): Promise<string | null | undefined> {
    const value = raw === null ? "null::varchar" : literal(raw);
    await models.warehouse.run(`create or replace table texts as select ${value} as raw`);
    const [row] = await models.rows(`select (${expression})::varchar as value from texts`);
    return row?.value;
  }

  return {
    read,
    run: (sql: string) => models.warehouse.run(sql),
    reads(expression: string, readings: readonly Reading[]): void {
      it.each(readings)(`${expression} reads %j as %j`, async (raw, expected) => {
        expect(await read(expression, raw)).toBe(expected);
      });
    },
    rejects(expression: string, raws: readonly string[]): void {
      it.each(raws)(`${expression} rejects %j`, async (raw) => {
        await expect(read(expression, raw)).rejects.toThrow(RejectedValue);
      });
    },
  };
}
