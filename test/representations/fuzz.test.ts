// Whatever texts and numbers a table holds, the four representations give the same rows, and no body brings a reader down.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContractError } from "../../src/domain/errors.ts";
import { openAnswerWriter } from "../../src/extract/json-answer.ts";
import { meant } from "../extract/meant-texts.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { endpoint, storeBody } from "./stored-bodies.ts";
import { anyCsv, anyRows, asCsv, asJson, asXlsx, asXml, type Row } from "./tables.ts";

/** `FUZZ_RUNS=5000 FUZZ_SEED=7` runs more of them, from another seed; a failure prints the seed and the smallest case. */
const runs = Number(process.env.FUZZ_RUNS ?? 40);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);

async function landJson(body: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const file = join(await temporaryFolder(), "rows");
  const writer = openAnswerWriter(file, { endpoint });
  writer.input.end(Buffer.from(body));
  await writer.stored;
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}

/** The rows as they are meant in every representation: no white space around a text, and what is blank does not apply. */
function spoken(rows: readonly Row[], name = (field: string) => field): readonly Row[] {
  return rows.map((row) => {
    const said = Object.entries(meantRow(row)).filter(([, text]) => text !== "");
    return Object.fromEntries(said.map(([field, text]) => [name(field), text]));
  });
}

function meantRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([field, text]) => [field, String(meant(text))]));
}

describe("random tables", () => {
  it("give equal rows as JSON, XML, CSV and Excel", async () => {
    const equal = fc.asyncProperty(anyRows, anyCsv, async (rows, form) => {
      const json = await landJson(asJson(rows));
      expect(json.map(({ sum: _, ...row }) => row)).toEqual(rows.map(({ sum: _, ...row }) => row));
      expect(json.map(({ sum }) => sum === undefined || Number(sum))).toEqual(
        rows.map(({ sum }) => sum === undefined || Number(sum)),
      );
      const expected = spoken(rows);
      expect((await storeBody("csv", asCsv(rows, form))).rows).toEqual(expected);
      expect((await storeBody("xlsx", await asXlsx(rows))).rows).toEqual(expected);
      expect((await storeBody("xml", asXml(rows))).rows).toEqual(
        spoken(rows, (field) => field.replace(" ", "_")),
      );
    });
    await fc.assert(equal, { seed, numRuns: runs });
  });

  it("keep whatever nested value a JSON row holds", async () => {
    const nested = fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 8 })), async (values) => {
      const rows = values.map((value) => ({ ar: "1", nytt: value }));
      const found = await landJson(JSON.stringify(rows));
      expect(found.map(({ nytt }) => JSON.stringify(nytt).replaceAll('"', ""))).toEqual(
        rows.map(({ nytt }) => JSON.stringify(nytt).replaceAll('"', "")),
      );
    });
    await fc.assert(nested, { seed, numRuns: runs });
  });
});

describe("a body", () => {
  const forms = fc.constantFrom("xml", "csv", "xlsx");

  it("of random bytes is rejected in words or read, never a crash", async () => {
    const anyBytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 100 }));
    const rejected = fc.asyncProperty(forms, anyBytes, async (form, bytes) => {
      await expect(outcomeOf(form, Buffer.from(bytes))).resolves.toMatch(/read|rejected/);
    });
    await fc.assert(rejected, { seed, numRuns: 2 * runs });
  });

  it("with any of its bytes changed or cut out is rejected in words or read, never a crash", async () => {
    const rows = [{ ar: "2023", navn: 'Øst; "vest"\nog <nord>', sum: "12.50" }, { ar: "2024" }];
    const bodies = {
      xml: Buffer.from(asXml(rows)),
      csv: Buffer.from(asCsv(rows, { delimiter: ";", end: "\r\n", mark: "" })),
      xlsx: await asXlsx(rows),
    };
    const damaged = fc.asyncProperty(
      forms,
      fc.nat(),
      fc.uint8Array({ maxLength: 4 }),
      async (form, place, bytes) => {
        const body = bodies[form];
        const at = place % body.length;
        const changed = Buffer.concat([body.subarray(0, at), bytes, body.subarray(at + 2)]);
        await expect(outcomeOf(form, changed)).resolves.toMatch(/read|rejected/);
      },
    );
    await fc.assert(damaged, { seed, numRuns: 4 * runs });
  });

  async function outcomeOf(form: "xml" | "csv" | "xlsx", body: Buffer): Promise<string> {
    try {
      await storeBody(form, body);
      return "read";
    } catch (error) {
      return error instanceof ContractError ? "rejected" : `crashed: ${error}`;
    }
  }
});
