// Runs a command and says what it cost: wall time, CPU time and the peak memory of all its processes together.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

/** Seconds of the clock and of all cores, and the most memory its processes held at one moment, in MB. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly rss: number;
}

const sampleEvery = 50;
const pageSize = 4096;

/** Runs the script; throws with the end of what it printed when it fails. Memory is read from /proc: Linux only. */
export async function measure(
  script: string,
  { folder, log }: { folder: string; log: string },
): Promise<Cost> {
  const started = process.hrtime.bigint();
  // bash itself says what its children cost; a group of their own makes them findable.
  const child = spawn(
    "bash",
    ["-c", `(set -e; ${script}) >${log} 2>&1; code=$?; times >${log}.times; exit $code`],
    {
      cwd: folder,
      detached: true,
      stdio: "ignore",
      env: { ...process.env, NO_COLOR: "1", CI: "true" },
    },
  );
  let rss = 0;
  const sampling = setInterval(() => {
    rss = Math.max(rss, memoryOfGroup(child.pid ?? 0));
  }, sampleEvery);
  const [code] = await once(child, "close");
  clearInterval(sampling);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${readFileSync(log, "utf8").slice(-2000)}`);
  return { wall, cpu: childrenSeconds(readFileSync(`${log}.times`, "utf8")), rss: rss / 1e6 };
}

/** `times` prints two lines, the shell's own and its children's, each as `0m1.234s 0m0.567s`. */
function childrenSeconds(times: string): number {
  const line = times.trim().split("\n")[1] ?? "";
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

function memoryOfGroup(group: number): number {
  let pages = 0;
  for (const process of readdirSync("/proc")) {
    if (!/^\d+$/.test(process)) continue;
    try {
      const fields = readFileSync(`/proc/${process}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      if (Number(fields[2]) === group) pages += Number(fields[21]);
    } catch {
      // It ended between being listed and being read.
    }
  }
  return pages * pageSize;
}
