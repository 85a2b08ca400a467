// The emulator as a process of its own: it ends with the run that started it, however that ends.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The emulators that were given this seed-like word on their command line. */
function emulatorsOf(rows: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(`emulator --world ${rows} `));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // The process ended while the folder was read.
    return "";
  }
}

async function until(what: () => boolean): Promise<void> {
  for (let wait = 0; !what() && wait < 500; wait++) await setTimeout(20);
  expect(what()).toBe(true);
}

async function killed(child: ChildProcess, after: number): Promise<void> {
  const ended = once(child, "exit");
  await setTimeout(after);
  child.kill("SIGKILL");
  await ended;
}

describe.skipIf(process.platform !== "linux")("run --emulator", () => {
  it("leaves no emulator behind when killed after 300, 900 or 1500 ms", async () => {
    const runs: Promise<void>[] = [];
    for (const killAfter of [300, 900, 1500]) {
      const [rows, output] = [String(20_000 + killAfter), await temporaryFolder()];
      const argv = [builtProgram, "run", "--emulator", rows, "--output", output];
      const child = spawn(process.execPath, argv, { cwd: projectFolder, stdio: "ignore" });
      onTestFinished(() => void child.kill("SIGKILL"));
      runs.push(killed(child, killAfter).then(() => until(() => emulatorsOf(rows).length === 0)));
    }
    await Promise.all(runs);
  });

  it("does a whole run, offline, and says that it is synthetic", async () => {
    const output = await temporaryFolder();
    const part = ["--fagomraader", "LE", "--datasets", "fagomraader,takstbruk_landet_ar"];
    const span = ["--since", "2020-01", "--until", "2020-01", "--threads", "1"];
    const argv = [builtProgram, "run", "--emulator", "20001", "--output", output, ...span, ...part];
    const { status, stdout } = spawnSync(process.execPath, argv, { cwd: projectFolder, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("Release synthetic-excerpt-");
    expect(emulatorsOf("20001")).toEqual([]);
  });
});
