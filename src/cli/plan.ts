// helserefusjon plan: prints the requests of a pull, and why it needs them, without sending any.
import { resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { representationOf, type Scope } from "../domain/endpoint.ts";
import { lastCompleteMonth } from "../domain/period.ts";
import { endpointsOf } from "../domain/registry.ts";
import type { Representation } from "../domain/representation.ts";
import { urlOf } from "../domain/request.ts";
import { documentedCodes, readCodes } from "../extract/codes.ts";
import { type CodesOf, plan, requestFactors, waitsForCodes } from "../extract/plan.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls } from "../stores/raw-store.ts";
import { defineCommand, options } from "./command.ts";
import { numberColumns, tableText } from "./display.ts";
import { connectionShape, scopeOf, scopeShape } from "./options-of-pulls.ts";
import { originName } from "./origin.ts";

const shape = {
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
  shape,
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
