// helserefusjon plan: which requests a pull would make, how many, and why.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { registry } from "../../pipelines/registry.ts";
import type { Scope } from "../domain/endpoint.ts";
import { lastCompleteMonth } from "../domain/month.ts";
import { representationOf } from "../domain/offered.ts";
import { endpointsOf } from "../domain/registry.ts";
import type { Representation } from "../domain/representation.ts";
import { urlOf } from "../domain/request.ts";
import { readCodes } from "../extract/codes.ts";
import { extract } from "../extract/extract.ts";
import { plan, reasonOf, waitsForCodes } from "../extract/plan.ts";
import { userAgent } from "../platform/tool.ts";
import { openOriginal } from "../representations/land-original.ts";
import { scopeOf, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { connectionOf, connectionShape, options, scopeShape } from "./options.ts";
import { type Origin, withOrigin } from "./with-origin.ts";

const shape = {
  ...connectionShape,
  ...scopeShape,
  json: options.json,
};

interface PlannedEndpoint {
  readonly endpoint: string;
  readonly requests: number;
  /** What the answers are asked for as: the representation wished for, or JSON where the API does not offer it. */
  readonly representation: Representation;
  readonly why: string;
  readonly urls: readonly string[];
}

export const planCommand: Command = {
  name: "plan",
  summary: "print the requests a pull would make; asks the API only for the codes they depend on",
  examples: [
    ["helserefusjon plan", "the whole API, 2015 to the last complete month"],
    ["helserefusjon plan --fagomraader LE --since 2024-01 --json", "every URL of a small pull"],
  ],
  shape,
  async run(argv, context) {
    const values = validated(argv, shape);
    const scope = scopeOf(values, lastCompleteMonth(context.effects.clock.now()));
    const connection = connectionOf(values, userAgent(context.tool));
    const planned = await withOrigin(values, (origin) => planAll(origin, { scope, context, connection }));
    context.terminal.out(values.json ? `${JSON.stringify(planned, null, 2)}\n` : tableOf(planned));
  },
};

interface Planning {
  readonly scope: Scope;
  readonly context: Context;
  readonly connection: ReturnType<typeof connectionOf>;
}

/** The code lists are asked for in a pull of their own, in a folder that is gone afterwards. */
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
        why: reasonOf(endpoint, scope, codes),
        urls,
      };
    });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

function tableOf(planned: readonly PlannedEndpoint[]): string {
  const table = new Table({
    head: ["endpoint", "requests", "as", "why"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "left", "left"],
  });
  for (const { endpoint, requests, representation, why } of planned) {
    table.push([endpoint, requests, representation, why]);
  }
  const total = planned.reduce((sum, { requests }) => sum + requests, 0);
  table.push(["in all", total, "", ""]);
  return `${table.toString()}\n`;
}
