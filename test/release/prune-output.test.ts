// helserefusjon prune: what leaves an output folder, and what never does.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const days = ["2026-11-01", "2026-11-02", "2026-11-03"];
const pulls = days.map((day) => `${day.replaceAll("-", "")}T040000Z`);
const releases = pulls.map((pull) => `synthetic-excerpt-${pull}`);

let three: string;

/** Three runs, each of one more month, so that each makes a release. */
beforeAll(async () => {
  three = await mkdtemp(join(tmpdir(), "helserefusjon-test-"));
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
  const part = ["--datasets", "fagomraader,takstkoder,takstbruk_landet_maned", "--fagomraader", "MU"];
  try {
    for (const [at, day] of days.entries()) {
      const context = { ...capturedContext(), effects: stillEffects(`${day}T04:00:00Z`) };
      const span = ["--since", "2025-01", "--until", `2025-0${at + 2}`, "--threads", "1"];
      const requested = ["run", "--origin", emulator.origin, "--output", three, ...part, ...span];
      expect(await runProgram(requested, context), context.err()).toBe(0);
    }
  } finally {
    await emulator.close();
  }
});
afterAll(() => rm(three, { recursive: true }));

async function copied(): Promise<string> {
  const output = await temporaryFolder();
  await cp(three, output, { recursive: true, verbatimSymlinks: true });
  return output;
}

async function pruning(output: string, ...argv: readonly string[]) {
  const context = capturedContext();
  const code = await runProgram(["prune", "--output", output, ...argv], context);
  return { code, out: context.out(), err: context.err() };
}

const kept = (output: string) => ({
  pulls: readdirSync(join(output, "raw")),
  releases: readdirSync(join(output, "releases")).filter((name) => name !== "latest"),
});

describe("helserefusjon prune", () => {
  it("keeps the newest release with its predecessor and their pulls, and removes older ones with their changes", async () => {
    const output = await copied();
    const { code, out } = await pruning(output, "--keep", "1");
    expect(code).toBe(0);
    expect(out).toBe(`releases removed: ${releases[0]}\npulls removed: ${pulls[0]}\n`);
    expect(kept(output)).toEqual({ pulls: pulls.slice(1), releases: releases.slice(1) });
    expect(readdirSync(join(output, "changes"))).toEqual([`${releases[1]}--${releases[2]}`]);
  });

  it("leaves an output folder that verifies, compares and continues as before", async () => {
    const output = await copied();
    await pruning(output, "--keep", "1");
    for (const command of ["verify", "diff", "load", "status"]) {
      const context = capturedContext();
      expect(await runProgram([command, "--output", output], context), `${command}: ${context.err()}`).toBe(
        0,
      );
    }
  });

  it("keeps a pull that was interrupted after the newest complete one", async () => {
    const output = await copied();
    const begun = join(output, "raw", "20261105T040000Z");
    await cp(join(output, "raw", pulls[2] ?? ""), begun, { recursive: true });
    await rm(join(begun, "summary.json"));
    await pruning(output, "--keep", "1");
    expect(kept(output).pulls).toContain("20261105T040000Z");
  });

  it("only prints what it would remove with --dry-run", async () => {
    const output = await copied();
    const { out } = await pruning(output, "--keep", "1", "--dry-run");
    expect(out).toContain(`releases would be removed: ${releases[0]}\n`);
    expect(kept(output)).toEqual({ pulls, releases });
  });

  it("finishes a removal that was interrupted", async () => {
    const output = await copied();
    mkdirSync(join(output, ".pruned", "0-x"), { recursive: true });
    writeFileSync(join(output, ".pruned", "0-x", "manifest.json"), "{}");
    await pruning(output, "--keep", "3");
    expect(existsSync(join(output, ".pruned"))).toBe(false);
  });

  it("asks how many to keep, because removing is not undone", async () => {
    const { code, err } = await pruning(await temporaryFolder());
    expect(code).toBe(2);
    expect(err).toContain("helserefusjon prune --keep 3");
  });
});
