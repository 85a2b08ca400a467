// A second run of the same kind: a new version with its changes, or no release at all.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { restate } from "./altered-release.ts";

const datasets = "fagomraader,takstkoder,takstbruk_landet_ar,takstbruk_landet_maned";

interface Runs {
  readonly output: string;
  run(now: string, ...more: readonly string[]): Promise<string>;
  releases(): readonly string[];
}

let emulator: Emulator;
let firstRun: string;

beforeAll(async () => {
  emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  firstRun = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
  await runsIn(firstRun).run("2026-11-01T04:00:00Z", ...until("2020-06"));
});
afterAll(async () => {
  await emulator.close();
  await rm(firstRun, { recursive: true });
});

/** A folder in which the first run was done: on 1 November, until June. */
async function afterFirstRun(): Promise<Runs> {
  const output = await temporaryFolder();
  await cp(firstRun, output, { recursive: true, verbatimSymlinks: true });
  return runsIn(output);
}

function runsIn(output: string): Runs {
  const usual = [
    "--origin",
    emulator.origin,
    "--output",
    output,
    "--datasets",
    datasets,
    "--fagomraader",
    "LE",
  ];
  return {
    output,
    async run(now, ...more) {
      const context = { ...capturedContext(), effects: stillEffects(now) };
      const span = ["--since", "2019-07", "--threads", "1"];
      const code = await runProgram(["run", ...usual, ...span, ...more], context);
      if (code !== 0) throw new Error(`The run ended with ${code}: ${context.err()}`);
      return context.out();
    },
    releases: () => readdirSync(join(output, "releases")).filter((name) => name !== "latest"),
  };
}

const first = "synthetic-excerpt-20261101T040000Z";
const second = "synthetic-excerpt-20261108T040000Z";
const until = (month: string) => ["--until", month] as const;

interface DatasetChange {
  readonly name: string;
  readonly columns: readonly { readonly column: string }[];
}

/** The columns with restated cells, as changes.json names them. */
function restatedIn(folder: string): readonly string[] {
  const { datasets } = JSON.parse(readFileSync(join(folder, "changes.json"), "utf8"));
  return datasets.flatMap(({ name, columns }: DatasetChange) =>
    columns.map(({ column }) => `${name} ${column}`),
  );
}

describe("a second run", () => {
  it("makes no release of unchanged data, asks the API again the next time, and makes a PATCH with --force", async () => {
    const api = await afterFirstRun();
    const requested = () => [...emulator.requests().values()].reduce((sum, times) => sum + times, 0);
    const before = requested();
    const told = await api.run("2026-11-08T04:00:00Z", ...until("2020-06"));
    expect(told).toContain(
      `Nothing changed since release ${first}, version 1.0.0, so no new release was made`,
    );
    expect(api.releases()).toEqual([first]);
    expect(readdirSync(join(api.output, "changes"))).toEqual([]);
    const once = requested() - before;
    expect(once).toBeGreaterThan(3);
    const forced = await api.run("2026-11-15T04:00:00Z", ...until("2020-06"), "--force");
    expect(requested()).toBe(before + 2 * once);
    expect(forced).toMatch(/version 1\.0\.1, is ready[\s\S]*\(repackaged\)/);
  });

  it("raises MINOR for another month, lists what is new, and restates only rows about the last month", async () => {
    const api = await afterFirstRun();
    const told = await api.run("2026-11-08T04:00:00Z", ...until("2020-07"));
    expect(told).toMatch(/version 1\.1\.0, is ready[\s\S]*rows added, 0 removed, 1 restated \(MINOR\)/);
    expect(await readManifest(join(api.output, "releases", second))).toMatchObject({
      version: "1.1.0",
      previous: { id: first, version: "1.0.0" },
    });
    const page = readFileSync(join(api.output, "changes", `${first}--${second}`, "changes.md"), "utf8");
    expect(page).toContain(
      `# Changes from ${first} to ${second}\n\nVersion 1.0.0 → 1.1.0; the changes are MINOR.`,
    );
    expect(page).toContain("| 2020-07-01 |");
    expect(restatedIn(join(api.output, "changes", `${first}--${second}`))).toEqual([
      "fagomraader takstbruk_siste_maned",
    ]);
  });

  it("raises PATCH for corrected numbers, and names the cells", async () => {
    const api = await afterFirstRun();
    await restate(join(api.output, "releases", first), {
      dataset: "takstbruk_landet_ar",
      set: "sum_antall_takst = sum_antall_takst - 1",
      where: "ar = 2020",
    });
    const told = await api.run("2026-11-08T04:00:00Z", ...until("2020-06"));
    expect(told).toMatch(/version 1\.0\.1, is ready[\s\S]*0 rows added, 0 removed, \d+ restated \(PATCH\)/);
    const folder = join(api.output, "changes", `${first}--${second}`);
    expect(existsSync(join(folder, "takstbruk_landet_ar.parquet"))).toBe(true);
    const changes = JSON.parse(readFileSync(join(folder, "changes.json"), "utf8"));
    const change = changes.datasets.find(({ name }: { name: string }) => name === "takstbruk_landet_ar");
    expect(change.columns).toEqual([
      {
        column: "sum_antall_takst",
        restated: change.rows.restated,
        difference: String(change.rows.restated),
      },
    ]);
  });

  it("stays with the newest of two releases of one pull when that is loaded again", async () => {
    const api = await afterFirstRun();
    const load = async (...more: readonly string[]) => {
      const context = capturedContext();
      const code = await runProgram(["load", "--output", api.output, ...more], context);
      return { code, out: context.out(), err: context.err() };
    };
    expect((await load("--force", "--csv-variant", "excel")).out).toContain("version 1.0.1, is ready");
    expect((await load()).out).toContain(`Nothing changed since release ${first}-2, version 1.0.1`);
    expect((await readManifest(join(api.output, "releases", "latest"))).version).toBe("1.0.1");
    const mistaken = join(api.output, "publisher.json");
    writeFileSync(mistaken, "{");
    expect(await load("--publisher", mistaken)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`Cannot use --publisher ${mistaken}: expected JSON`),
    });
  });

  it("takes releases of another kind for no predecessor", async () => {
    const api = await afterFirstRun();
    await api.run("2026-11-08T04:00:00Z", ...until("2020-06"), "--periods", "ar");
    expect(await readManifest(join(api.output, "releases", second))).toMatchObject({
      version: "1.0.0",
      previous: null,
    });
  });
});
