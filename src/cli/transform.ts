// helserefusjon transform: builds and checks the tables of the warehouse from a complete pull.

import { join, resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import type { Build } from "../domain/build.ts";
import { ReleaseError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import { datasetsOf } from "../domain/registry.ts";
import { projectFolder } from "../platform/tool.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { allPulls, openPull } from "../stores/raw-store.ts";
import { transform } from "../transform/transform.ts";
import {
  type Context,
  defineCommand,
  displayShape,
  limitsOf,
  options,
  optionTexts,
  type Values,
} from "./command.ts";
import { withDisplay } from "./display.ts";
import { buildShape } from "./options-of-pulls.ts";
import { attemptOf, inFilledOutput, notingFailure } from "./output-folder.ts";
import { checksText } from "./summary.ts";

const transformShape = {
  pull: z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .register(optionTexts, {
      help: "pull in <output>/raw to build from",
      expected: "the name of a folder in <output>/raw",
      example: "20261101T040000Z",
      usual: "the newest complete one",
    }),
  output: options.output,
  ...buildShape,
  ...displayShape,
};

export const transformCommand = defineCommand({
  name: "transform",
  summary: "build and check the tables in <output>/warehouse from a pull; needs no network",
  examples: [
    ["helserefusjon transform", "from the newest complete pull"],
    ["helserefusjon transform --pull 20261101T040000Z", "from the pull with this name"],
  ],
  shape: transformShape,
  async run(values, context) {
    const build = await inFilledOutput(values.output, context, () => transformWith(values, context));
    const text = `${counted(build.datasets.length, "table")} built from pull ${build.pull}\n${checksText(build, context.terminal)}`;
    const { pull, datasets, checks, drift } = build;
    return { text, json: { pull, datasets, checks, drift } };
  },
});

/** Transforms with these options and reports progress. */
export async function transformWith(values: Values<typeof transformShape>, context: Context): Promise<Build> {
  const output = resolve(values.output);
  const pull = values.pull === undefined ? await newestComplete(output) : await openPull(output, values.pull);
  const settings = { ...settingsOf(pull, values), output, tolerance: values.tolerance };
  const attempt = attemptOf(context, values);
  const noted = { output, pull: pull.id, stage: "transform", attempt } as const;
  return await withDisplay(context, values, (report) =>
    notingFailure(noted, () => transform({ ...settings, report })),
  );
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
