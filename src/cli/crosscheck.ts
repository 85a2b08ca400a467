// helserefusjon crosscheck: fetches a sample in every representation and compares the answers.

import { join, resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { crosscheck, crosscheckFolder, storeCrosscheck } from "../crosscheck/compare.ts";
import { fetchSample, type Sample } from "../crosscheck/sample.ts";
import { agrees, type Crosscheck, type Difference } from "../domain/crosscheck.ts";
import { CheckError } from "../domain/errors.ts";
import { countText } from "../domain/markdown.ts";
import { lastCompleteMonth } from "../domain/month.ts";
import { endpointsOf } from "../domain/registry.ts";
import { placeNumbers } from "../geography/place-numbers.ts";
import { projectFolder, userAgent } from "../platform/tool.ts";
import { type Context, defineCommand, limitsOf, limitsShape, optionTexts, type Values } from "./command.ts";
import { numberColumns, tableText, withDisplay } from "./display.ts";
import { askingShape, connectionOf, scopeOf, seedOption } from "./options-of-pulls.ts";
import { withOrigin } from "./origin.ts";
import { inOutput } from "./output-folder.ts";

const { representation: _, reuse: __, drift: ___, ...asking } = askingShape;
const shape = {
  ...asking,
  share: z.coerce.number().positive().max(1).default(0.02).register(optionTexts, {
    help: "share of the windows to fetch, at least one of each kind",
    expected: "a number above 0, at most 1",
    example: "0.05",
  }),
  seed: seedOption,
  "memory-limit": limitsShape["memory-limit"],
};

export const crosscheckCommand = defineCommand({
  name: "crosscheck",
  summary:
    "fetch a sample as JSON, XML, CSV and Excel, and compare rows and sums; exit code 6 if they differ",
  examples: [
    ["helserefusjon crosscheck", "2 % of the windows, and all code lists; later releases report the result"],
    [
      "helserefusjon crosscheck --share 0.1 --seed 7 --fagomraader LE",
      "more and other windows, of one fagområde",
    ],
  ],
  shape,
  async run(values, context) {
    const found = await inOutput(values.output, context, () => crosscheckWith(values, context));
    context.terminal.out(crosscheckText(found));
    if (agrees(found)) return undefined;
    const folder = crosscheckFolder(values.output, found.id);
    throw new CheckError(
      `The representations differ: found ${found.differences.length} differences. See crosscheck.json in ${folder}`,
      { facts: { differences: found.differences.length, folder } },
    );
  },
});

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
  await storeCrosscheck(output, found);
  return found;
}

async function sampleWith(
  values: Values<typeof shape>,
  { context, folder }: { context: Context; folder: string },
): Promise<Sample> {
  const { effects, terminal, tool } = context;
  const scope = scopeOf({ ...values, representation: undefined }, lastCompleteMonth(effects.clock.now()));
  const { seed, share, concurrency } = values;
  const asking = { scope, seed, share, concurrency, folder, placeNumbers, effects };
  return await withDisplay(context, {}, async (report) => {
    const sample = await withOrigin(values, (origin) =>
      fetchSample({
        ...origin,
        ...asking,
        endpoints: endpointsOf(registry, scope),
        maxRate: values["max-rate"],
        ...connectionOf(values, userAgent(tool)),
        report,
      }),
    );
    for (const { representation, failed } of sample.sampled) {
      if (failed !== null) terminal.err(`crosscheck: ${representation} failed: ${failed}\n`);
    }
    return sample;
  });
}

function crosscheckText({ representations, differences, seed, share }: Crosscheck): string {
  const table = tableText(
    ["as", ...numberColumns("requests", "rows", "not read", "rows that differ", "sums that differ")],
    representations.map((one) => {
      const counts = [one.requests, one.rows, one.unread, one.differing_rows, one.differing_sums];
      return [one.representation, ...counts.map(countText)];
    }),
  );
  const lines = differences.slice(0, mostLines).map(differenceText);
  const more = differences.length > mostLines ? ["… and more, in crosscheck.json"] : [];
  const sample = `Sample: ${100 * share} % of the windows, chosen with seed ${seed}, and all code lists.`;
  return `${[table, sample, ...lines, ...more].join("\n")}\n`;
}

const mostLines = 20;

function differenceText({ representation, request, kind, row, field, json, other }: Difference): string {
  const where = [request, row, field].filter((part) => part !== null).join(" · ");
  return `${kind} ${where}: json ${JSON.stringify(json)}, ${representation} ${JSON.stringify(other)}`;
}
