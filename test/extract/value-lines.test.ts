// What a row of takstbruk says is kept to the letter and read back by DuckDB as it was said, whatever it says.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../src/domain/endpoint.ts";
import { openAnswerWriter } from "../../src/extract/json-answer.ts";
import { storedJsonLines } from "../../src/stores/raw-store.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { createRawView } from "../../src/transform/raw-tables.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { meant, unwritable } from "./meant-texts.ts";

const text = { type: "text", expected: "perhaps" } as const;
const endpoint: Endpoint = {
  name: "takstbruk",
  path: "/takstbruk",
  envelope: "takstbruk",
  axes: [],
  filters: [],
  period: "ar",
  fields: { ar: text, takstkode: text, sum_refusjon: { type: "money", expected: "perhaps" } },
};

/** Lands a body; gives the lines kept, the texts DuckDB reads from them, and the rows put together again. */
async function kept(
  body: string,
  { chunk = body.length, requested }: { chunk?: number; requested?: string } = {},
) {
  const path = join(await temporaryFolder(), "all.rows.csv");
  const writer = openAnswerWriter(path, { endpoint });
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += chunk)
    writer.input.write(Buffer.from(bytes.subarray(at, at + chunk)));
  writer.input.end();
  const stored = await writer.stored;
  const rows: unknown[] = [];
  for await (const row of storedJsonLines(path, stored)) rows.push(row);
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    await warehouse.run("create schema raw");
    const fields = requested === undefined ? endpoint.fields : { [requested]: text };
    await createRawView(warehouse, { ...endpoint, fields }, [{ path, columns: stored.file.columns }]);
    const read = await warehouse.rows(`select ${Object.keys(fields).join(", ")} from raw.takstbruk`);
    return { lines: readFileSync(path, "utf8").split("\n"), rows, read };
  } finally {
    warehouse.close();
  }
}

describe("a row of takstbruk", () => {
  it("is kept without its keys, its texts in quotes and its numbers as they were written", async () => {
    const body =
      '[{"ar":"2023","takstkode":"2ad","sum_refusjon":159258.0},{"ar":"2024","sum_refusjon":1.0867413E8}]';
    const { lines, rows, read } = await kept(body);
    expect(lines).toEqual([
      '"ar","takstkode","sum_refusjon","_other"',
      '"2023","2ad",159258.0,',
      '"2024",,1.0867413E8,',
      "",
    ]);
    expect(`[${rows.join(",")}]`).toBe(body);
    expect(read[1]).toEqual({ ar: "2024", takstkode: null, sum_refusjon: "1.0867413E8" });
  });

  it("keeps apart what is null, empty, absent, or the word null", async () => {
    const body = '[{"ar":null,"takstkode":"null"},{"ar":"","takstkode":null},{"takstkode":""}]';
    const { rows, read } = await kept(body);
    expect(`[${rows.join(",")}]`).toBe(body);
    expect(read.map(({ ar, takstkode }) => [ar, takstkode])).toEqual([
      [null, "null"],
      ["", null],
      [null, ""],
    ]);
  });

  it("keeps amounts longer than a double can hold", async () => {
    const { read } = await kept(
      '[{"sum_refusjon":99999999999999.99},{"sum_refusjon":12345678901234567890.12}]',
    );
    expect(read.map(({ sum_refusjon }) => sum_refusjon)).toEqual([
      "99999999999999.99",
      "12345678901234567890.12",
    ]);
  });

  it("keeps such amounts exact in fields nobody expected, for a registry that will", async () => {
    const body = '[{"ar":"2023","nytt":12345678901234567.89}]';
    const { read } = await kept(body, { requested: "nytt" });
    expect(read).toEqual([{ nytt: "12345678901234567.89" }]);
  });

  it("keeps apart an unexpected field that is called as our own column is", async () => {
    const body = '[{"ar":"2023","_other":"x"}]';
    const { rows } = await kept(body);
    expect(`[${rows.join(",")}]`).toBe(body);
  });

  it("is counted alike in every shape when white space makes it long", async () => {
    const row = `{"ar":"${"x".repeat(1_000_000)}",${" ".repeat(100_000)}"takstkode":"1"}`;
    const { rows } = await kept(`[${row},${row}]`, { chunk: 300_000 });
    expect(rows).toHaveLength(2);
  });

  it("is read whole with line breaks in its texts, wherever DuckDB's buffers end", async () => {
    const text = JSON.stringify('2023,"x",1,\n'.repeat(700));
    const body = `[${Array.from({ length: 1_500 }, () => `{"ar":"2023","takstkode":${text}}`).join(",")}]`;
    const { read } = await kept(body, { chunk: 65_536 });
    expect(read).toHaveLength(1_500);
    expect(new Set(read.map(({ takstkode }) => takstkode)).size).toBe(1);
  });

  it("keeps fields nobody expected, nested ones too, beside those that were", async () => {
    const body = '[{"ar":"2023","nytt":{"a":[1,"x\\"y"]},"mer":1.50},{"ar":"2024"}]';
    const { lines, rows } = await kept(body);
    expect(lines[1]).toBe('"2023",,,"{""nytt"":{""a"":[1,""x\\""y""]},""mer"":1.50}"');
    expect(`[${rows.join(",")}]`).toBe(body);
  });

  it("is rejected where half a character would be lost", async () => {
    await expect(kept('[{"ar":"\\ud83d"}]')).rejects.toThrow("has the forbidden character U+D83D");
  });

  it("is not read where an older version kept it in another form", async () => {
    const warehouse = await openWarehouse({ file: ":memory:" });
    const read = createRawView(warehouse, endpoint, [{ path: "all.ndjson.gz" }]);
    await expect(read).rejects.toThrow(
      "Cannot read all.ndjson.gz: an older version of this tool wrote it in another form",
    );
    warehouse.close();
  });

  it("is the same for DuckDB and for JavaScript, whatever its texts and however it arrives", async () => {
    const text = fc.string({ unit: "binary" }).map((given) => given.replaceAll(unwritable, ""));
    // Spaces around a text that needs no escape are left to SQL.
    const stored = (given: unknown) =>
      JSON.stringify(given)?.includes("\\") === true ? meant(given) : given;
    const value = fc.oneof(text, fc.double({ noNaN: true }), fc.constant(null));
    const row = fc.record(
      { ar: value, takstkode: value, sum_refusjon: value, nytt: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const same = fc.asyncProperty(
      fc.array(row, { minLength: 1 }),
      fc.integer({ min: 1, max: 90 }),
      async (sent, chunk) => {
        const { rows, read } = await kept(JSON.stringify(sent), { chunk });
        const given = sent.map((one) => {
          const known = Object.entries(one).map(([name, said]) => [
            name,
            name === "nytt" ? meant(said) : stored(said),
          ]);
          return { ...one, ...Object.fromEntries(known) };
        });
        expect(rows.map((one) => JSON.parse(String(one)))).toEqual(
          JSON.parse(JSON.stringify(given.map(withExact))),
        );
        const texts = given.map(({ ar, takstkode, sum_refusjon }) => ({ ar, takstkode, sum_refusjon }));
        expect(read).toEqual(
          texts.map((one) =>
            Object.fromEntries(Object.entries(one).map(([name, said]) => [name, textOf(said)])),
          ),
        );
      },
    );
    await fc.assert(same, { seed: 20_261_123, numRuns: 40 });
  });
});

/** A long number in a field nobody expected comes back as a text: through a double it would be another. */
function withExact<Row extends { readonly nytt?: unknown }>(row: Row): Row {
  const { nytt } = row;
  return typeof nytt === "number" && JSON.stringify(nytt).length > 15
    ? { ...row, nytt: JSON.stringify(nytt) }
    : row;
}

function textOf(said: unknown): string | null {
  if (said === null || said === undefined) return null;
  return typeof said === "string" ? said : JSON.stringify(said);
}
