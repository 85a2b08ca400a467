// Numbers that differ from those of the release before: late bills change the last months a little, nothing changes all of them much.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContentFault } from "../../src/emulator/faults.ts";
import { type Served, served } from "./served.ts";

const geographies = ["--geographies", "landet", "--fagomraader", "LE"];
const years = ["--since", "2018-01", "--until", "2020-12", "--periods", "ar", ...geographies];
const openMonths = ["--since", "2025-11", "--until", "2026-10", "--periods", "maned", ...geographies];
const only = ["--datasets", "takstbruk_landet_maned,takstbruk_landet_ar,takstkoder,fagomraader"];

const changed: readonly (readonly [string, ContentFault, RegExp])[] = [
  [
    "counts divided by ten",
    { kind: "scaled field", field: "antall_regninger", by: 0.1 },
    /takstbruk_landet_ar LE, 20(18|19|20), antall_regninger: \d+\.00 before, \d+\.00 now/,
  ],
  [
    "kroner divided by ten",
    { kind: "scaled field", field: "sum_refusjon", by: 0.1 },
    /takstbruk_landet_ar LE, 20(18|19|20), sum_refusjon: \d+\.\d\d before, \d+\.\d\d now/,
  ],
  [
    "kroner as øre",
    { kind: "scaled field", field: "sum_egenandel_betalt_av_pasient", by: 100 },
    /sum_egenandel_betalt_av_pasient: \d+\.\d\d before, \d+\.\d\d now/,
  ],
  [
    "two amounts under each other's name",
    { kind: "swapped fields", field: "sum_refusjon", other: "sum_egenandel_betalt_av_pasient" },
    /takstbruk_landet_ar LE, 20(18|19|20), sum_refusjon: /,
  ],
];

/** Output folders with one release each, which every test copies. */
let ofYears: Served;
let ofMonths: Served;
beforeAll(async () => {
  ofYears = await served([...years, ...only], {
    output: await mkdtemp(join(tmpdir(), "helserefusjon-test-")),
  });
  ofMonths = await served([...openMonths, ...only], {
    output: await mkdtemp(join(tmpdir(), "helserefusjon-test-")),
  });
  for (const { ask } of [ofYears, ofMonths]) expect((await ask(["run"])).code).toBe(0);
});
afterAll(async () => {
  for (const { output } of [ofYears, ofMonths]) await rm(output, { recursive: true });
});

describe("sums that changed since the release before", () => {
  it.each(changed)("%s: stop the run with the numbers", async (_, fault, says) => {
    const { ask } = await ofYears.copy();
    const ended = await ask(["run"], { faults: [{ path: "landet/ar", calls: "all", fault }] });
    expect(ended.err).toMatch(says);
    expect(ended.err).toMatch(/sums changed by more than 25 % since release synthetic-excerpt-/);
    expect(ended.code).toBe(6);
  });

  it("stop it too where only months are there that may still change, and pass with a larger tolerance", async () => {
    const { ask } = await ofMonths.copy();
    const fault = { kind: "scaled field", field: "sum_refusjon", by: 0.1 } as const;
    const faults = [{ path: "landet/maned", calls: "all", fault }] as const;
    const ended = await ask(["run"], { faults });
    expect(ended.err).toMatch(/takstbruk_landet_maned LE, the last 13 months, sum_refusjon: /);
    expect(ended.code).toBe(6);
    const accepted = await ask(["run", "--tolerance", "95"], { faults });
    expect(accepted.code, accepted.err).toBe(0);
  });

  it("are not built again in silence: run and status say why they failed and how to go on", async () => {
    const { ask, tell } = await ofYears.copy();
    const fault = { kind: "scaled field", field: "sum_refusjon", by: 0.1 } as const;
    const failed = await ask(["run"], { faults: [{ path: "landet/ar", calls: "all", fault }] });
    expect(failed.code).toBe(6);
    const again = await ask(["run"]);
    expect(again.code).toBe(7);
    expect(again.err).toMatch(
      /pull 20261102T040000Z: it is complete, but transform failed on it last time and would fail again:\n {2}Cannot build[\s\S]*To fetch a new pull, run extract, then run/,
    );
    const status = await tell(["status"]);
    expect(status.out).toMatch(/Next: helserefusjon extract /);
    expect(status.out).toMatch(
      /transform failed on pull 20261102T040000Z, which is complete: Cannot build from/,
    );
    const accepted = await ask(["run", "--tolerance", "95"]);
    expect(accepted.code, accepted.err).toBe(0);
    expect((await tell(["status"])).out).not.toMatch(/failed on pull/);
  });

  it("pass where late bills add a fifth to the last months", async () => {
    const { ask } = await ofMonths.copy();
    const fault = { kind: "scaled field", field: "sum_refusjon", by: 1.2 } as const;
    const ended = await ask(["run"], { faults: [{ path: "landet/maned", calls: "all", fault }] });
    expect(ended.code, ended.err).toBe(0);
  });
});
