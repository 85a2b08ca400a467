// helserefusjon plan and run: show what a run would request, and do the whole run.
import { resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import type { Build } from "../domain/build.ts";
import { representationOf, type Scope } from "../domain/endpoint.ts";
import { lastCompleteMonth } from "../domain/period.ts";
import { endpointsOf } from "../domain/registry.ts";
import type { Representation } from "../domain/representation.ts";
import { urlOf } from "../domain/request.ts";
import { documentedCodes, readCodes } from "../extract/codes.ts";
import { type CodesOf, plan, requestFactors, waitsForCodes } from "../extract/plan.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import {
  type Context,
  type DisplayChoice,
  defineCommand,
  loadShape,
  options,
  type Values,
} from "./command.ts";
import { numberColumns, openDisplay, tableText } from "./display.ts";
import { extractWith } from "./extract.ts";
import { csvChoice, loadWith, readPublisher } from "./load.ts";
import { buildShape, connectionShape, requestingShape, scopeOf, scopeShape } from "./options-of-pulls.ts";
import { originName } from "./origin.ts";
import { assertNotFailedBefore, attemptOf, inOutput, unreleasedPull } from "./output-folder.ts";
import { checksText, summaryText, withSummaryPage } from "./summary.ts";
import { transformWith } from "./transform.ts";

const planShape = {
  origin: connectionShape.origin,
  emulator: connectionShape.emulator,
  dialect: connectionShape.dialect,
  ...scopeShape,
  output: options.output,
  json: options.json,
};

interface PlannedEndpoint {
  readonly endpoint: string;
  readonly requests: number;
  /** The chosen representation, or JSON if the API does not offer it here. */
  readonly representation: Representation;
  readonly why: string;
  /** Where the codes in the requests come from; absent without codes. */
  readonly codes_from?: string;
  readonly urls: readonly string[];
}

export const planCommand = defineCommand({
  name: "plan",
  summary:
    "print the requests of a pull without sending any; codes come from an earlier pull or the documentation",
  examples: [
    ["helserefusjon plan", "the whole API, 2015 to the last complete month"],
    ["helserefusjon plan --fagomraader LE --since 2024-01 --json", "every URL of a small pull"],
  ],
  shape: planShape,
  async run(values, { effects }) {
    const scope = scopeOf(values, lastCompleteMonth(effects.clock.now()));
    const planned = await planAll(resolve(values.output), { origin: originName(values), scope });
    return { text: plannedText(planned), json: planned };
  },
});

interface Planning {
  readonly origin: string;
  readonly scope: Scope;
}

async function planAll(output: string, { origin, scope }: Planning): Promise<readonly PlannedEndpoint[]> {
  const endpoints = endpointsOf(registry, scope);
  const { codes, from } = await codesForPlan(output, { origin, scope });
  return endpoints.map((endpoint) => {
    const requests = plan(endpoint, scope, codes);
    return {
      endpoint: endpoint.name,
      requests: requests.length,
      representation: representationOf(endpoint, scope),
      why: requestFactors(endpoint, scope, codes),
      ...(waitsForCodes(endpoint) ? { codes_from: from } : {}),
      urls: requests.map((request) => urlOf(request, origin).href),
    };
  });
}

/** The codes in the newest pull of this origin that has their lists, else those in the documentation. */
async function codesForPlan(
  output: string,
  { origin, scope }: Planning,
): Promise<{ readonly codes: CodesOf; readonly from: string }> {
  const endpoints = endpointsOf(registry, scope);
  const lists = new Set(
    endpoints.flatMap(({ axes }) => axes.flatMap((axis) => (axis.kind === "codes" ? [axis.endpoint] : []))),
  );
  for (const pull of await allPulls(output)) {
    if (pull.pull.origin === origin && (await hasAnswers(pull, lists)))
      return { codes: await readCodes(pull, { endpoints, scope }), from: `pull ${pull.id}` };
  }
  return { codes: documentedCodes({ endpoints, scope }), from: "the API's documentation" };
}

async function hasAnswers(pull: PullFolder, lists: ReadonlySet<string>): Promise<boolean> {
  const receipts = await Promise.all([...lists].map((list) => pull.receipts(list)));
  return receipts.every(({ length }) => length > 0);
}

function plannedText(planned: readonly PlannedEndpoint[]): string {
  const lines = planned.map(({ endpoint, requests, representation, why }) => {
    return [endpoint, requests, representation, why];
  });
  const total = planned.reduce((sum, { requests }) => sum + requests, 0);
  const columns = ["endpoint", ...numberColumns("requests"), "as", "why"];
  const from = planned.find(({ codes_from }) => codes_from !== undefined)?.codes_from;
  const source = from === undefined ? "" : `The codes of fagomraade are those of ${from}.\n`;
  return `${tableText(columns, [...lines, ["in all", total, "", ""]])}\n${source}`;
}

export const runShape = { ...requestingShape, ...buildShape, ...loadShape };

export const runCommand = defineCommand({
  name: "run",
  summary: "extract, transform and load, from the API to a release",
  examples: [
    ["helserefusjon run", "a release of all data"],
    ["helserefusjon run --emulator demo", "synthetic data from the bundled emulator, without a network"],
    ["helserefusjon run --origin https://helserefusjoner-kuhr.nav.no", "from the old root"],
  ],
  shape: runShape,
  async run(values, context) {
    // So that a mistake is reported before the first request.
    await readPublisher(values.publisher);
    csvChoice(values);
    const work = async () => {
      const build = await buildFrom(values, context);
      note(checksText(build, context.terminal).trimEnd(), { values, context });
      return await loadWith(values, context);
    };
    const withPage = () => withSummaryPage(resolve(values.output), work);
    const release = await inOutput(values.output, context, withPage);
    return { text: summaryText(release), json: release };
  },
});

/** Extracts and transforms. */
export async function buildFrom(values: Values<typeof runShape>, context: Context): Promise<Build> {
  const pull = await pullFor(values, context);
  return await transformWith({ ...values, pull: pull.id }, context);
}

async function pullFor(values: Values<typeof runShape>, context: Context): Promise<PullFolder> {
  const scope = scopeOf(values, lastCompleteMonth(context.effects.clock.now()));
  const ready = await unreleasedPull(resolve(values.output), { origin: originName(values), scope });
  if (ready === undefined || values.drift === "fail") {
    return (await extractWith(values, context)).pull;
  }
  await assertNotFailedBefore(ready, attemptOf(context, values));
  const text = `run: using pull ${ready.pull.id}, which is complete and has no release yet. To fetch again, run extract first`;
  note(text, { values, context });
  return ready;
}

function note(text: string, { values, context }: { values: DisplayChoice; context: Context }): void {
  openDisplay(context, values).report({ kind: "message", text });
}
