// By `make torture`: kill −9 at random moments of a run, again and again. One kill in every stage is in interrupted-run.test.ts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { bundledStillMain } from "./bundled-still-main.ts";
import { releaseBytes } from "./release-bytes.ts";

/** How often to kill: the whole test takes two and a half seconds for each. */
const kills = Number(process.env.KILLS ?? 0);
const main = kills > 0 ? bundledStillMain() : "";
const part = [
  "--since",
  "2019-12",
  "--until",
  "2020-02",
  "--geographies",
  "landet",
  "--fagomraader",
  "LE,FY",
];

/** Runs until the end or until killed after so many milliseconds; gives the exit code, or null when killed. */
async function run(argv: readonly string[], killAfter: number | undefined): Promise<number | null> {
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: projectFolder,
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const stop = new AbortController();
  if (killAfter !== undefined) {
    setTimeout(killAfter, undefined, { signal: stop.signal }).then(
      () => child.kill("SIGKILL"),
      () => undefined,
    );
  }
  const [code] = await ended;
  stop.abort();
  return code;
}

/** How often each request had been sent when its receipt was seen on disk. */
function receipted(output: string, { requests }: Emulator): ReadonlyMap<string, number> {
  const raw = join(output, "raw");
  if (!existsSync(raw)) return new Map();
  const journals = readdirSync(raw, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith("receipts.ndjson"),
  );
  // What stands behind the last line break was being written.
  const lines = journals.flatMap((name) => readFileSync(join(raw, name), "utf8").split("\n").slice(0, -1));
  return new Map(
    lines.map((line) => {
      const url: string = JSON.parse(line).url;
      const path = url.replace(/^http:\/\/[^/]+/, "");
      return [path, requests().get(path) ?? 0];
    }),
  );
}

it.runIf(kills > 0)(
  `survives ${kills} kills: no answer is requested twice, and the release is that of an unbroken run`,
  async () => {
    const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect: dialects.documented });
    onTestFinished(() => emulator.close());
    const argv = (output: string) => ["run", "--origin", emulator.origin, "--output", output, ...part];
    const unbroken = await temporaryFolder();
    const begun = performance.now();
    expect(await run(argv(unbroken), undefined)).toBe(0);
    const whole = performance.now() - begun;
    const expected = releaseBytes(unbroken);
    expect(Object.keys(expected)).toEqual(
      expect.arrayContaining(["dekning.parquet", "dekning.csv", "manifest.json"]),
    );

    let output = await temporaryFolder();
    let requested = new Map<string, number>();
    const requestedAgain: string[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const code = await run(argv(output), Math.random() * whole);
      for (const [path, times] of requested)
        if ((emulator.requests().get(path) ?? 0) > times) requestedAgain.push(path);
      requested = new Map(receipted(output, emulator));
      if (code !== 0) continue;
      expect(releaseBytes(output)).toEqual(expected);
      output = await temporaryFolder();
      requested = new Map();
    }
    expect(await run(argv(output), undefined)).toBe(0);
    expect(releaseBytes(output)).toEqual(expected);
    expect(requestedAgain).toEqual([]);
  },
  3_600_000,
);
