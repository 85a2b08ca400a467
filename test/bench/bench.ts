// `make bench`: ours, the hand-made floor and their parts, on the same answers, interleaved, as ratios.
import { readdirSync, statSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";
import type { Scope } from "../../src/domain/endpoint.ts";
import { builtProgram } from "../../src/platform/tool.ts";
import { type Answers, recordAnswers, span } from "./answers.ts";
import { writeCurlConfig, writeStatements } from "./floor.ts";
import { type Cost, measure } from "./measure.ts";
import { rivalWays } from "./rivals.ts";
import { type Serving, serve } from "./serving.ts";
import { table } from "./table.ts";

/** A way to get from the server to files, and what it has cost so far. */
interface Way {
  readonly name: string;
  readonly commands: (folder: string) => readonly string[];
  /** What is done before the clock starts. */
  readonly before?: (folder: string) => readonly string[];
  /** How often it is run at most: slow ways need not be run as often as the others. */
  readonly mostRuns?: number;
  readonly costs: Cost[];
  disk: number;
}

interface Shape {
  readonly name: string;
  readonly rows: number;
  readonly scope: Scope;
  readonly gzip: boolean;
  /** The scope of the release that a monthly run follows. */
  readonly before?: Scope;
}

const project = resolve(import.meta.dirname, "../..");
const folder = join(project, "output", "bench");
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "500000,2000000,6000000,30000000" },
    shapes: { type: "string", default: "many,giant,gzip" },
    runs: { type: "string", default: "5" },
    only: { type: "string", default: "" },
    quick: { type: "boolean", default: false },
    monthly: { type: "boolean", default: false },
    rivals: { type: "boolean", default: false },
    "rival-runs": { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});

await main();

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const results = [];
  for (const shape of requestedShapes())
    results.push(await benchShape(shape, values.quick ? 2 : Number(values.runs)));
  if (values.json) print(JSON.stringify({ cores: cpus().length, model: cpus()[0]?.model, results }, null, 2));
}

function requestedShapes(): readonly Shape[] {
  const sizes = values.quick ? [500_000] : values.rows.split(",").map(Number);
  const many = sizes.map((rows) => ({ name: `many-${rows}`, rows, scope: span, gzip: false }));
  if (values.quick) return many;
  const before = { ...span, until: "202609" };
  if (values.monthly) return many.map((shape) => ({ ...shape, name: `monthly-${shape.rows}`, before }));
  const giantScope: Scope = { ...span, fagomraader: ["LE"], geographies: ["kommune"], periods: ["maned"] };
  const all = [
    ...many.map((shape) => ({ kind: "many", shape })),
    { kind: "giant", shape: { name: "giant-6000000", rows: 6_000_000, scope: giantScope, gzip: false } },
    { kind: "gzip", shape: { name: "gzip-6000000", rows: 6_000_000, scope: span, gzip: true } },
  ];
  return all.filter(({ kind }) => values.shapes.split(",").includes(kind)).map(({ shape }) => shape);
}

async function benchShape(shape: Shape, runs: number): Promise<unknown> {
  say(`recording answers of ${shape.name} (kept in output/bench for the next time) …`);
  const answers = await recordAnswers(folder, shape);
  const serving = await serve(answers);
  try {
    const ways = await waysFor({ shape, answers, serving });
    for (let run = 1; run <= runs; run++) {
      for (const way of ways.filter(({ mostRuns = runs }) => run <= mostRuns)) {
        await rm(join(folder, "run"), { recursive: true, force: true });
        await mkdir(join(folder, "run", "marts"), { recursive: true });
        say(`${shape.name}, run ${run} of ${runs}: ${way.name}`);
        const before = way.before?.(join(folder, "run")).join("\n");
        if (before !== undefined) await measure(before, { folder: project, log: join(folder, "run.log") });
        const script = way.commands(join(folder, "run")).join("\n");
        way.costs.push(await measure(script, { folder: project, log: join(folder, "run.log") }));
        way.disk = bytesBelow(join(folder, "run"));
      }
    }
    const title = `${shape.name}: ${answers.answers.length} answers by ${serving.server}, ${runs} runs, ${cpus().length} × ${cpus()[0]?.model}`;
    if (!values.json) print(`\n${title}\n${table(ways)}\n`);
    return {
      ...shape,
      server: serving.server,
      ways: ways.map(({ name, costs, disk }) => ({ name, costs, disk })),
    };
  } finally {
    await serving.close();
    await rm(join(folder, "run"), { recursive: true, force: true });
  }
}

async function waysFor(of: { shape: Shape; answers: Answers; serving: Serving }): Promise<readonly Way[]> {
  const { origin } = of.serving;
  const asking = `--origin ${origin}/v1 ${scopeOptions(of.shape.scope)}`;
  const ways: readonly Omit<Way, "costs" | "disk">[] = [
    ...(await byHand({ answers: of.answers, origin })),
    {
      name: "ours, Parquet",
      commands: (to) => [`node ${parquetOnly()} ${asking} --output ${to}`],
    },
    { name: "ours, whole release", commands: (to) => [cli(`run ${asking} --output ${to}`)] },
    { name: "ours, extract only", commands: (to) => [cli(`extract ${asking} --output ${to}`)] },
    { name: "ours, --version", commands: () => [cli("--version")] },
    ...(of.shape.before === undefined
      ? []
      : monthlyRun(asking, `--origin ${origin}/v1 ${scopeOptions(of.shape.before)}`)),
    ...(values.rivals ? rivalsOn(of.answers, origin) : []),
  ];
  const requested = requestedWays();
  return ways
    .filter(({ name }) => requested.includes("") || requested.includes(name))
    .map((way) => ({ ...way, costs: [], disk: 0 }));
}

function requestedWays(): readonly string[] {
  if (values.quick) return ["floor", "ours, Parquet", "ours, --version"];
  return values.monthly
    ? ["ours, whole release", "ours, monthly run", "ours, its tables"]
    : values.only.split("|");
}

function cli(command: string): string {
  return `node ${builtProgram} ${command}`;
}

/** A run with one new month after a release, and its transform and load alone. */
function monthlyRun(asking: string, before: string): readonly Omit<Way, "costs" | "disk">[] {
  const release = (to: string) => cli(`run ${before} --output ${to}`);
  const extract = (to: string) => cli(`extract ${asking} --reuse --output ${to}`);
  return [
    {
      name: "ours, monthly run",
      before: (to) => [release(to)],
      commands: (to) => [cli(`run ${asking} --reuse --output ${to}`)],
    },
    {
      name: "ours, its tables",
      before: (to) => [release(to), extract(to)],
      commands: (to) => [cli(`transform --output ${to}`), cli(`load --output ${to}`)],
    },
  ];
}

/** Bundles parquet-only.ts as dist/ is bundled, and returns the path. */
function parquetOnly(): string {
  const outfile = join(folder, "parquet-only.mjs");
  const entryPoints = [join(import.meta.dirname, "parquet-only.ts")];
  buildSync({ entryPoints, outfile, bundle: true, packages: "external", platform: "node", format: "esm" });
  return outfile;
}

/** The floor, the same with fewer columns, and their downloads alone. */
async function byHand(of: {
  answers: Answers;
  origin: string;
}): Promise<readonly Omit<Way, "costs" | "disk">[]> {
  const run = join(folder, "run");
  const [toDisk = "", toNothing = "", sql = "", narrow = ""] = [
    "disk.curl",
    "nothing.curl",
    "floor.sql",
    "narrow.sql",
  ].map((name) => join(folder, name));
  await writeCurlConfig(toDisk, { ...of, to: join(run, "marts") });
  await writeCurlConfig(toNothing, { ...of, to: "/dev/null" });
  const reference = join(project, "sql", "reference");
  const written = { answers: of.answers, from: join(run, "marts"), to: run, reference };
  await writeStatements(sql, { ...written, columns: "ours" });
  await writeStatements(narrow, { ...written, columns: "the API's" });
  const curl = (config: string) => `curl -sSf --compressed -Z --parallel-max 4 --config ${config}`;
  return [
    { name: "floor", commands: () => [curl(toDisk), `node test/bench/statement.mjs ${sql}`] },
    { name: "floor, narrow", commands: () => [curl(toDisk), `node test/bench/statement.mjs ${narrow}`] },
    { name: "curl to disk", commands: () => [curl(toDisk)] },
    { name: "curl to nothing", commands: () => [curl(toNothing)] },
  ];
}

function rivalsOn(answers: Answers, origin: string): readonly Omit<Way, "costs" | "disk">[] {
  const ways = rivalWays({ folder, origin, index: join(answers.folder, "index.json") });
  return ways.map((way) => ({ ...way, mostRuns: Number(values["rival-runs"]) }));
}

function scopeOptions({ since, until, fagomraader, geographies, periods }: Scope): string {
  const list = (option: string, some: readonly string[] | undefined) =>
    some === undefined ? "" : `--${option} ${some.join(",")}`;
  return `--since ${since} --until ${until} ${list("fagomraader", fagomraader)} ${list("geographies", geographies)} ${list("periods", periods)}`;
}

function bytesBelow(place: string): number {
  const files = readdirSync(place, { recursive: true, withFileTypes: true });
  const inodes = new Map<number, number>();
  for (const file of files) {
    const { ino, size } = statSync(join(file.parentPath, file.name));
    if (file.isFile()) inodes.set(ino, size);
  }
  return [...inodes.values()].reduce((sum, size) => sum + size, 0);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
