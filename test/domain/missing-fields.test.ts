// What is said of fields that answers lack: which stop a pull, which are counted, and which new field looks like a lost one.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { breaksContract, driftOf } from "../../src/domain/drift.ts";
import type { Drift, FieldSeen, Receipt } from "../../src/domain/receipt.ts";

function endpointOf(name: string) {
  const endpoint = registry.endpoints.find((one) => one.name === name);
  if (endpoint === undefined) throw new Error(`no endpoint ${name}`);
  return endpoint;
}

type Seen = Readonly<Record<string, Partial<FieldSeen> | undefined>>;

/** An answer in which every documented field has a value in every row, but for the changes. */
function receipt(
  name: string,
  { rows, change, key = "all" }: { rows: number; change: Seen; key?: string },
): Receipt {
  const kinds = {
    text: "string",
    count: "number",
    money: "number",
    number: "number",
    date: "string",
  } as const;
  const more = { boolean: "boolean", codes: "string", rows: "array" } as const;
  const documented = Object.entries(endpointOf(name).fields).filter(
    ([, { expected }]) => expected !== "nowhere" && expected !== "perhaps",
  );
  const all: [string, Partial<FieldSeen> | undefined][] = documented.map(([field, { type }]) => [
    field,
    { kinds: [{ ...kinds, ...more }[type]] },
  ]);
  const changed = new Map([...all, ...Object.entries(change)]);
  const fields: Record<string, FieldSeen> = {};
  for (const [field, seen] of changed)
    if (seen !== undefined) fields[field] = { rows, nulls: 0, kinds: ["string"], ...seen };
  const digest = { bytes: 1, sha256: "0".repeat(64) };
  return {
    endpoint: name,
    key,
    parameters: {},
    url: "http://x/",
    status: 200,
    headers: {},
    fetched_at: "2026-11-01T00:00:00.000Z",
    body: digest,
    file: digest,
    envelope: { head: "{", tail: "}", list: endpointOf(name).envelope },
    rows,
    periods: {},
    fields,
  };
}

function driftIn(
  name: string,
  answers: readonly { rows: number; change: Seen; key?: string }[],
): readonly Drift[] {
  return driftOf(
    endpointOf(name),
    answers.map((answer) => receipt(name, answer)),
  );
}

describe("an answer without a field that should be in every row", () => {
  it.each([
    ["sumRefusjon", "sum_refusjon"],
    ["Refusjon (kr)", "sum_refusjon"],
    ["belop_refusjon", "sum_refusjon"],
    ["SUM_EGENANDEL_BETALT_AV_PASIENT", "sum_egenandel_betalt_av_pasient"],
    ["Egenandel dekket av folketrygden", "sum_egenandel_dekket_av_folketrygden"],
    ["antallRegninger", "antall_regninger"],
  ])("stops the pull and says that the new field %s looks like %s", (successor, lost) => {
    const change = { [lost]: undefined, [successor]: {} };
    const [drift, ...others] = driftIn("takstbruk_landet_ar", [{ rows: 30, change, key: "fagomraade-LE" }]);
    expect(drift).toEqual({
      endpoint: "takstbruk_landet_ar",
      field: lost,
      kind: "missing field",
      found: `takstbruk_landet_ar/fagomraade-LE has no ${lost} in any of its rows (30); it has a new field ${successor} that looks like it`,
      rows: 30,
    });
    expect(others.map(({ kind }) => kind)).toEqual(["new field"]);
  });

  it("stops the pull also where its rows have it as null, and where other answers have it", () => {
    const change = { sum_refusjon: { nulls: 3, kinds: ["null" as const] } };
    const found = driftIn("takstbruk_landet_ar", [
      { rows: 5, change: {}, key: "fagomraade-FY" },
      { rows: 3, change, key: "fagomraade-LE" },
    ]);
    expect(found.filter(breaksContract).map((drift) => drift.found)).toEqual([
      "takstbruk_landet_ar/fagomraade-LE has no sum_refusjon in any of its rows (3)",
    ]);
  });

  it("names no successor where the new fields are about something else", () => {
    const change = { sum_refusjon: undefined, antall_pasienter: {}, kilde: {} };
    const [drift] = driftIn("takstbruk_landet_ar", [{ rows: 3, change }]);
    expect(drift?.found).not.toContain("looks like");
  });
});

describe("single rows without a value that should be in every row", () => {
  it("are counted and do not stop the pull", () => {
    const found = driftIn("takstbruk_kommune_ar", [
      { rows: 100, change: { behandler_kommunenr: { rows: 98, nulls: 1 }, sum_refusjon: { nulls: 2 } } },
    ]);
    expect(found.map(({ kind, field, rows }) => [kind, field, rows])).toEqual([
      ["missing value", "behandler_kommunenr", 3],
      ["missing value", "sum_refusjon", 2],
    ]);
    expect(found.filter(breaksContract)).toEqual([]);
  });

  it("stop the pull where the field names the row", () => {
    const found = driftIn("takstbruk_kommune_ar", [{ rows: 100, change: { takstkode: { rows: 99 } } }]);
    expect(found.filter(breaksContract).map(({ field, rows }) => [field, rows])).toEqual([["takstkode", 1]]);
  });
});

describe("a field that applies to some rows only", () => {
  it("stops the pull where a long list has it nowhere, not where a short one has", () => {
    const lacking = { egenandel: undefined };
    const [long] = driftIn("takstkoder", [{ rows: 20, change: lacking }]);
    expect(long).toMatchObject({ kind: "missing field", field: "egenandel" });
    expect(driftIn("takstkoder", [{ rows: 19, change: lacking }])).toEqual([]);
  });

  it("stops the pull in a short list too where it has come back under another name", () => {
    const [drift] = driftIn("takstkoder", [{ rows: 2, change: { egenandel: undefined, egenandel_kr: {} } }]);
    expect(drift).toMatchObject({ kind: "missing field", found: expect.stringContaining("egenandel_kr") });
  });
});

describe("a field nobody has seen in an answer", () => {
  it("may be absent, but not spelled otherwise", () => {
    expect(driftIn("nlkkoder", [{ rows: 50, change: {} }])).toEqual([]);
    const [drift] = driftIn("nlkkoder", [{ rows: 50, change: { erstattes_av: {} } }]);
    expect(drift).toMatchObject({ kind: "missing field", field: "erstattesAv" });
  });
});

describe("a field that is known to stay empty", () => {
  it("is news when it has values, and no error", () => {
    const found = driftIn("takstkoder", [{ rows: 50, change: { krever_diagnose: { rows: 4 } } }]);
    expect(found).toMatchObject([{ kind: "value in empty field", field: "krever_diagnose", rows: 4 }]);
    expect(found.filter(breaksContract)).toEqual([]);
  });
});
