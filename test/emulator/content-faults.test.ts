// Right answers with other rows: what is changed, in which rows, and that all the rest stays as it was written.
import { describe, expect, it } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import type { ContentFault, Fault } from "../../src/emulator/faults.ts";
import { type Row, rowsIn, withEmulator } from "./asking.ts";
import { playFaults } from "./playing.ts";

const play = playFaults();
const playAwkward = playFaults(dialects.awkward);

const members = (row: Row | undefined) => JSON.stringify(Object.entries(row ?? {}));

/** The rows now and before, and which of them are changed. */
async function changes(fault: ContentFault, path?: string) {
  const { bad, good, faults } = await play(fault, path === undefined ? {} : { path });
  expect([bad.status, bad.ending, bad.headers["content-type"]]).toEqual([200, "end", "application/json"]);
  expect(faults).toEqual([fault]);
  const now = rowsIn(JSON.parse(bad.body.toString()));
  const before = rowsIn(JSON.parse(good.toString()));
  const changed = now.flatMap((row, at) => (members(row) === members(before[at]) ? [] : [at]));
  expect(now.length).toBe(before.length);
  return { changed, now, before, first: now[0] ?? {}, last: now.at(-1) ?? {}, text: bad.body.toString() };
}

describe("a content fault", () => {
  it("new field: a text that the row had not, in the first, the last or all rows", async () => {
    const { changed, last, before } = await changes({ kind: "new field", rows: "last" });
    expect([changed, last]).toEqual([[before.length - 1], { ...before.at(-1), nytt_felt: "nytt" }]);
    const named = await changes({ kind: "new field", field: "kilde", rows: "first" });
    expect([named.changed, named.first]).toEqual([[0], { ...before[0], kilde: "nytt" }]);
    expect((await changes({ kind: "new field" })).changed).toEqual([...before.keys()]);
  });

  it("missing field: the key is gone, where the row had it", async () => {
    const { changed, first, before } = await changes({ kind: "missing field", field: "ar", rows: "first" });
    expect([changed, { ar: "2023", ...first }]).toEqual([[0], before[0]]);
    expect(first).not.toHaveProperty("ar");
    const open = await changes({ kind: "missing field", field: "tildato" }, "/takstkoder?takstkode=1h");
    expect(open.changed).toEqual([0]);
  });

  it("changed type: the value as a text, a number, a boolean, an object or an array", async () => {
    const became = async (field: string, to: "text" | "number" | "boolean" | "object" | "array") =>
      (await changes({ kind: "changed type", field, to, rows: "first" })).first[field];
    const { before } = await changes({ kind: "new field" });
    const count = before[0]?.antall_regninger;
    expect(await became("antall_regninger", "text")).toBe(String(count));
    expect(await became("antall_regninger", "object")).toEqual({ verdi: count });
    expect(await became("antall_regninger", "array")).toEqual([count]);
    expect(await became("ar", "number")).toBe(2023);
    expect(await became("takstkode", "number")).toBe(1);
    expect(await became("takstkode", "boolean")).toBe(true);
  });

  it("null: the key stays, its value is null", async () => {
    const { changed, now, before } = await changes({ kind: "null", field: "sum_refusjon" });
    expect(changed).toEqual([...before.keys()]);
    expect(now).toEqual(before.map((row) => ({ ...row, sum_refusjon: null })));
  });

  it("keys in another order: back to front, with the same values", async () => {
    const { changed, last, before } = await changes({ kind: "keys in another order", rows: "last" });
    expect([changed, last]).toEqual([[before.length - 1], before.at(-1)]);
    expect(Object.keys(last)).toEqual(Object.keys(before.at(-1) ?? {}).reverse());
  });

  it("leaves every other value as it was written, and what stands around the rows", async () => {
    const { text } = await changes({ kind: "missing field", field: "ar" });
    expect(text).toMatch(/^\{"antall":\d+,"takstbruk":\[\{"sum_antall_takst":\d+,/);
    expect(text).toMatch(/"sum_refusjon":\d+\.0,/);
  });

  it("finds the rows of every kodeverk, nested ones and brackets in texts or not, in an envelope or bare", async () => {
    const fault = { kind: "new field" } as const;
    const names = ["fagomraader", "takstkoder", "nlkkoder", "refusjonskategorisatser", "apatkombinasjoner"];
    for (const name of [...names, "bandasjister"]) {
      const own = await changes(fault, `/${name}?ukjent=1`);
      expect([name, own.changed.length]).toEqual([name, own.now.length]);
      const { bad } = await playAwkward(fault, { path: `/${name}?ukjent=1` });
      const rows = rowsIn(JSON.parse(bad.body.toString()));
      expect([name, rows.length]).toEqual([name, own.now.length]);
      expect(rows.every((row) => row.nytt_felt === "nytt")).toBe(true);
    }
  });

  it("is compressed like any answer", async () => {
    const { bad } = await play({ kind: "new field" }, { headers: { "accept-encoding": "gzip" } });
    expect(bad.headers["content-encoding"]).toBe("gzip");
  });
});

describe("a content fault that cannot be played", () => {
  const table = "/takstbruk/agtakst/landet/ar?fagomraade=LE&fomar=2023&tomar=2023";
  const csv = table.replace("takstbruk", "takstbruk/eksport");
  const cases: readonly { why: string; fault: Fault; path: string; accept?: string }[] = [
    { why: "no JSON with a list of rows", fault: { kind: "new field" }, path: csv },
    {
      why: "no JSON with a list of rows",
      fault: { kind: "new field" },
      path: table,
      accept: "application/xml",
    },
    { why: "changes nothing", fault: { kind: "null", field: "finnes_ikke" }, path: table },
    { why: "changes nothing", fault: { kind: "changed type", field: "ar", to: "text" }, path: table },
    { why: "changes nothing", fault: { kind: "new field" }, path: `${table}&takstkoder=finnes_ikke` },
  ];

  it.each(cases)(
    "is answered 501 and $why, and not said to be played",
    async ({ fault, path, accept, why }) => {
      const headers = accept === undefined ? {} : { accept };
      const { bad, faults } = await play(fault, { path, headers });
      expect([bad.status, faults]).toEqual([501, []]);
      expect(bad.body.toString()).toContain(why);
    },
  );

  it("is answered 501 too where the answer is too large to hold", async () => {
    const large = "/takstbruk/agtakst/kommune/maned?fagomraade=LE&fommaned=201901&tommaned=202001";
    const faults = [{ path: "/kommune/maned", calls: "all", fault: { kind: "new field" } }] as const;
    await withEmulator({ world: { rows: 2_000_000, seed: 1 }, faults }, async ({ origin, played }) => {
      const response = await fetch(origin + large);
      expect([response.status, played()]).toEqual([501, []]);
      expect(await response.text()).toContain("more than 4194304 bytes");
    });
  });
});
