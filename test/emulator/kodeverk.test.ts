// The emulator's kodeverk endpoints in the documented dialect: envelopes, filters, history and oddities.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { worlds } from "../../src/emulator/world/world.ts";
import { number, rowsAt, rowsIn } from "./asking.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ world: worlds.small, dialect: dialects.documented });
});
afterAll(() => emulator.close());

const at = (path: string) => rowsAt(emulator, path);

describe("every kodeverk", () => {
  it("answers in an envelope named after itself", async () => {
    const names = [
      "fagomraader",
      "takstkoder",
      "nlkkoder",
      "refusjonskategorisatser",
      "apatKombinasjoner",
      "bandasjister",
    ];
    for (const name of names) {
      const text = await (await fetch(`${emulator.origin}/${name.toLowerCase()}`)).text();
      expect(text.startsWith(`{"${name}":[{`)).toBe(true);
    }
  });

  it("rejects a gyldigdato that is no date, and finds nothing for an unknown samhandlertype", async () => {
    expect((await fetch(`${emulator.origin}/takstkoder?gyldigdato=2025-02-30`)).status).toBe(400);
    expect((await fetch(`${emulator.origin}/nlkkoder?gyldigdato=01.07.2025`)).status).toBe(400);
    expect(await at("/nlkkoder?samhandlertype=XX")).toEqual([]);
    expect(await at("/refusjonskategorisatser?samhandlertype=XX")).toEqual([]);
  });
});

describe("/fagomraader", () => {
  it("nests the praksistyper of each of the 23 fagområder", async () => {
    const rows = await at("/fagomraader");
    expect(rows).toHaveLength(23);
    const lege = rows.find((row) => row.fagomraadekode === "LE");
    expect(lege?.praksistyper).toContainEqual({ praksistypekode: "FALE", beskrivelse: "Fastlege" });
  });

  it("lacks a praksistype that the data nevertheless has", async () => {
    const listed = (await at("/fagomraader"))
      .flatMap((row) => rowsIn(row.praksistyper))
      .map((row) => row.praksistypekode);
    const used = await at("/takstbruk/agtakst/landet/ar?fagomraade=FBV,FY&fomar=2026&tomar=2026");
    const unlisted = used.filter((row) => !listed.includes(row.praksis_type_kode));
    expect(new Set(unlisted.map((row) => row.praksis_type_kode))).toEqual(new Set(["KORI", "RHFO"]));
    expect(unlisted.find((row) => row.praksis_type_kode === "KORI")).toMatchObject({
      samhandler_praksis_type: "Kommunal rideterapi",
    });
  });
});

describe("/takstkoder", () => {
  it("gives the whole history unless a date is requested", async () => {
    expect((await at("/takstkoder?takstkode=2ad")).length).toBeGreaterThan(10);
    const [now, ...others] = await at("/takstkoder?takstkode=2ad&gyldigdato=2025-08-09");
    expect(others).toEqual([]);
    expect(now).toMatchObject({
      fradato: "2025-07-01",
      tildato: "2026-06-30",
      refusjon: 15,
      egenandel: 179,
      honorar: 194,
    });
  });

  it("leaves the key tildato out where a takst is still valid, and knows a takst with a gap", async () => {
    const gap = await at("/takstkoder?takstkode=1h");
    expect(gap.map((row) => [row.fradato, row.tildato])).toEqual([
      ["2012-07-01", "2018-06-30"],
      ["2020-07-01", undefined],
    ]);
    expect(Object.keys(gap[1] ?? {})).not.toContain("tildato");
    expect(await at("/takstkoder?takstkode=1h&gyldigdato=2019-01-01")).toEqual([]);
  });

  it("takes %25 as a wildcard in takstkode and beskrivelse", async () => {
    const codes = new Set((await at("/takstkoder?fagomraade=LE&takstkode=2%25")).map((row) => row.takstkode));
    expect(codes.size).toBeGreaterThan(3);
    expect([...codes].every((code) => String(code).startsWith("2"))).toBe(true);
    expect(await at("/takstkoder?takstkode=%25")).toEqual(await at("/takstkoder"));
    const found = await at("/takstkoder?beskrivelse=%25bl%C3%A5%20resept%25");
    expect(new Set(found.map((row) => row.takstkode))).toEqual(new Set(["H1"]));
    expect(await at("/takstkoder?beskrivelse=blå resept")).toEqual([]);
  });

  it("covers only the fagområder the documentation lists for it", async () => {
    const found = new Set((await at("/takstkoder")).map((row) => row.fagomraade));
    expect(found.size).toBe(16);
    expect(
      (await at("/takstbruk/agtakst/landet/ar?fagomraade=MU&fomar=2020&tomar=2020")).length,
    ).toBeGreaterThan(0);
  });

  it("splits invalid combinations into official and others, and turns an emptied exception list into Alle", async () => {
    const lists = async (which: string) =>
      new Map(
        (await at(`/takstkoder?offisielle_ugyldige_takstkombinasjoner=${which}&gyldigdato=2024-01-01`)).map(
          (row) => [`${row.fagomraade} ${row.takstkode}`, String(row.ugyldig_kombinasjon ?? "")],
        ),
      );
    const [official, others] = await Promise.all([lists("ja"), lists("nei")]);
    const all = await at("/takstkoder?gyldigdato=2024-01-01");
    const parts = (text: string) => text.split("|").filter((part) => part !== "" && !part.startsWith("Alle"));
    for (const row of all) {
      const key = `${row.fagomraade} ${row.takstkode}`;
      const split = [...parts(official.get(key) ?? ""), ...parts(others.get(key) ?? "")];
      expect(split.sort()).toEqual(parts(String(row.ugyldig_kombinasjon ?? "")).sort());
    }
    expect([official.get("LE 1h"), others.get("LE 1h")]).toEqual(["Alle unntatt|2ad|H1", "Alle"]);
    expect(
      (await fetch(`${emulator.origin}/takstkoder?offisielle_ugyldige_takstkombinasjoner=kanskje`)).status,
    ).toBe(400);
  });

  it("lets a takst go with no other, whichever combinations are requested", async () => {
    const full = await startEmulator({ world: worlds.demo, dialect: dialects.documented });
    onTestFinished(() => full.close());
    for (const which of ["", "&offisielle_ugyldige_takstkombinasjoner=ja"]) {
      const rows = await rowsAt(full, `/takstkoder?fagomraade=LE&takstkode=2kd${which}`);
      expect(new Set(rows.map((row) => row.ugyldig_kombinasjon))).toEqual(new Set(["Alle"]));
    }
  });
});

describe("the laboratory kodeverk", () => {
  it("has the same nlkKode twice with ids, periods and categories of their own", async () => {
    const rows = await at("/nlkkoder?nlkkode=NPU61124&samhandlertype=PO");
    expect(rows.map((row) => [row.fradato, row.tildato, row.refusjonskategori])).toEqual([
      ["2023-03-23", "2023-05-31", "IT2"],
      ["2023-06-01", undefined, "IT6"],
    ]);
    expect(new Set(rows.map((row) => row.nlkKodeid)).size).toBe(2);
    const all = await at("/nlkkoder");
    expect(new Set(all.map((row) => row.nlkKodeid)).size).toBe(all.length);
    expect((await at("/nlkkoder?nlkkode=NPU%25")).length).toBeLessThan(all.length);
  });

  it("gives PO and LR rates that differ in rows that do not say whose they are", async () => {
    const satser = (type: string) =>
      at(`/refusjonskategorisatser?gyldigdato=2023-05-23&samhandlertype=${type}`);
    const rate = async (type: string) =>
      (await satser(type)).find((row) => row.refusjonskategori === "MB2")?.refusjonssats;
    expect([await rate("PO"), await rate("LR")]).toEqual([6.96, 6.45]);
    expect(Object.keys((await satser("PO"))[0] ?? {})).toEqual([
      ...["refusjonskategoriid", "refusjonskategori", "refusjonssats", "fradato", "tildato"],
    ]);
    const both = await at("/refusjonskategorisatser?gyldigdato=2023-05-23");
    expect(both.length).toBe((await satser("PO")).length + (await satser("LR")).length);
  });

  it("nests in each code the historic rates of the requested samhandlertype", async () => {
    const nested = async (query: string) =>
      rowsIn((await at(`/nlkkoder?nlkkode=NOR05003${query}`))[0]?.refusjonskategorisats);
    const [po, lr, both] = [
      await nested("&samhandlertype=PO"),
      await nested("&samhandlertype=LR"),
      await nested(""),
    ];
    expect(po.length).toBeGreaterThan(5);
    expect(both).toEqual([...po, ...lr]);
    expect(await at("/apatkombinasjoner?samhandlertype=PO&gyldigdato=2024-06-01")).not.toEqual([]);
  });
});

describe("/bandasjister", () => {
  it("has organisation numbers with a right check digit, deleted firms, and firms without an underenhet", async () => {
    const rows = await at("/bandasjister");
    const weights = [3, 2, 7, 6, 5, 4, 3, 2, 1];
    for (const row of rows) {
      const digits = [...String(row.sar_orgnr)].map(Number);
      expect(weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0) % 11).toBe(0);
    }
    expect(rows.some((row) => row.status === "slettet")).toBe(true);
    expect(rows.some((row) => !("underenhet_orgnr" in row))).toBe(true);
    expect(rows.every((row) => number(row, "sar_id") > 0)).toBe(true);
  });
});
