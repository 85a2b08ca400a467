// The refresh stops if a person must decide, or if Klass does not answer as documented.
import { existsSync } from "node:fs";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Known, klassStandIn, noServer, serving } from "./klass-stand-in.ts";
import { again, asKnown, change, ending, filesOf, place, run, unchanged } from "./running.ts";

describe("geografi --refresh of a kommune divided since", () => {
  const divided: Known = {
    ...asKnown,
    kommuner: [
      ...ending(asKnown.kommuner, "1151", "2026-06-30"),
      place("1198", "Utsira vest", "2026-07-01"),
      place("1199", "Utsira øst", "2026-07-01"),
    ],
    changes: [...asKnown.changes, change("1151", "1198", "2026-07-01"), change("1151", "1199", "2026-07-01")],
  };

  it("does not guess which part is largest, writes nothing and asks for the row", async () => {
    const klass = await klassStandIn(divided);
    expect((await run(klass)).out).toContain("by hand: gjeldende_kommunenr of 1151 cannot be derived");
    const { code, err, reference } = await run(klass, "--refresh");
    expect(code).toBe(4);
    expect(err).toContain(
      "1151 became 1198 and 1199. Write today's kommune in kommune_til_gjeldende.csv by hand",
    );
    expect(await filesOf(reference)).toEqual(unchanged);
  });

  it("goes on once that was written", async () => {
    const klass = await klassStandIn(divided);
    const { reference } = await run(klass);
    const path = join(reference, "kommune_til_gjeldende.csv");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace("1151,1151,true", "1151,1198,false"));
    expect((await again(klass, reference, "--refresh")).code).toBe(0);
    expect(await readFile(path, "utf8")).toContain("\n1151,1198,false\n");
  });
});

describe("geografi without an answer it can use", () => {
  const codes = (code: object) => ({ codes: [{ code: "0301", name: "Oslo", ...code }] });
  it.each([
    ["no server", noServer, 3, "does not answer http"],
    ["an answer cut short", () => serving(() => "cut"), 3, "does not answer http"],
    ["status 500", () => serving(() => [500, "oops"]), 3, "Klass returned status 500 for http"],
    ["no such classification", () => serving(() => undefined), 3, "Klass returned 404 for http"],
    ["a page", () => serving(() => [200, "<html>"]), 4, 'is not JSON. It begins "<html>"'],
    ["another shape", () => serving(() => ({ kommuner: [] })), 4, "has not the shape of Klass"],
    [
      "a date that is none",
      () => serving(() => codes({ validFromInRequestedRange: "2020" })),
      4,
      "has not the shape of Klass",
    ],
  ])("says so of %s", async (_what, root, exit, sentence) => {
    const { code, err, reference } = await run(await root(), "--refresh");
    expect([code, err]).toEqual([exit, expect.stringContaining(sentence)]);
    expect(await filesOf(reference)).toEqual(unchanged);
  });

  it("rejects a number that was two kommuner at different times, which our tables cannot hold", async () => {
    const kommuner = [
      ...asKnown.kommuner,
      place("1199", "Den første", "2010-01-01", "2011-12-31"),
      place("1199", "Den andre", "2015-01-01"),
    ];
    const { code, err } = await run(await klassStandIn({ ...asKnown, kommuner }));
    expect(code).toBe(4);
    expect(err).toContain("until 2012-01-01 and again from 2015-01-01");
  });

  it.skipIf(!existsSync("/dev/full"))("replaces no table where one of them finds the disk full", async () => {
    const klass = await klassStandIn({
      ...asKnown,
      fylker: asKnown.fylker.map((row) => ({ ...row, navn: "X" })),
    });
    const { reference } = await run(klass);
    await symlink("/dev/full", join(reference, "navn_historikk.csv.partial"));
    const { code, out, err } = await again(klass, reference, "--refresh");
    expect([code, err]).toEqual([8, expect.stringMatching(/^Cannot write .*: the disk is full/)]);
    expect(out).not.toContain("Wrote");
    expect(await filesOf(reference)).toEqual(unchanged);
  });

  it("rejects tables that are not ours", async () => {
    const klass = await klassStandIn(asKnown);
    const empty = await temporaryFolder();
    expect((await again(klass, empty)).err).toContain("No such file: ");
    const { reference } = await run(klass);
    await writeFile(join(reference, "fylker.csv"), "nr,navn\n");
    expect((await again(klass, reference)).err).toContain("has the columns");
  });
});
