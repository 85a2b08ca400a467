// helserefusjon transform: builds and checks the tables of the warehouse from a complete pull.
import { join, resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { type Build, failedText } from "../domain/build.ts";
import { ReleaseError } from "../domain/errors.ts";
import { datasetsOf } from "../domain/registry.ts";
import { projectFolder } from "../platform/tool.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, openPull } from "../stores/raw-store.ts";
import { transform } from "../transform/transform.ts";
import { type Values, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { openDisplay } from "./display.ts";
import { displayShape, limitsOf, options } from "./options.ts";
import { buildShape, pullOptions } from "./options-of-pulls.ts";
import { inFilledOutput } from "./output-folder.ts";
import { printResult } from "./print.ts";
import { attemptOf, notingFailure } from "./pull-failure.ts";

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
  const asked = {
    output,
    pull,
    sql: join(projectFolder, "sql"),
    endpoints: registry.endpoints,
    datasets: datasetsOf(registry, pull.pull.scope),
    ...limitsOf(values),
    tolerance: values.tolerance,
    report: display.report,
  };
  try {
    const attempt = attemptOf(context, values);
    const noted = { output, pull: pull.pull.id, stage: "transform", attempt } as const;
    return await notingFailure(noted, () => transform(asked));
  } finally {
    display.stop();
  }
}

async function newestComplete(output: string): Promise<PullFolder> {
  for (const pull of await allPulls(output)) if ((await pull.summary()) !== undefined) return pull;
  const folder = join(output, "raw");
  throw new ReleaseError(`Cannot find a complete pull in ${folder}: run extract first`, {
    facts: { folder },
  });
}

/** The number of checks that passed, and a line for each that failed. */
export function checksText(build: Build): string {
  const broken = build.checks.filter((check) => check.failed > 0);
  const lines = broken.map((check) => `  ${check.severity}: ${check.check.en} (${failedText(check)})\n`);
  const drift = build.drift.map(
    ({ endpoint, kind, field, found }) => `  drift: ${kind} ${endpoint}.${field}: ${found}\n`,
  );
  return `${build.checks.length - broken.length} of ${build.checks.length} checks passed\n${[...lines, ...drift].join("")}`;
}
