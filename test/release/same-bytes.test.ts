// Same input, same bytes: one pull, built by processes that differ in everything that must not matter.
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";
import { bundledMain } from "../e2e/bundled-main.ts";
import { smallPull } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const golden = join(projectFolder, "test", "golden", "release");
const main = bundledMain("src/main.ts");

interface World {
  readonly threads: string;
  readonly memory: string;
  readonly environment: Readonly<Record<string, string>>;
}

const worlds: readonly World[] = [
  {
    threads: "1",
    memory: "512MB",
    environment: { TZ: "UTC", LANG: "C", LC_ALL: "C" },
  },
  {
    threads: "8",
    memory: "2GB",
    environment: { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  },
];

describe("a release", () => {
  it("is the same to the byte at 1, 2 and 8 threads, in any folder, order of files, time zone, locale and memory", async () => {
    const raw = await smallPull({ dialect: "documented" });
    const built: string[] = [];
    for (const world of worlds) built.push(await builtIn(world, raw));
    expect(built[0]?.split("\n").length).toBeGreaterThan(40);
    expect(new Set(built).size, built.map(withoutTool).join("\n\n")).toBe(1);
    // That one is of the same world at 2 threads, which test/golden holds it to.
    expect(withoutTool(built[0] ?? "")).toBe(withoutTool(sumsOf(golden)));
  });
});

/** The SHA256SUMS of a release built by a process of its own from a copy of the pull, whose server is no longer asked. */
async function builtIn({ threads, memory, environment }: World, raw: string): Promise<string> {
  const output = join(await temporaryFolder(), `mappe æøå ${threads}`);
  copyTurnedRound(raw, join(output, "raw"));
  const options = ["--output", output, "--threads", threads, "--memory-limit", memory];
  const argv = [...main, "run", ...options, ...spanOf(raw)];
  await promisify(execFile)("node", argv, { cwd: projectFolder, env: { ...process.env, ...environment } });
  return sumsOf(join(output, "releases", "latest"));
}

/** What finds the pull again: a run of the same origin and scope goes on with it. */
function spanOf(raw: string): readonly string[] {
  const [id = ""] = readdirSync(raw);
  const { origin, scope } = JSON.parse(readFileSync(join(raw, id, "pull.json"), "utf8"));
  return ["--origin", origin, "--since", scope.since, "--until", scope.until];
}

/** File systems list files in the order they came, or in one of their own. */
function copyTurnedRound(from: string, to: string): void {
  const entries = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1)).sort();
  for (const path of paths.reverse()) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyFileSync(join(from, path), join(to, path));
  }
}

function sumsOf(release: string): string {
  return readFileSync(join(release, "SHA256SUMS"), "utf8");
}

/** All but the manifest, which names the revision of the code, and a test has one of its own. */
function withoutTool(sums: string): string {
  return sums.replace(/.* {2}manifest\.json\n/, "");
}
