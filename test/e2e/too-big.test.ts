// Answers the API cannot deliver whole: requested in halves, with the same rows as if it could.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { Scope } from "../../src/domain/endpoint.ts";
import { RequestError } from "../../src/domain/errors.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { storedJsonLines } from "../../src/stores/raw-store.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { smallTables } from "../small-release.ts";
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
const landet = "takstbruk_landet_maned";

async function rowsOf(pull: PullFolder): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const receipt of await pull.receipts(endpoint)) {
    for await (const row of storedJsonLines(pull.answerFile(receipt), receipt)) rows.push(row);
  }
  return rows.sort();
}

let whole: Promise<readonly string[]> | undefined;

/** The rows of the endpoint from an emulator without limits, pulled once. */
function wholeRows(): Promise<readonly string[]> {
  whole ??= pulling({}, scope)
    .then(({ pull }) => pull())
    .then(({ pull }) => rowsOf(pull));
  return whole;
}

function splitsOf({ told }: Pulling): number {
  return told.filter((progress) => progress.kind === "split").length;
}

async function isHalved(limited: Pulling, expected: readonly string[]): Promise<void> {
  const { pull, summary } = await limited.pull();
  expect(await rowsOf(pull)).toEqual(expected);
  expect(splitsOf(limited)).toBeGreaterThan(0);
  expect(summary.requests).toBe((await pull.allReceipts()).length);
}

/** All that is made of takstbruk, and the account of what was requested. */
const more = [
  ...["--fagomraader", "LE", "--datasets"],
  registry.datasets
    .filter(({ name, from, alsoFrom = [] }) =>
      [name === "dekning" ? "takstbruk" : "", ...from, ...alsoFrom].some((one) =>
        one.startsWith("takstbruk"),
      ),
    )
    .map(({ name }) => name)
    .join(","),
];

describe("what is made of an API that serves only small answers", () => {
  it("has the same bytes as that of an API without limits, but for the account of what was requested", async () => {
    const unlimited = await smallTables({ dialect: "documented", more });
    const limits = { mostRows: { rows: 700, how: 413 } } as const;
    const folder = await smallTables({ dialect: "documented", more, emulator: limits });
    const tables = readdirSync(unlimited).filter((name) => name !== "dekning.parquet");
    expect(tables.length).toBeGreaterThanOrEqual(9);
    const other = tables.filter(
      (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(unlimited, name))),
    );
    expect(other).toEqual([]);
    const duckdb = await openWarehouse({ file: ":memory:" });
    const dekning = await duckdb.rows(`from '${join(folder, "dekning.parquet")}'`);
    duckdb.close();
    expect(
      dekning.filter(({ delt_etter }) => delt_etter === "fommaned" || delt_etter === "fomar").length,
    ).toBeGreaterThan(0);
    const untold = dekning.filter(
      ({ status, fagomraade, geografi, periodetype, periode_fra, periode_til }) =>
        status === "delt" && [fagomraade, geografi, periodetype, periode_fra, periode_til].includes(null),
    );
    expect(untold, "what was divided tells what it requested").toEqual([]);
  });
});

describe("a window with more rows than the API can serve", () => {
  const ways = [
    // Only the whole is too much: each silence takes a second, however short the patience.
    { how: "hang", share: 2 / 3 },
    { how: 413, share: 1 / 3 },
    { how: 500, share: 1 / 3 },
    { how: "cut", share: 1 / 3 },
  ] as const;

  // Tried side by side: nothing else is done in the seconds of silence.
  it("is halved when it answers with 413, 500, a cut or a hang, and no row is lost or doubled", async () => {
    const expected = await wholeRows();
    const pulls: Promise<void>[] = [];
    for (const { how, share } of ways) {
      const limited = await pulling({ mostRows: { rows: Math.ceil(expected.length * share), how } }, scope);
      pulls.push(isHalved(limited, expected));
    }
    await Promise.all(pulls);
  });

  it("is not requested whole again when the pull is continued", async () => {
    const expected = await wholeRows();
    const limited = await pulling({ mostRows: { rows: Math.ceil(expected.length / 3), how: 413 } }, scope);
    await limited.pull();
    const requested = [...limited.emulator.requests()].filter(([url]) =>
      url.includes("fommaned=202001&tommaned=202101"),
    );
    expect(requested.map(([, times]) => times)).toEqual([1, 1]);
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
    const elevenWindows: Scope = {
      ...{ since: "201501", until: "202512", geographies: ["landet"], periods: ["maned"] },
      ...{ fagomraader: ["LE"], datasets: ["fagomraader", "takstbruk_landet_maned"] },
    };
    const limited = await pulling({ mostRows: { rows: 75, how: 500 } }, elevenWindows);
    let runs = 0;
    let requests = 0;
    while (requests === 0 && runs < 8) {
      runs++;
      try {
        requests = (await limited.pull({ concurrency: 4 })).summary.requests;
      } catch (error) {
        expect(error).toBeInstanceOf(RequestError);
        expect(String(error)).toMatch(
          /\d+ more were not requested, because the server failed too often. Run again to continue$/,
        );
      }
    }
    expect(requests).toBeGreaterThan(3 * 11);
    expect(runs, "one run has not the patience for all").toBeGreaterThan(1);
    expect(runs).toBeLessThan(8);
  });

  it("is divided by praksistyper, then kommuner, when a single month is too much, though no other answer has a kommune", async () => {
    const months: Scope = {
      ...{ ...scope, since: "202001", until: "202001", takstkoder: ["2ad", "2as"] },
      ...{ geographies: ["kommune"], datasets: ["fagomraader", endpoint] },
    };
    const { pull: unlimited } = await (await pulling({}, months)).pull();
    const limited = await pulling({ mostRows: { rows: 7, how: 413 } }, months);
    const { pull } = await limited.pull();
    expect(await rowsOf(pull)).toEqual(await rowsOf(unlimited));
    const requested = [...limited.emulator.requests().keys()].map(decodeURIComponent);
    expect(requested.some((url) => url.includes("praksistyper="))).toBe(true);
    expect(requested.some((url) => url.includes("kommuner="))).toBe(true);
  });

  it("is named as failed where nothing is left to divide", async () => {
    const limited = await pulling(
      { mostRows: { rows: 0, how: 413 } },
      {
        ...scope,
        ...{ since: "202001", until: "202001", takstkoder: ["2ad"] },
        datasets: ["fagomraader", landet],
      },
    );
    await expect(limited.pull()).rejects.toThrow(/Cannot fetch takstbruk_.*praksistyper-FALE: status 413/);
  });

  it("is not divided a thousand times by a server that finds every answer too large", async () => {
    const fault = { kind: "status", status: 413 } as const;
    const faults = ["kommune", "landet"].map((level) => ({
      path: `/takstbruk/agtakst/${level}/maned`,
      ...({ calls: "all", fault } as const),
    }));
    const limited = await pulling({ faults }, { ...scope, since: "202001", until: "202001" });
    await expect(limited.pull()).rejects.toThrow(/Cannot fetch takstbruk_.*status 413/);
    expect([...limited.emulator.requests().values()].reduce((sum, times) => sum + times)).toBeLessThan(200);
  });
});
