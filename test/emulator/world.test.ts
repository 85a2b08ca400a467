// The world behind the answers: the same seed is the same world, of the size requested, with every fagområde in it.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newSink, putOre, putWhole } from "../../src/emulator/answers/bytes.ts";
import { worlds } from "../../src/emulator/world/world.ts";
import { number, rowsAt, rowsIn, withEmulator } from "./asking.ts";

const tables = ["kommune", "fylke", "landet"].flatMap((level) =>
  ["maned", "ar"].map((grain) => `${level}/${grain}`),
);

describe("the world", () => {
  it("is the same for the same seed and another for another", async () => {
    const digest = (seed: number) =>
      withEmulator({ world: { rows: 100_000, seed } }, async ({ origin }) => {
        const hash = createHash("sha256");
        for (const table of tables) {
          const period = table.endsWith("ar") ? "fomar=2015&tomar=2026" : "fommaned=201906&tommaned=202006";
          hash.update(
            await (await fetch(`${origin}/takstbruk/agtakst/${table}?fagomraade=LE,FY,TH&${period}`)).text(),
          );
        }
        return hash.digest("hex");
      });
    const [first, again, other] = await Promise.all([digest(1), digest(1), digest(2)]);
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  it("has as many rows as requested, within 15 %, in all tables and fagområder together", async () => {
    await withEmulator({ world: worlds.small }, async (emulator) => {
      const fagomraader = (await rowsAt(emulator, "/fagomraader")).map((row) => row.fagomraadekode).join(",");
      let total = 0;
      const seen = new Map<unknown, number>();
      for (const table of tables) {
        for (let ar = 2015; ar <= 2026; ar++) {
          const period = table.endsWith("ar")
            ? `fomar=${ar}&tomar=${ar}`
            : `fommaned=${ar}01&tommaned=${ar}12`;
          const rows = await rowsAt(
            emulator,
            `/takstbruk/agtakst/${table}?fagomraade=${fagomraader}&${period}`,
          );
          total += rows.length;
          for (const row of rows) seen.set(row.fagomraade, (seen.get(row.fagomraade) ?? 0) + 1);
        }
      }
      expect(total / worlds.small.rows).toBeGreaterThan(0.85);
      expect(total / worlds.small.rows).toBeLessThan(1.15);
      // Nobody knows a praksistype of OP, and those of PT do not bill.
      expect(seen.size).toBe(21);
      expect(Math.min(...seen.values())).toBeGreaterThan(10);
      expect(Math.max(...seen.values())).toBe(seen.get("LE"));
    });
  });

  it("has fewer bills in the last six months than a month later, and the same before", async () => {
    const asked =
      "/takstbruk/agtakst/landet/maned?fagomraade=LE&takstkoder=2ad&fommaned=202510&tommaned=202610";
    const billsAsOf = (asOf: string) =>
      withEmulator({ world: { ...worlds.small, asOf } }, async (emulator) => {
        const months = new Map<string, number>();
        for (const row of await rowsAt(emulator, asked)) {
          const maned = String(row.maned);
          months.set(maned, (months.get(maned) ?? 0) + number(row, "antall_regninger"));
        }
        return months;
      });
    const [earlier, later] = await Promise.all([billsAsOf("202607"), billsAsOf("202608")]);
    expect(Math.max(...[...earlier.keys()].map(Number))).toBe(202606);
    for (const maned of ["202510", "202511", "202512"]) expect(earlier.get(maned)).toBe(later.get(maned));
    for (const maned of ["202601", "202602", "202603", "202604", "202605", "202606"]) {
      const share = (earlier.get(maned) ?? 0) / (later.get(maned) ?? 0);
      expect(share, maned).toBeGreaterThan(0.7);
      expect(share, maned).toBeLessThan(1);
    }
  });

  it("has no takst of another fagområde that costs more than 2ad", async () => {
    await withEmulator({ world: worlds.small }, async (emulator) => {
      const fagomraader = (await rowsAt(emulator, "/fagomraader")).map((row) => row.fagomraadekode).join(",");
      const kroner = new Map<string, number>();
      for (const row of await rowsAt(
        emulator,
        `/takstbruk/agtakst/landet/ar?fagomraade=${fagomraader}&fomar=2023&tomar=2023`,
      )) {
        const takst = `${row.fagomraade} ${row.takstkode}`;
        kroner.set(takst, (kroner.get(takst) ?? 0) + number(row, "sum_refusjon"));
      }
      expect([...kroner].sort((a, b) => b[1] - a[1])[0]?.[0]).toBe("LE 2ad");
      expect(kroner.size).toBeGreaterThan(30);
    });
  });

  it("announces as many rows as it sends", async () => {
    await withEmulator({ world: { rows: 200_000, seed: 3 } }, async ({ origin }) => {
      for (const table of tables) {
        const period = table.endsWith("ar") ? "fomar=2019&tomar=2020" : "fommaned=201906&tommaned=202006";
        const text = await (
          await fetch(`${origin}/takstbruk/agtakst/${table}?fagomraade=LE&${period}`)
        ).text();
        expect(text.startsWith(`{"antall":${rowsIn(JSON.parse(text)).length},`)).toBe(true);
      }
    });
  });
});

describe("putWhole() and putOre()", () => {
  it("write what JavaScript itself would", () => {
    for (const value of [
      0, 7, 10, 99, 100, 2_147_483_647, 2_147_483_648, 301_185, 99_999_999_999, 123_456_789_012_345,
    ]) {
      const sink = newSink();
      putWhole(sink, value);
      expect(sink.bytes.toString("ascii", 0, sink.length)).toBe(String(value));
    }
    for (const [ore, text] of [
      [0, "0.0"],
      [5, "0.05"],
      [1250, "12.5"],
      [1255, "12.55"],
      [30_118_500, "301185.0"],
    ] as const) {
      const sink = newSink();
      putOre(sink, ore);
      expect(sink.bytes.toString("ascii", 0, sink.length)).toBe(text);
    }
  });
});
