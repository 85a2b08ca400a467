// Measures what pulling one large answer takes in each representation: `node --import tsx test/measure/memory.ts [rows of the world]`.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setInterval } from "node:timers/promises";
import { representations } from "../../src/domain/representation.ts";
import { builtProgram } from "../../src/platform/tool.ts";

const world = process.argv[2] ?? "40000000";
/** As many rows as an Excel sheet can nearly hold: LE by kommune and month over 13 months. */
const window = ["--since", "2020-01", "--until", "2021-01"];

function start(args: readonly string[]): ChildProcess {
  return fork(builtProgram, [...args], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** The most memory a process has had, as the kernel says, read until it ends; in MB. */
async function peakOf(child: ChildProcess): Promise<number> {
  let peak = 0;
  for await (const _ of setInterval(100)) {
    if (child.exitCode !== null) return peak;
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }
  return peak;
}

async function receiptsIn(output: string): Promise<readonly { rows: number; body: { bytes: number } }[]> {
  const names = await readdir(join(output, "raw"), { recursive: true });
  const files = names.filter((name) => /takstbruk_.*receipt\.json$/.test(name));
  return await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(output, "raw", name), "utf8"))),
  );
}

const emulator = start(["emulator", "--world", world, "--port", "0"]);
const [{ origin }] = await once(emulator, "message");
try {
  for (const representation of representations) {
    const output = await mkdtemp(join(tmpdir(), "helserefusjon-measure-"));
    const scope = ["--fagomraader", "LE", "--datasets", "takstbruk_kommune_maned", ...window];
    const began = performance.now();
    const pulling = start([
      "extract",
      "--origin",
      origin,
      "--output",
      output,
      ...scope,
      "--representation",
      representation,
    ]);
    const peak = await peakOf(pulling);
    const seconds = (performance.now() - began) / 1000;
    const [largest] = [...(await receiptsIn(output))].sort((a, b) => b.body.bytes - a.body.bytes);
    const megabytes = (largest?.body.bytes ?? 0) / 1e6;
    process.stdout.write(
      `${representation}: ${largest?.rows} rows, body ${megabytes.toFixed(0)} MB, ${seconds.toFixed(0)} s, at most ${peak.toFixed(0)} MB of memory, exit ${pulling.exitCode}\n`,
    );
    await rm(output, { recursive: true, force: true });
  }
} finally {
  emulator.disconnect();
  emulator.kill("SIGKILL");
}
