// A pull with one value that cannot be read: transform names the request, the row, the field and the text it found.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { ContractError } from "../../src/domain/errors.ts";
import { transform } from "../../src/transform/transform.ts";
import { pulling, smallScope } from "../e2e/pulling.ts";
import { changedServer } from "../probe/changed-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { narrowSql } from "./narrow-sql.ts";

const envelope = z.record(z.string(), z.unknown());
const rows = z.array(z.record(z.string(), z.unknown()));

/** The answer with other values in its second row. */
function changed(body: string, values: Readonly<Record<string, unknown>>): string {
  const whole = envelope.parse(JSON.parse(body));
  const members = Object.entries(whole).map(([name, member]) => {
    if (!Array.isArray(member)) return [name, member];
    return [name, rows.parse(member).map((row, place) => (place === 1 ? { ...row, ...values } : row))];
  });
  return JSON.stringify(Object.fromEntries(members));
}

/** What transform says of a pull of this endpoint whose second row has these values. */
async function failureOf(
  endpoint: string,
  path: string,
  values: Readonly<Record<string, unknown>>,
  mart = endpoint,
): Promise<unknown> {
  const address = await changedServer({
    answer: (body, requested) => (requested.includes(path) ? changed(body, values) : body),
  });
  const datasets = [...new Set([...(smallScope.datasets ?? []), endpoint])];
  const { pull } = await pulling({}, { ...smallScope, datasets });
  const extracted = await pull({ address });
  const output = await temporaryFolder();
  const sql = await narrowSql(mart, output);
  const options = { sql, memoryLimit: "512MB", threads: 1, tolerance: 25, report: () => {} };
  return await transform({
    output,
    pull: extracted.pull,
    endpoints: registry.endpoints,
    datasets: registry.datasets.filter(({ name }) => name === mart),
    ...options,
  }).then(
    () => "no failure",
    (error: unknown) => error,
  );
}

const takstbruk = "/takstbruk/agtakst/landet/ar";
const year = "takstbruk_landet_ar";

describe("a value that cannot be read is named by request, row, field and text, with exit code 4:", () => {
  it.each([
    [year, takstbruk, "antall_regninger", "12.000", /a whole number/],
    [year, takstbruk, "sum_refusjon", "57.600", /kroner with at most two decimals/],
    [year, takstbruk, "sum_refusjon", 1e30, /kroner with at most two decimals/],

    ["takstkoder", "/takstkoder", "fradato", "20250701000000", /a day from 1900 to 2100/],
    ["bandasjister", "/bandasjister", "gyldig_til", "2199-12-31", /a known open end/],
    ["takstkoder", "/takstkoder", "spesialisttakst", "kanskje", /a flag/],
    ["takstkoder", "/takstkoder", "krever_takst", "1ad;1ak", /codes with/],
    ["bandasjister", "/bandasjister", "tidspunkt_registrert", "i\u00a0går", /a day and time/],
  ])("%s (%s) with %s %j", async (endpoint, path, field, value, expected) => {
    const failure = await failureOf(endpoint, path, { [field]: value });
    expect(failure).toBeInstanceOf(ContractError);
    const found = typeof value === "number" ? value : JSON.stringify(value).replace("\u00a0", "\\u{a0}");
    expect(failure).toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(
        new RegExp(`^Cannot read ${field} in row 2 of ${endpoint}/\\S+: expected`),
      ),
      facts: { row: 2, field, request: expect.stringContaining(`${endpoint}/`) },
    });
    expect(String(failure)).toMatch(expected);
    expect(String(failure)).toContain(typeof found === "number" ? "found " : `found ${found}`);
  });

  it("a money amount in a nested list, which is named by the field it lies in", async () => {
    const values = { refusjonskategorisats: [{ refusjonssats: "57.600", fradato: "2020-01-01" }] };
    const failure = await failureOf("nlkkoder", "/nlkkoder", values, "nlkkoder_refusjonskategorisatser");
    expect(String(failure)).toMatch(
      /^ContractError: Cannot read refusjonskategorisats in row 2 of nlkkoder\/\S+: expected kroner.*found "57\.600"/,
    );
  });
});
