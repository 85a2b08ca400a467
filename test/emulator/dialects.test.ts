// Every dialect answers on every endpoint in its own form, and between them they take every form there is.
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../src/emulator/dialects.ts";
import { dialects, variants } from "../../src/emulator/dialects.ts";
import type { Emulator } from "../../src/emulator/server.ts";
import { type Row, rowsIn, withEmulator } from "./asking.ts";

const kodeverk = [
  "fagomraader",
  "takstkoder",
  "nlkkoder",
  "refusjonskategorisatser",
  "apatkombinasjoner",
  "bandasjister",
];
const inMonths = "fagomraade=LE&fommaned=202301&tommaned=202302&takstkoder=2ad";
const all: readonly Dialect[] = Object.values(dialects);

async function ask(emulator: Emulator, path: string) {
  const response = await fetch(`${emulator.origin}${path}`);
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

describe("dialects", () => {
  it("take every variant at least once between them", () => {
    const used = new Map<string, Set<unknown>>(
      Object.keys(variants).map((question) => [question, new Set()]),
    );
    for (const dialect of all) {
      for (const [question, choice] of Object.entries(dialect)) {
        for (const value of typeof choice === "string" ? [choice] : Object.values(choice))
          used.get(question)?.add(value);
      }
    }
    for (const [question, choices] of Object.entries(variants)) {
      expect([question, [...(used.get(question) ?? [])].sort()]).toEqual([question, [...choices].sort()]);
    }
  });

  it("are named after themselves", () => {
    for (const [name, dialect] of Object.entries(dialects)) expect(dialect.name).toBe(name);
  });

  it.each(all)("$name answers on every endpoint with its content type and its mark", async (dialect) => {
    await withEmulator({ dialect }, async (emulator) => {
      const tables = ["kommune", "fylke", "landet"].map(
        (level) => `takstbruk/agtakst/${level}/maned?${inMonths}`,
      );
      for (const path of [...kodeverk, ...tables]) {
        const response = await fetch(`${emulator.origin}/${path}`);
        expect([path, response.status]).toEqual([path, 200]);
        expect(response.headers.get("content-type")).toBe(dialect.jsonType);
        expect(response.headers.get("helserefusjon-emulator")).toBe(
          `rows=100000; seed=1; dialect=${dialect.name}`,
        );
        expect(rowsIn(await response.json()).length).toBeGreaterThan(1);
      }
    });
  });

  it.each(all)("$name writes months, fylker, dates and open ends in its way", async (dialect) => {
    await withEmulator({ dialect }, async (emulator) => {
      const [row = {}] = rowsIn(
        JSON.parse((await ask(emulator, `/takstbruk/agtakst/fylke/maned?${inMonths}&fylker=03`)).text),
      );
      expect(row.maned).toEqual(monthForms[dialect.month]);
      expect(row.behandler_fylke).toEqual(fylkeForms[dialect.fylke]);
      const takster = await ask(emulator, "/takstkoder?fagomraade=LE&takstkode=1h");
      const open = rowsIn(JSON.parse(takster.text))[1] ?? {};
      expect(open.fradato).toEqual(dateForms[dialect.dates.takstkoder]);
      expect("tildato" in open).toBe(dialect.openEnd !== "absent");
    });
  });

  it.each(all)("$name says nothing and rejects in its way", async (dialect) => {
    await withEmulator({ dialect }, async (emulator) => {
      const empty = await ask(emulator, `/takstbruk/agtakst/kommune/maned?${inMonths}&kommuner=7777`);
      expect([dialect.empty, empty.status]).toEqual([dialect.empty, statusOfEmpty[dialect.empty]]);
      if (dialect.empty === "antall 0") expect(empty.text).toMatch(/^\{"antall":0,"takstbruk":\[\][,}]/);
      if (dialect.empty === "no array") expect(empty.text).toBe('{"antall":0}');
      const rejected = await ask(emulator, "/takstbruk/agtakst/kommune/maned?fagomraade=LE");
      expect(rejected.status).toBe(dialect.errors.endsWith("200") ? 200 : 400);
      expect(rejected.type).toContain(
        { text: "plain", html: "html", json: "json", feil: "json" }[dialect.errors.slice(0, 4)],
      );
      expect(rejected.text).not.toBe("");
    });
  });

  it("write null instead of leaving a key out, where they do", async () => {
    await withEmulator({ dialect: dialects.awkward }, async (emulator) => {
      const [row = {}] = rowsIn(
        JSON.parse(
          (await ask(emulator, "/takstbruk/agtakst/landet/ar?fagomraade=LE&fomar=2023&tomar=2023")).text,
        ),
      );
      expect([row.maned, row.behandler_fylke, row.behandler_kommunenr]).toEqual([null, null, null]);
      expect(typeof row.sum_refusjon).toBe("string");
    });
  });

  it("write large sums with an exponent, as Java does, where they do", async () => {
    await withEmulator({ dialect: dialects.java }, async (emulator) => {
      const { text } = await ask(
        emulator,
        "/takstbruk/agtakst/landet/ar?fagomraade=LE&fomar=2023&tomar=2023&takstkoder=2ad",
      );
      expect(text).toMatch(/"sum_refusjon":\d\.\d+E\d/);
    });
  });
});

const monthForms: Record<Dialect["month"], Row[string]> = {
  "yyyyMM text": "202301",
  "yyyyMM number": 202301,
  "MM text": "01",
  "M text": "1",
  "M number": 1,
  "yyyy-MM text": "2023-01",
};

const fylkeForms: Record<Dialect["fylke"], Row[string]> = {
  "03 text": "03",
  "3 text": "3",
  "3 number": 3,
  name: "Oslo",
};

const statusOfEmpty: Record<Dialect["empty"], number> = {
  "antall 0": 200,
  "no array": 200,
  "204": 204,
  "404": 404,
};

/** 1 July 2020 in Oslo. */
const dateForms: Record<Dialect["dates"]["takstkoder"], Row[string]> = {
  "2025-07-01": "2020-07-01",
  "2025-07-01T00:00:00": "2020-07-01T00:00:00",
  "2025-07-01T00:00:00.000": "2020-07-01T00:00:00.000",
  "2025-07-01T00:00:00+0200": "2020-07-01T00:00:00+0200",
  "2025-07-01T00:00:00.000+02:00": "2020-07-01T00:00:00.000+02:00",
  "2025-06-30T22:00:00Z": "2020-06-30T22:00:00Z",
  "2025-06-30T22:00:00.000Z": "2020-06-30T22:00:00.000Z",
  "2025-06-30T22:00:00.000+0000": "2020-06-30T22:00:00.000+0000",
  "to 23:59:59": "2020-07-01T00:00:00+02:00",
  "epoch millis": 1593554400000,
  "[2025,7,1]": [2020, 7, 1],
  "01.07.2025": "01.07.2020",
};
