// Lists of codes and nested objects: every way the API may write them, and every way it may not.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RejectedValue } from "../../src/stores/query-error.ts";
import { literal } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

async function read(expression: string, raw: string | null): Promise<string | null | undefined> {
  const value = raw === null ? "null::varchar" : literal(raw);
  await models.warehouse.run(`create or replace table texts as select ${value} as raw`);
  const [row] = await models.rows(`select to_json(${expression})::varchar as value from texts`);
  return row?.value;
}

describe("api_codes() and api_modus()", () => {
  it.each([
    [null, null, null],
    ["", null, null],
    ["[]", "[]", null],
    ["2ad", '["2ad"]', '"kun"'],
    ["2ad|2ak|14", '["2ad","2ak","14"]', '"kun"'],
    ["2ad, 2ak", '["2ad","2ak"]', '"kun"'],
    ["2ad||2ak|", '["2ad","2ak"]', '"kun"'],
    ['["2ad","2ak",14,null]', '["2ad","2ak","14"]', '"kun"'],
    ["Alle", "[]", '"alle"'],
    ["ALLE", "[]", '"alle"'],
    ["Alle unntatt|3ad|7", '["3ad","7"]', '"alle_unntatt"'],
    ["Alle unntatt 3ad,7", '["3ad","7"]', '"alle_unntatt"'],
    ["Alle unntatt: 3ad", '["3ad"]', '"alle_unntatt"'],
    ['["Alle unntatt","3ad"]', '["3ad"]', '"alle_unntatt"'],
  ])("reads %j as %s, %s", async (raw, codes, modus) => {
    expect(await read("api_codes(raw)", raw)).toBe(codes);
    expect(await read("api_modus(raw)", raw)).toBe(modus);
  });

  it.each(["3ad|Alle unntatt|7", '[{"kode":"3ad"}]', "[3ad", "[[1]]"])("rejects %j", async (raw) => {
    await expect(read("api_codes(raw)", raw)).rejects.toThrow(RejectedValue);
  });
});

describe("api_rows()", () => {
  it.each([
    [null, "[]"],
    ["", "[]"],
    ["[]", "[]"],
    ['[{"a":1},{"a":2}]', '[{"a":1},{"a":2}]'],
    ['{"a":1}', '[{"a":1}]'],
    ['{"sats":[{"a":1}]}', '[{"a":1}]'],
  ])("reads %j as %s", async (raw, rows) => {
    expect(await read("api_rows(raw)", raw)).toBe(rows);
  });

  it.each(["sats", "[1]", '["a"]', "12"])("rejects %j", async (raw) => {
    await expect(read("api_rows(raw)", raw)).rejects.toThrow(RejectedValue);
  });
});

describe("api_object_code() and api_object_name()", () => {
  it.each([
    ['{"kode":"FALE","navn":"Fastlege"}', '"FALE"', '"Fastlege"'],
    ['{"praksis_type_kode":"FALE","beskrivelse":"Fastlege"}', '"FALE"', '"Fastlege"'],
    ['{"fagomraadekode":"LE","praksistypeKode":"FALE","tekst":"Fastlege"}', '"FALE"', '"Fastlege"'],
    [
      '{"kode":"FALE","antall":3,"aktiv":true,"merknad":"x","praksistypeNavn":"Fastlege"}',
      '"FALE"',
      '"Fastlege"',
    ],
    ['{"kode":"FALE"}', '"FALE"', null],
    ['{"href":"/praksistyper"}', null, '"/praksistyper"'],
  ])("finds the code and the name in %s", async (raw, code, name) => {
    expect(await read("api_object_code(raw)", raw)).toBe(code);
    expect(await read("api_object_name(raw)", raw)).toBe(name);
  });
});
