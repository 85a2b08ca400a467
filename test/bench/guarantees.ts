// What each guarantee costs, as a share of the CPU time of a whole release: `node --import tsx test/bench/guarantees.ts`.

import { execFileSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { builtProgram } from "../../src/platform/tool.ts";
import { type Answers, recordAnswers, span } from "./answers.ts";
import type { Part } from "./cpu-time.ts";
import { measure } from "./measure.ts";
import { median } from "./median.ts";
import { serve } from "./serving.ts";

const project = resolve(import.meta.dirname, "../..");
const folder = join(project, "output", "bench");
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "2000000" },
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});

await main();

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = Number(values.rows);
  const answers = await recordAnswers(folder, { name: `many-${rows}`, rows, scope: span, gzip: false });
  const output = join(folder, "guarantees");
  const runs = [];
  for (let run = 1; run <= Number(values.runs); run++) {
    const stages = await stagesOf(answers, output);
    runs.push({ stages, parts: partsOf(answers, output) });
    process.stderr.write(`run ${run} of ${values.runs}: ${JSON.stringify(runs.at(-1))}\n`);
  }
  await rm(output, { recursive: true });
  const stages = mediansOf(runs.map((run) => run.stages));
  const parts = mediansOf(runs.map((run) => run.parts));
  const about = { rows, runs: runs.length, cores: cpus().length, model: cpus()[0]?.model };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...about, stages, parts }, null, 2)}\n`
      : `${JSON.stringify(about)}\n${tableOf(stages, parts)}\n`,
  );
}

/** The three stages, each by the command line in a process of its own, from a server that is not counted. */
async function stagesOf(answers: Answers, output: string): Promise<readonly Part[]> {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const serving = await serve(answers);
  try {
    const asking = `--origin ${serving.origin}/v1 --since ${span.since} --until ${span.until}`;
    const stages: Part[] = [];
    for (const words of [`extract ${asking}`, "transform", "load"]) {
      const script = `node ${builtProgram} ${words} --output ${output}`;
      const { cpu } = await measure(script, { folder: project, log: `${output}.log` });
      stages.push({ name: words.split(" ")[0] ?? "", cpu });
    }
    return stages;
  } finally {
    await serving.close();
  }
}

/** The guarantees by the functions the stages call, those of a stage in a process of their own, as cold as the stage's. */
function partsOf(answers: Answers, output: string): readonly Part[] {
  return ["extract", "transform", "load"].flatMap((stage) => {
    const words = ["--import", "tsx", join(import.meta.dirname, "costs.ts"), stage, output, answers.folder];
    return JSON.parse(execFileSync(process.execPath, words, { cwd: project, encoding: "utf8" }));
  });
}

function mediansOf(runs: readonly (readonly Part[])[]): readonly Part[] {
  const [first = []] = runs;
  return first.map(({ name }, at) => ({ name, cpu: median(runs.map((run) => run[at]?.cpu ?? 0)) }));
}

function tableOf(stages: readonly Part[], parts: readonly Part[]): string {
  const whole = stages.reduce((sum, { cpu }) => sum + cpu, 0);
  const table = new Table({ head: ["", "CPU s", "share"], style: { head: [], border: [] } });
  const rows = [...stages, { name: "whole release", cpu: whole }, ...parts];
  for (const { name, cpu } of rows)
    table.push([name, cpu.toFixed(2), `${((100 * cpu) / whole).toFixed(1)} %`]);
  return table.toString();
}
