// The workflow we hand out: it can be read, runs make and nothing else, and every target is there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { projectFolder } from "../../src/platform/tool.ts";

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.unknown().optional(),
});
const workflow = z.object({
  on: z.object({ schedule: z.array(z.object({ cron: z.string() })) }),
  jobs: z.record(z.string(), z.object({ if: z.string(), "runs-on": z.string(), steps: z.array(step) })),
});

const read = (path: string) => readFileSync(join(projectFolder, path), "utf8");
const { on, jobs } = workflow.parse(parse(read("docs/github-actions.yml"), { strict: true }));
const steps = Object.values(jobs).flatMap((job) => job.steps);

describe("the example of a workflow", () => {
  it("makes a release once a month, and reads what it kept before GitHub's seven days are over", () => {
    const [monthly, often] = on.schedule.map(({ cron }) => cron);
    expect([monthly, often]).toEqual([
      expect.stringMatching(/^\d+ \d+ \d+ \* \*$/),
      expect.stringMatching(/^\d+ \d+ \*\/5 \* \*$/),
    ]);
    expect(on.schedule).toHaveLength(2);
    expect(jobs.keep?.if).toBe(`github.event.schedule == '${often}'`);
    expect(jobs.release?.if).toBe(`github.event.schedule != '${often}'`);
    const restores = [jobs.keep, jobs.release].map((job) =>
      job?.steps.find(({ uses }) => uses === "actions/cache/restore@v4"),
    );
    expect(restores[0]).toEqual(restores[1]);
  });

  it("runs only make: dump, verify, summary, diff and publish, in this order, as far as there are such targets", () => {
    const targets = steps.flatMap(({ run }) =>
      run === undefined ? [] : [/^make ([a-z]+)\b[^;&|]*$/.exec(run)?.[1]],
    );
    const there = ["dump", "verify", "summary", "diff", "publish"].filter((target) => {
      return new RegExp(`^${target}:`, "m").test(read("Makefile"));
    });
    expect(targets).toEqual(there);
    expect(there).toEqual(expect.arrayContaining(["dump", "diff", "publish"]));
  });

  it("says who publishes each time a release is made, so that harvesters keep the addresses they know", () => {
    const dumps = steps.flatMap(({ run }) => (run?.startsWith("make dump") ? [run] : []));
    expect(dumps.length).toBeGreaterThan(0);
    for (const run of dumps) expect(run).toContain("--publisher publisher.json");
    const commands = [...read("docs/for-publishers.md").matchAll(/`make dump[^`]*`/g)].map(([text]) => text);
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) expect(command).toContain("--publisher publisher.json");
  });

  it("has steps that either use an action of a fixed version or run something", () => {
    for (const { uses, run } of steps) {
      expect([uses, run].filter((one) => one !== undefined)).toHaveLength(1);
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z/-]+@v\d+$/);
    }
  });
});
