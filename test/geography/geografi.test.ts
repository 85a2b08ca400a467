// The refresh as a person runs it, against a stand-in for SSB Klass: what differs, and what is written.
import { describe, expect, it } from "vitest";
import { readTables, tableNames } from "../../src/geography/tables.ts";
import { type Known, klassStandIn } from "./klass-stand-in.ts";
import { again, asKnown, change, ending, filesOf, ours, place, run, unchanged } from "./running.ts";

describe("geografi", () => {
  it("finds no difference in a Klass that knows what we know, and writes the same bytes", async () => {
    const { code, out, reference } = await run(await klassStandIn(asKnown), "--refresh");
    expect(code).toBe(0);
    for (const name of tableNames) expect(out).toContain(`${name}: no difference\n`);
    expect(out).toContain("kommune_innbyggere is unchanged, because it comes from table 07459");
    expect(await filesOf(reference)).toEqual(unchanged);
  });

  /** Utsira joins Haugesund as 1199, Frosta becomes 5070, Bø gets a second name, a fylke is renumbered. */
  const later: Known = {
    kommuner: [
      ...ending(
        ending(ending(asKnown.kommuner, "1151", "2026-06-30"), "1106", "2026-06-30"),
        "5036",
        "2026-06-30",
      ),
      place("1199", "Haugesund", "2026-07-01"),
      place("5070", "Frosta", "2026-07-01"),
      place("9999", "Uoppgitt", "1900-01-01"),
      place("2111", "Longyearbyen arealplanområde", "1900-01-01"),
    ],
    fylker: [...ending(asKnown.fylker, "42", "2026-06-30"), place("43", "Agder", "2026-07-01")],
    changes: [
      ...asKnown.changes,
      change("1151", "1199", "2026-07-01"),
      change("1106", "1199", "2026-07-01"),
      change("5036", "5070", "2026-07-01"),
      change("5036", "5036", "2026-05-01"),
      change("1101", "1103", "2026-07-01"),
    ],
  };

  it("prints each difference and writes nothing unless told", async () => {
    const { code, out, reference } = await run(await klassStandIn(later));
    expect(code).toBe(0);
    expect(out).toContain('changed: 1151: gyldig_til "" → "2026-06-30"');
    expect(out).toContain("new: 5070,Frosta,50,2026-07-01,\n");
    expect(out).toContain("new: 43,Agder,2026-07-01,\n");
    expect(out).not.toContain("9999");
    expect(out).not.toContain("2111");
    expect(out).not.toContain("Wrote");
    expect(await filesOf(reference)).toEqual(unchanged);
  });

  it("writes what changed, with the kind of each change and the kommune of today of all that came before", async () => {
    const klass = await klassStandIn(later);
    const { code, reference } = await run(klass, "--refresh");
    expect(code).toBe(0);
    const written = await readTables(reference);
    const fresh = written.kommune_endringer.filter(({ dato = "" }) => dato > "2026-01-01");
    expect(fresh.map((row) => Object.values(row).join())).toEqual([
      "5036,5036,2026-05-01,navneendring",
      "1101,1103,2026-07-01,grensejustering",
      "1106,1199,2026-07-01,sammenslaaing",
      "1151,1199,2026-07-01,sammenslaaing",
      "5036,5070,2026-07-01,omnummerering",
    ]);
    const today = new Map(
      written.kommune_til_gjeldende.map((row) => [row.kommunenr, row.gjeldende_kommunenr]),
    );
    expect(["1106", "1151", "1199", "5036", "1717", "0301"].map((nr) => today.get(nr))).toEqual([
      "1199",
      "1199",
      "1199",
      "5070",
      "5070",
      "0301",
    ]);
    expect((await again(klass, reference)).out).not.toMatch(/(new|gone|changed): /);
  });

  it("keeps the name we know to be Norwegian, and says where it cannot tell", async () => {
    const renamed = ending(ending(asKnown.kommuner, "1836", "2025-12-31"), "1151", "2025-12-31");
    const kommuner = [
      ...renamed,
      place("1836", "Rødøy - Rødij", "2026-01-01"),
      place("1151", "Skåre - Skuore", "2026-01-01"),
    ];
    const { out, reference } = await run(await klassStandIn({ ...asKnown, kommuner }), "--refresh");
    expect(out).toContain('note: norsk_navn of kommune 1151 is the whole name "Skåre - Skuore"');
    const written = (await readTables(reference)).navn_historikk.filter(({ nr }) => nr === "1836");
    expect(
      written.map(({ norsk_navn, gyldig_fra, gyldig_til }) => [norsk_navn, gyldig_fra, gyldig_til]),
    ).toEqual([
      ["Rødøy", ours.kommuner.find(({ kommunenr }) => kommunenr === "1836")?.gyldig_fra, "2025-12-31"],
      ["Rødøy", "2026-01-01", ""],
    ]);
  });

  it("keeps what only we have, and says so", async () => {
    const kommuner = asKnown.kommuner.filter(({ nr }) => nr !== "1151");
    const { out, reference } = await run(await klassStandIn({ ...asKnown, kommuner }), "--refresh");
    expect(out).toContain("note: kommuner 1151 stays, though Klass does not have it");
    expect(await filesOf(reference)).toEqual(unchanged);
  });

  it("keeps our changes where Klass has no table of them", async () => {
    const { code, out } = await run(await klassStandIn({ ...asKnown, changes: [] }));
    expect([code, out]).toEqual([0, expect.stringContaining("kommune_endringer: no difference")]);
    expect(out).toContain(
      "note: Klass has no changes. The 516 rows of kommune_endringer stay as they are.\n",
    );
  });

  it("names a change that only we have", async () => {
    const { out } = await run(await klassStandIn({ ...asKnown, changes: asKnown.changes.slice(1) }));
    expect(out.match(/note: .*/g)).toEqual([
      expect.stringMatching(/^note: kommune_endringer 2011-01-01 \d{4} \d{4} stays, though Klass/),
    ]);
  });
});
