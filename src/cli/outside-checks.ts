// helserefusjon probe, crosscheck and geografi: compare what the pipeline expects with the API and with SSB Klass.
import { join, resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import {
  crosscheck,
  crosscheckFolder,
  fetchSample,
  type Sample,
  storeCrosscheck,
} from "../crosscheck/crosscheck.ts";
import { agrees, type Crosscheck, type Difference } from "../domain/crosscheck.ts";
import { CheckError, ContractError, RequestError } from "../domain/errors.ts";
import { countText } from "../domain/markdown.ts";
import { isRealRoot, oldRoot } from "../domain/origin.ts";
import { lastCompleteMonth } from "../domain/period.ts";
import { idAt } from "../domain/pull.ts";
import { endpointsOf } from "../domain/registry.ts";
import { type Comparison, compare } from "../geography/compare.ts";
import { klassRoot } from "../geography/klass.ts";
import { placeNumbers } from "../geography/place-numbers.ts";
import { tableNames, writeReferenceTables } from "../geography/tables.ts";
import { makeFolders, writeWhole } from "../platform/files.ts";
import { withoutValues } from "../platform/http-client.ts";
import { proxyAdvice } from "../platform/proxies.ts";
import { projectFolder, userAgent } from "../platform/tool.ts";
import { type Probed, unreadable, withoutAnswer } from "../probe/probe.ts";
import { probes } from "../probe/probes.ts";
import { reportText, verdictText } from "../probe/report.ts";
import { runProbe } from "../probe/run-probe.ts";
import {
  type Context,
  defineCommand,
  flagOption,
  limitsOf,
  limitsShape,
  options,
  optionTexts,
  type Values,
  webAddress,
  webAddressText,
} from "./command.ts";
import { numberColumns, tableText, withDisplay } from "./display.ts";
import { connectionOf, connectionShape, requestingShape, scopeOf, seedOption } from "./options-of-pulls.ts";
import { type Origin, originName, withOrigin } from "./origin.ts";
import { inOutput } from "./output-folder.ts";

const probeShape = {
  ...connectionShape,
  output: options.output,
};

export const probeCommand = defineCommand({
  name: "probe",
  summary:
    "make about 27 cheap calls and report how the API answers; exit code 4 if the pipeline cannot read an answer",
  examples: [
    ["helserefusjon probe", "the API itself; the report is in output/probe"],
    ["helserefusjon probe --origin https://helserefusjoner-kuhr.nav.no", "the old root"],
    ["helserefusjon probe --emulator small --dialect awkward", "an example report, without a network"],
  ],
  shape: probeShape,
  async run(values, context) {
    const { folder, probed } = await inOutput(values.output, context, () => probeWith(values, context));
    const silent = withoutAnswer(probed).length;
    const advice = silent === 0 ? "" : `. ${proxyAdvice(context.effects.proxies ?? {})}, then probe again`;
    const verdict = `${verdictText(probed)} The report is ${join(folder, "report.md")}${advice}`;
    if (unreadable(probed).length > 0) throw new ContractError(verdict, { facts: { folder } });
    if (silent > 0)
      throw new RequestError(`Cannot probe ${originName(values)}: ${verdict}`, { facts: { folder } });
    return { text: `${verdict}\n` };
  },
});

interface FinishedProbe {
  readonly folder: string;
  readonly probed: readonly Probed[];
}

async function probeWith(values: Values<typeof probeShape>, context: Context): Promise<FinishedProbe> {
  const { effects, terminal, tool } = context;
  const begun = effects.clock.now();
  const folder = join(resolve(values.output), "probe", idAt(begun));
  await makeFolders(folder);
  return await withOrigin(values, async ({ origin, address }) => {
    const connection = connectionOf(values, userAgent(tool));
    const all = probes(lastCompleteMonth(begun));
    const probed = await runProbe({
      address,
      oldAddress: findOldAddress({ origin, address }),
      folder,
      probes: all,
      endpoints: registry.endpoints,
      sql: join(projectFolder, "sql"),
      ...connection,
      effects,
      report: (progress) => {
        if (progress.kind === "answered") terminal.err(`probe: ${progress.request}\n`);
      },
    });
    const made = new Set(probed.map(({ probe }) => probe.name));
    const notCalled = all.filter(
      ({ name }) => withoutAnswer(probed).length === probed.length && !made.has(name),
    );
    const about = { origin, begun, notCalled, tool: `${tool.name} ${tool.version} (${tool.revision})` };
    await writeWhole(join(folder, "report.md"), withoutValues(reportText(probed, about), connection.headers));
    return { folder, probed };
  });
}

/** The old root. Other servers are assumed to have it at the emulator's path: without `/v1`. */
function findOldAddress({ address }: Origin): string | undefined {
  if (isRealRoot(address)) return address === oldRoot ? undefined : oldRoot;
  return address.endsWith("/v1") ? address.slice(0, -"/v1".length) : undefined;
}

const { representation: _, reuse: __, drift: ___, ...asking } = requestingShape;
const crosscheckShape = {
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
  shape: crosscheckShape,
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

async function crosscheckWith(values: Values<typeof crosscheckShape>, context: Context): Promise<Crosscheck> {
  const id = idAt(context.effects.clock.now());
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
  values: Values<typeof crosscheckShape>,
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

const geografiShape = {
  refresh: flagOption("update the tables with the rows of Klass"),
  klass: webAddress()
    .default(klassRoot)
    .register(optionTexts, {
      ...webAddressText,
      help: "root URL of SSB Klass",
      example: "http://localhost:8080/klass/v1",
    }),
  reference: z.string().min(1).optional().register(optionTexts, {
    help: "folder of the reference tables",
    expected: "a path",
    example: "sql/reference",
    usual: "sql/reference of this project",
  }),
};

export const geografiCommand = defineCommand({
  name: "geografi",
  summary: "compare our tables of kommuner (municipalities) and fylker (counties) with SSB Klass",
  examples: [
    ["helserefusjon geografi", "show the differences, write nothing"],
    ["helserefusjon geografi --refresh", "show the differences and update the tables"],
  ],
  shape: geografiShape,
  async run(values, { effects, terminal, tool }) {
    const folder = resolve(values.reference ?? join(projectFolder, "sql", "reference"));
    const today = effects.clock.now().toISOString().slice(0, 10);
    const klass = { root: values.klass, userAgent: userAgent(tool), proxies: effects.proxies ?? {} };
    const comparison = await compare({ folder, klass, today });
    terminal.out(describeComparison(comparison));
    if (!values.refresh) return undefined;
    assertNoProblems(comparison, folder);
    await writeReferenceTables(folder, comparison.tables);
    return {
      text: `Wrote ${tableNames.length} tables to ${folder}. kommune_innbyggere is unchanged, because it comes from table 07459 and not from Klass\n`,
    };
  },
});

function assertNoProblems({ problems }: Comparison, folder: string): void {
  if (problems.length === 0) return;
  throw new ContractError(
    `Cannot write the tables of ${folder}, because every kommune needs one of today's kommuner:\n${problems.join("\n")}`,
    { facts: { folder, problems: problems.length } },
  );
}

function describeComparison({ differences, notes, problems }: Comparison): string {
  const tables = tableNames.map((table) => {
    const own = differences.filter((difference) => difference.table === table);
    const lines = own.map(({ kind, text }) => `  ${kind}: ${text}\n`);
    return `${table}: ${own.length === 0 ? "no difference" : `${own.length} differences`}\n${lines.join("")}`;
  });
  const remarks = [
    ...notes.map((note) => `note: ${note}\n`),
    ...problems.map((problem) => `by hand: ${problem}\n`),
  ];
  return [...tables, ...remarks].join("");
}
