// `make bench-read`: how fast DuckDB answers from a release, and what a reader over HTTP fetches, for several orders of its rows.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { builtProgram } from "../../src/platform/tool.ts";
import { parquetFacts } from "../../src/stores/read-files.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { type Layout, layoutsOf } from "./layouts.ts";
import { measure } from "./measure.ts";
import { median } from "./median.ts";
import { type Question, questionsAbout, timed } from "./questions.ts";
import { type Ranges, rangesOf } from "./ranges.ts";
import { type GroupsRead, groupsRead } from "./row-groups.ts";

const project = resolve(import.meta.dirname, "../..");
const folder = join(project, "output", "bench");
const dataset = "takstbruk_kommune_maned";
const filtered = [
  "takstkode",
  "praksis_type_navn",
  "behandler_kommunenr",
  "gjeldende_kommunenr",
  "kommunenavn",
  "fylkesnavn",
];
const { values } = parseArgs({
  options: {
    release: { type: "string", default: "" },
    runs: { type: "string", default: "7" },
    json: { type: "boolean", default: false },
  },
});

await main();

async function main(): Promise<void> {
  const release = values.release === "" ? await demoRelease() : resolve(values.release);
  const layouts = await layoutsOf({ release, dataset, folder: join(folder, "read") });
  const questions = await questionsAbout(join(release, `${dataset}.parquet`));
  const { id, tool } = JSON.parse(readFileSync(join(release, "manifest.json"), "utf8"));
  const found = {
    release: id,
    tool,
    cores: cpus().length,
    model: cpus()[0]?.model,
    sizes: await sizesIn(release),
    groups: await groupsOf(layouts),
    ranges: await rangesOf(questions, layouts),
    times: await timesOf(questions, layouts),
  };
  process.stdout.write(values.json ? `${JSON.stringify(found, null, 2)}\n` : textOf(found));
}

/** Two million rows, from the emulator, built where it is not there yet. */
async function demoRelease(): Promise<string> {
  const output = join(folder, "demo");
  const latest = join(output, "releases", "latest");
  if (!existsSync(latest)) {
    process.stderr.write("building the demo release (kept in output/bench/demo for the next time) …\n");
    await mkdir(folder, { recursive: true });
    const build = `node ${builtProgram} run --emulator demo --output ${output}`;
    await measure(build, { folder: project, log: join(folder, "demo.log") });
  }
  return latest;
}

interface Size {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
}

async function sizesIn(release: string): Promise<readonly Size[]> {
  const files = readdirSync(release).filter((name) => /^takstbruk_.*\.parquet$/.test(name));
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const sizes: Size[] = [];
    for (const file of files.sort()) {
      const path = join(release, file);
      const [found] = await warehouse.rows(`select num_rows from ${parquetFacts("file_metadata", path)}`);
      sizes.push({ name: file, rows: Number(found?.num_rows), bytes: statSync(path).size });
    }
    const total = (pick: (size: Size) => number) => sizes.reduce((sum, size) => sum + pick(size), 0);
    return [
      ...sizes,
      { name: "together", rows: total(({ rows }) => rows), bytes: total(({ bytes }) => bytes) },
    ];
  } finally {
    warehouse.close();
  }
}

interface Groups extends GroupsRead {
  readonly layout: string;
}

async function groupsOf(layouts: readonly Layout[]): Promise<readonly Groups[]> {
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const found: Groups[] = [];
    for (const { name, file, source } of layouts.filter(({ file }) => file.endsWith(".parquet")))
      for (const column of filtered)
        found.push({ layout: name, ...(await groupsRead(warehouse, { file, rows: source, column })) });
    return found;
  } finally {
    warehouse.close();
  }
}

interface Times {
  readonly question: string;
  readonly layout: string;
  readonly bytes: number;
  readonly milliseconds: readonly number[];
}

interface Requested {
  readonly question: Question;
  readonly layout: Layout;
  readonly milliseconds: number[];
}

/** Every question of every layout by turns, so that what else the machine does meets them all. */
async function timesOf(
  questions: readonly Question[],
  layouts: readonly Layout[],
): Promise<readonly Times[]> {
  const times = questions.flatMap((question) => {
    return layouts.map((layout): Requested => ({ question, layout, milliseconds: [] }));
  });
  for (let run = 1; run <= Number(values.runs); run++)
    for (const { question, layout, milliseconds } of times)
      milliseconds.push(await timed(question, layout.source));
  return times.map(({ question, layout, milliseconds }) => {
    return { question: question.name, layout: layout.name, bytes: statSync(layout.file).size, milliseconds };
  });
}

function textOf(
  found: {
    sizes: readonly Size[];
    groups: readonly Groups[];
    ranges: readonly Ranges[];
    times: readonly Times[];
  } & object,
) {
  const sizes = tableOf(["", "rows", "MB", "bytes a row"]);
  for (const { name, rows, bytes } of found.sizes)
    sizes.push([name, String(rows), (bytes / 1e6).toFixed(1), (bytes / rows).toFixed(1)]);
  const groups = tableOf(["row groups to read for one value, %", "layout", "by bounds", "and Bloom filters"]);
  for (const { column, layout, byBounds, byBloomFilters } of found.groups)
    groups.push([column, layout, byBounds.toFixed(1), byBloomFilters.toFixed(1)]);
  const ranges = tableOf(["over HTTP", "layout", "rows", "requests", "MB"]);
  for (const { question, layout, rows, requests, bytes } of found.ranges)
    ranges.push([question, layout, String(rows), String(requests), (bytes / 1e6).toFixed(2)]);
  const times = tableOf(["", "layout", "MB", "ms", "min–max"]);
  for (const { question, layout, bytes, milliseconds } of found.times) {
    const spread = `${Math.min(...milliseconds).toFixed(0)}–${Math.max(...milliseconds).toFixed(0)}`;
    times.push([question, layout, (bytes / 1e6).toFixed(1), median(milliseconds).toFixed(0), spread]);
  }
  const { sizes: _sizes, groups: _groups, ranges: _ranges, times: _times, ...about } = found;
  return `${JSON.stringify(about)}\n${[sizes, groups, ranges, times].join("\n")}\n`;
}

function tableOf(head: string[]) {
  return new Table({ head, style: { head: [], border: [] } });
}
