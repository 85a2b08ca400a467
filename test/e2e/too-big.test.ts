// Answers the API cannot deliver whole: asked for in halves, with the same rows as if it could.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Scope } from "../../src/domain/endpoint.ts";
import { RequestError } from "../../src/domain/errors.ts";
import { storedRows } from "../../src/extract/stored-rows.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { smallRelease } from "../small-release.ts";
import { type Pulling, pulling } from "./pulling.ts";

const scope: Scope = {
  since: "202001",
  until: "202101",
  geographies: ["kommune", "landet"],
  periods: ["maned"],
  fagomraader: ["LE"],
  datasets: ["fagomraader", "takstbruk_kommune_maned", "takstbruk_landet_maned"],
};

const endpoint = "takstbruk_kommune_maned";

async function rowsOf(pull: PullFolder): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const receipt of await pull.receipts(endpoint)) {
    for await (const row of storedRows(pull, receipt)) rows.push(JSON.stringify(row));
  }
  return rows.sort();
}

async function wholeRows(): Promise<readonly string[]> {
  const { pull } = await (await pulling({}, scope)).pull();
  return await rowsOf(pull);
}

function splitsOf({ told }: Pulling): number {
  return told.filter((progress) => progress.kind === "divided").length;
}

const golden = join(projectFolder, "test", "golden", "release");

describe("a release from an API that serves only small answers", () => {
  it("has the same bytes as one from an API without limits, but for the account of what was asked", async () => {
    const folder = await smallRelease({
      dialect: "documented",
      emulator: { mostRows: { rows: 150, how: 413 } },
    });
    const tables = readdirSync(golden).filter(
      (name) => /\.(csv|parquet)$/.test(name) && !name.startsWith("dekning"),
    );
    const other = tables.filter(
      (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(golden, name))),
    );
    expect(other).toEqual([]);
    const dekning = readFileSync(join(folder, "dekning.csv"), "utf8").split("\n");
    expect(
      dekning.filter((line) => line.endsWith(",fommaned") || line.endsWith(",fomar")).length,
    ).toBeGreaterThan(0);
    const divided = dekning.filter((line) => line.includes(",delt,"));
    expect(
      divided.filter((line) => !/,[A-ZÆØÅ]+,,(kommune|fylke|landet),(ar|maned),2\d{3}-\d\d-01,2/.test(line)),
      "what was divided tells what it asked for",
    ).toEqual([]);
  });
});

describe("a window with more rows than the API can serve", () => {
  it.each([413, 500, "cut", "hang"] as const)(
    "is halved when it answers with %s, and no row is lost or doubled",
    async (how) => {
      const expected = await wholeRows();
      const limited = await pulling({ mostRows: { rows: Math.ceil(expected.length / 3), how } }, scope);
      const { pull, summary } = await limited.pull();
      expect(await rowsOf(pull)).toEqual(expected);
      expect(splitsOf(limited)).toBeGreaterThan(0);
      expect(summary.requests).toBe((await pull.allReceipts()).length);
    },
  );

  it("is not asked for whole again when the pull is continued", async () => {
    const expected = await wholeRows();
    const limited = await pulling({ mostRows: { rows: Math.ceil(expected.length / 3), how: 413 } }, scope);
    await limited.pull();
    const whole = [...limited.emulator.requests()].filter(([url]) =>
      url.includes("fommaned=202001&tommaned=202101"),
    );
    expect(whole.map(([, times]) => times)).toEqual([1, 1]);
  });

  it("is halved also where the cut can only be told by the content", async () => {
    const expected = await wholeRows();
    const fault = { kind: "cut", framing: "until close" } as const;
    const path = "/takstbruk/agtakst/kommune/maned?fagomraade=LE&fommaned=202001&tommaned=202101";
    const limited = await pulling({ faults: [{ path, calls: "all", fault }] }, scope);
    expect(await rowsOf((await limited.pull()).pull)).toEqual(expected);
    expect(splitsOf(limited)).toBe(1);
  });

  it("is found in the end however many there are: each run halves some, and no run begins anew", async () => {
    const all = { since: "201501", until: "202512", geographies: ["landet"], periods: ["maned"] } as const;
    const limited = await pulling({ mostRows: { rows: 30, how: 500 } }, all);
    let runs = 0;
    let requests = 0;
    while (requests === 0 && runs < 8) {
      runs++;
      try {
        requests = (await limited.pull({ concurrency: 4 })).summary.requests;
      } catch (error) {
        expect(error).toBeInstanceOf(RequestError);
        expect(String(error)).toMatch(
          /\d+ more were not asked, since the server failed too often; run again to go on$/,
        );
      }
    }
    expect(requests).toBeGreaterThan(260);
    expect(runs, "one run has not the patience for all").toBeGreaterThan(1);
    expect(runs).toBeLessThan(8);
  });

  it("is divided by praksistyper, then kommuner, when a single month is too much", async () => {
    const months = { ...scope, since: "202001", until: "202002" };
    const { pull: unlimited } = await (await pulling({}, months)).pull();
    const limited = await pulling({ mostRows: { rows: 7, how: 413 } }, months);
    const { pull } = await limited.pull();
    expect(await rowsOf(pull)).toEqual(await rowsOf(unlimited));
    const asked = [...limited.emulator.requests().keys()].map(decodeURIComponent);
    expect(asked.some((url) => url.includes("praksistyper="))).toBe(true);
    expect(asked.some((url) => url.includes("kommuner="))).toBe(true);
  });

  it("is named as failed where nothing is left to divide", async () => {
    const limited = await pulling(
      { mostRows: { rows: 0, how: 413 } },
      { ...scope, since: "202001", until: "202001" },
    );
    await expect(limited.pull()).rejects.toThrow(/Cannot fetch takstbruk_.*status 413/);
  });
});
