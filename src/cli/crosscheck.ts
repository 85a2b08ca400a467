// helserefusjon crosscheck: asks for a sample in every representation and compares the answers.
import { join, resolve } from "node:path";
import Table from "cli-table3";
import { registry } from "../../pipelines/registry.ts";
import { crosscheck } from "../crosscheck/compare.ts";
import { fetchSample, type Sample } from "../crosscheck/sample.ts";
import { crosscheckFolder, keepCrosscheck } from "../crosscheck/store.ts";
import { agrees, type Crosscheck, type Difference } from "../domain/crosscheck.ts";
import { CheckError } from "../domain/errors.ts";
import { lastCompleteMonth } from "../domain/month.ts";
import { endpointsOf } from "../domain/registry.ts";
import { projectFolder, userAgent } from "../platform/tool.ts";
import { scopeOf, type Values, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { inOutput } from "./in-output.ts";
import { countText } from "./numbers.ts";
import { openDisplay } from "./open-display.ts";
import { askingShape, connectionOf, limitsOf, options } from "./options.ts";
import { withOrigin } from "./with-origin.ts";

const { representation: _, reuse: __, drift: ___, ...asking } = askingShape;
const shape = {
  ...asking,
  share: options.share,
  seed: options.seed,
  "memory-limit": options["memory-limit"],
};

export const crosscheckCommand: Command = {
  name: "crosscheck",
  summary:
    "ask for a sample of windows as JSON, XML, CSV and Excel and compare rows and sums; exit code 6 where they differ",
  examples: [
    [
      "helserefusjon crosscheck",
      "two in a hundred windows, and all code lists; the next releases tell of it",
    ],
    [
      "helserefusjon crosscheck --share 0.1 --seed 7 --fagomraader LE",
      "other and more windows, of one fagomraade",
    ],
  ],
  shape,
  async run(argv, context) {
    const values = validated(argv, shape);
    const found = await inOutput(values.output, context, () => crosscheckWith(values, context));
    context.terminal.out(textOf(found));
    if (agrees(found)) return;
    throw new CheckError(
      `The representations do not say the same; the answers are in ${crosscheckFolder(values.output, found.id)}`,
    );
  },
};

async function crosscheckWith(values: Values<typeof shape>, context: Context): Promise<Crosscheck> {
  const id = context.effects.clock
    .now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, "");
  const output = resolve(values.output);
  const sample = await sampleWith(values, { context, folder: crosscheckFolder(output, id) });
  const answered = sample.sampled.map(({ planned, ...one }) => ({ ...one, requests: planned }));
  const findings = await crosscheck(answered, {
    sql: join(projectFolder, "sql"),
    datasets: registry.datasets,
    ...limitsOf(values),
  });
  const { seed, share } = values;
  const found = { id, source: sample.source, seed, share, ...findings };
  await keepCrosscheck(output, found);
  return found;
}

async function sampleWith(
  values: Values<typeof shape>,
  { context, folder }: { context: Context; folder: string },
): Promise<Sample> {
  const { effects, terminal, tool } = context;
  const scope = scopeOf({ ...values, representation: undefined }, lastCompleteMonth(effects.clock.now()));
  const display = openDisplay(context);
  const { seed, share, concurrency } = values;
  const asking = { scope, seed, share, concurrency, folder, effects, report: display.report };
  try {
    const sample = await withOrigin(values, (origin) =>
      fetchSample({
        ...origin,
        ...asking,
        endpoints: endpointsOf(registry, scope),
        maxRate: values["max-rate"],
        ...connectionOf(values, userAgent(tool)),
      }),
    );
    for (const { representation, failed } of sample.sampled) {
      if (failed !== null) terminal.err(`As ${representation}: ${failed}\n`);
    }
    return sample;
  } finally {
    display.stop();
  }
}

function textOf({ representations, differences, seed, share }: Crosscheck): string {
  const table = new Table({
    head: ["as", "requests", "rows", "not read", "rows that differ", "sums that differ"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right", "right", "right", "right"],
  });
  for (const one of representations) {
    const counts = [one.requests, one.rows, one.unread, one.differing_rows, one.differing_sums];
    table.push([one.representation, ...counts.map(countText)]);
  }
  const lines = differences.slice(0, mostLines).map(lineOf);
  const more = differences.length > mostLines ? ["… and more, in crosscheck.json"] : [];
  const sample = `A share of ${share} of the windows, chosen by the seed ${seed}, and every code list.`;
  return `${[table.toString(), sample, ...lines, ...more].join("\n")}\n`;
}

const mostLines = 20;

function lineOf({ representation, request, kind, row, field, json, other }: Difference): string {
  const where = [request, row, field].filter((part) => part !== null).join(" · ");
  return `${kind} ${where}: json ${JSON.stringify(json)}, ${representation} ${JSON.stringify(other)}`;
}
