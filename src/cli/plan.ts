// helserefusjon plan: prints the requests of a pull, and why it needs them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { representationOf, type Scope } from "../domain/endpoint.ts";
import { lastCompleteMonth } from "../domain/month.ts";
import { endpointsOf } from "../domain/registry.ts";
import type { Representation } from "../domain/representation.ts";
import { urlOf } from "../domain/request.ts";
import { readCodes } from "../extract/codes.ts";
import { extract } from "../extract/extract.ts";
import { plan, requestFactors, waitsForCodes } from "../extract/plan.ts";
import { userAgent } from "../platform/tool.ts";
import { openOriginal } from "../representations/land-original.ts";
import { type Context, defineCommand, options } from "./command.ts";
import { numberColumns, tableText } from "./display.ts";
import { connectionOf, connectionShape, scopeOf, scopeShape } from "./options-of-pulls.ts";
import { type Origin, withOrigin } from "./origin.ts";

const shape = {
  ...connectionShape,
  ...scopeShape,
  json: options.json,
};

interface PlannedEndpoint {
  readonly endpoint: string;
  readonly requests: number;
  /** The chosen representation, or JSON if the API does not offer it here. */
  readonly representation: Representation;
  readonly why: string;
  readonly urls: readonly string[];
}

export const planCommand = defineCommand({
  name: "plan",
  summary: "print the requests of a pull; fetches only the code lists that they depend on",
  examples: [
    ["helserefusjon plan", "the whole API, 2015 to the last complete month"],
    ["helserefusjon plan --fagomraader LE --since 2024-01 --json", "every URL of a small pull"],
  ],
  shape,
  async run(values, context) {
    const scope = scopeOf(values, lastCompleteMonth(context.effects.clock.now()));
    const connection = connectionOf(values, userAgent(context.tool));
    const planned = await withOrigin(values, (origin) => planAll(origin, { scope, context, connection }));
    return { text: plannedText(planned), json: planned };
  },
});

interface Planning {
  readonly scope: Scope;
  readonly context: Context;
  readonly connection: ReturnType<typeof connectionOf>;
}

/** Fetches the code lists into a pull in a temporary folder. */
async function planAll(
  { origin, address }: Origin,
  { scope, context, connection }: Planning,
): Promise<readonly PlannedEndpoint[]> {
  const endpoints = endpointsOf(registry, scope);
  const sources = new Set(
    endpoints
      .filter(waitsForCodes)
      .flatMap((endpoint) => endpoint.axes.flatMap((axis) => (axis.kind === "codes" ? [axis.endpoint] : []))),
  );
  const output = await mkdtemp(join(tmpdir(), "helserefusjon-plan-"));
  try {
    const { pull } = await extract({
      ...{ output, origin, address, scope },
      endpoints: endpoints.filter((endpoint) => sources.has(endpoint.name)),
      openOther: openOriginal,
      concurrency: 1,
      drift: "warn",
      ...connection,
      effects: context.effects,
      report: () => undefined,
    });
    const codes = await readCodes(pull, { endpoints, scope });
    return endpoints.map((endpoint) => {
      const requests = plan(endpoint, scope, codes);
      const urls = requests.map((request) => urlOf(request, origin).href);
      return {
        endpoint: endpoint.name,
        requests: requests.length,
        representation: representationOf(endpoint, scope),
        why: requestFactors(endpoint, scope, codes),
        urls,
      };
    });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

function plannedText(planned: readonly PlannedEndpoint[]): string {
  const lines = planned.map(({ endpoint, requests, representation, why }) => {
    return [endpoint, requests, representation, why];
  });
  const total = planned.reduce((sum, { requests }) => sum + requests, 0);
  const columns = ["endpoint", ...numberColumns("requests"), "as", "why"];
  return `${tableText(columns, [...lines, ["in all", total, "", ""]])}\n`;
}
