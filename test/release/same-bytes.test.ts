// Same input, same bytes: the golden release, built by a process that differs in everything that must not matter.
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { smallPull } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** All that must not matter, otherwise than where test/golden makes that release: at one thread, of memory enough. */
const otherwise = {
  options: ["--threads", "8", "--memory-limit", "512MB"],
  environment: { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
};

describe("a release", () => {
  it("is the same to the byte at 1 and 8 threads, in any folder, order of files, time zone, locale and memory", async () => {
    const release = await builtOtherwise(await smallPull({ dialect: "documented" }));
    expect(sumsOf(golden).split("\n").length).toBeGreaterThan(40);
    expect(withoutManifest(sumsOf(release))).toBe(withoutManifest(sumsOf(golden)));
    expect(withoutTool(release)).toEqual(withoutTool(golden));
  });
});

/** A release built by a process of its own from a copy of the pull, whose server gets no more requests. Gives its folder. */
async function builtOtherwise(raw: string): Promise<string> {
  const output = join(await temporaryFolder(), "mappe æøå");
  copyTurnedRound(raw, join(output, "raw"));
  const { options, environment } = otherwise;
  const argv = [builtProgram, "run", "--output", output, ...options, ...spanOf(raw)];
  await promisify(execFile)("node", argv, { cwd: projectFolder, env: { ...process.env, ...environment } });
  return join(output, "releases", "latest");
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
function withoutManifest(sums: string): string {
  return sums.replace(/.* {2}manifest\.json\n/, "");
}

/** The manifest but for that revision. */
function withoutTool(release: string): unknown {
  const { tool: _, ...manifest } = JSON.parse(readFileSync(join(release, "manifest.json"), "utf8"));
  return manifest;
}
