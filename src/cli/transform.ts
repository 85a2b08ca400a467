// helserefusjon transform: builds and checks the tables of the warehouse from a complete pull.
import { join, resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import type { Build } from "../domain/build.ts";
import { ReleaseError } from "../domain/errors.ts";
import { datasetsOf } from "../domain/registry.ts";
import { projectFolder } from "../platform/tool.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, openPull } from "../stores/raw-store.ts";
import { transform } from "../transform/transform.ts";
import { type Values, validated } from "./arguments.ts";
import { type Command, type Context, displayShape, limitsOf, options } from "./command.ts";
import { openDisplay, printResult } from "./display.ts";
import { buildShape, pullOptions } from "./options-of-pulls.ts";
import { attemptOf, inFilledOutput, notingFailure } from "./output-folder.ts";
import { checksText } from "./summary.ts";

const transformShape = { pull: pullOptions.pull, output: options.output, ...buildShape, ...displayShape };

export const transformCommand: Command = {
  name: "transform",
  summary: "build and check the tables in <output>/warehouse from a pull; needs no network",
  examples: [
    ["helserefusjon transform", "from the newest complete pull"],
    ["helserefusjon transform --pull 20261101T040000Z", "from the pull with this name"],
  ],
  shape: transformShape,
  async run(argv, context) {
    const values = validated(argv, transformShape);
    const build = await inFilledOutput(values.output, context, () => transformWith(values, context));
    const text = `${build.datasets.length} tables built from pull ${build.pull}\n${checksText(build)}`;
    const { pull, datasets, checks, drift } = build;
    printResult(
      { terminal: context.terminal, choice: values },
      { text, json: { pull, datasets, checks, drift } },
    );
  },
};

/** Transforms with these options and reports progress. */
export async function transformWith(values: Values<typeof transformShape>, context: Context): Promise<Build> {
  const output = resolve(values.output);
  const pull = values.pull === undefined ? await newestComplete(output) : await openPull(output, values.pull);
  const display = openDisplay(context, values);
  const { tolerance } = values;
  const asked = { ...settingsOf(pull, values), output, tolerance, report: display.report };
  try {
    const attempt = attemptOf(context, values);
    const noted = { output, pull: pull.pull.id, stage: "transform", attempt } as const;
    return await notingFailure(noted, () => transform(asked));
  } finally {
    display.stop();
  }
}

/** The parts of the project that build the tables of a pull, and the limits for DuckDB. */
export function settingsOf(pull: PullFolder, limits: Parameters<typeof limitsOf>[0]) {
  return {
    pull,
    sql: join(projectFolder, "sql"),
    endpoints: registry.endpoints,
    datasets: datasetsOf(registry, pull.pull.scope),
    ...limitsOf(limits),
  };
}

async function newestComplete(output: string): Promise<PullFolder> {
  for (const pull of await allPulls(output)) if ((await pull.summary()) !== undefined) return pull;
  const folder = join(output, "raw");
  throw new ReleaseError(`Cannot find a complete pull in ${folder}: run extract first`, {
    facts: { folder },
  });
}
