// An emulator that rejects answers over so many rows, in every way it can.
import { beforeAll, describe, expect, it } from "vitest";
import type { EmulatorOptions } from "../../src/emulator/server.ts";
import { rowsAt, withEmulator } from "./asking.ts";
import { type Wire, wireOf } from "./wire.ts";

const table = "takstbruk/agtakst/landet/ar";
const year = "?fagomraade=LE&fomar=2023&tomar=2023";
const years = "?fagomraade=LE&fomar=2021&tomar=2023";

let rows = 0;
beforeAll(async () => {
  rows = await withEmulator({}, async (emulator) => (await rowsAt(emulator, `/${table}${year}`)).length);
});

/** What comes for one year, which has just as many rows as are allowed, and for three, which have more. */
function requested(how: NonNullable<EmulatorOptions["mostRows"]>["how"]) {
  return withEmulator({ mostRows: { rows, how } }, async ({ origin, played }) => {
    const few = await wireOf(`${origin}/${table}${year}`);
    const many = await wireOf(`${origin}/${table}${years}`);
    expect([few.status, few.ending, few.chunks.at(-1)]).toEqual([200, "end", 0]);
    return { few, many, played: played().map(({ path, fault }) => [path, fault.kind]) };
  });
}

const end = ({ status, ending }: Wire) => [status, ending];

describe("mostRows", () => {
  it.each([413, 500] as const)("rejects more rows with status %i", async (how) => {
    const { many, played } = await requested(how);
    expect([end(many), played]).toEqual([[how, "end"], [[`/v1/${table}${years}`, "status"]]]);
  });

  it("cuts an answer of more rows in the middle", async () => {
    const { few, many, played } = await requested("cut");
    expect([end(many), played]).toEqual([[200, "end"], [[`/v1/${table}${years}`, "cut"]]]);
    expect(many.chunks).not.toContain(0);
    expect(many.body.length).toBeGreaterThan(few.body.length);
  });

  it("hangs when more rows are requested", async () => {
    const { many, played } = await requested("hang");
    expect([end(many), played]).toEqual([[0, "silence"], [[`/v1/${table}${years}`, "hang before body"]]]);
  });

  it("counts the rows of CSV and Excel too, and none of a kodeverk", async () => {
    await withEmulator({ mostRows: { rows, how: 413 } }, async ({ origin }) => {
      for (const form of ["eksport/agtakst", "eksport/msexcel/agtakst"]) {
        const status = async (query: string) =>
          (await wireOf(`${origin}/takstbruk/${form}/landet/ar${query}`)).status;
        expect([form, await status(year), await status(years)]).toEqual([form, 200, 413]);
      }
    });
    await withEmulator({ mostRows: { rows: 1, how: 413 } }, async ({ origin }) => {
      expect((await fetch(`${origin}/takstkoder`)).status).toBe(200);
      expect((await fetch(`${origin}/${table}${year}&takstkoder=finnes_ikke`)).status).toBe(200);
      expect((await fetch(`${origin}/${table}?fagomraade=LE`)).status).toBe(400);
    });
  });

  it("comes after the faults", async () => {
    const faults = [{ path: table, calls: [1], fault: { kind: "status", status: 503 } }] as const;
    await withEmulator({ mostRows: { rows: 1, how: 413 }, faults }, async ({ origin }) => {
      const ask = async () => (await fetch(`${origin}/${table}${year}`)).status;
      expect([await ask(), await ask()]).toEqual([503, 413]);
    });
  });

  it("cuts answers too large to hold without reading them to their end", async () => {
    const large = "?fagomraade=LE&fommaned=201901&tommaned=202001";
    const options = { world: { rows: 2_000_000, seed: 1 }, mostRows: { rows: 10_000, how: "cut" } } as const;
    await withEmulator(options, async ({ origin }) => {
      const { status, ending, chunks, body } = await wireOf(
        `${origin}/takstbruk/agtakst/kommune/maned${large}`,
      );
      expect([status, ending, chunks.includes(0)]).toEqual([200, "end", false]);
      expect(body.length).toBeGreaterThan(2_000_000);
    });
  });
});
