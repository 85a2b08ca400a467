// helserefusjon load: from the warehouse to a release.
import { resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import type { CsvChoice } from "../load/dataset-files.ts";
import { type LoadResult, load } from "../load/load.ts";
import { type Values, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { openDisplay } from "./display.ts";
import { inOutput } from "./in-output.ts";
import { options, threadsOf } from "./options.ts";
import { readPublisher } from "./publisher.ts";
import { releaseOptions } from "./release-options.ts";
import { summaryText } from "./summary.ts";

export const csvShape = {
  "csv-variant": releaseOptions["csv-variant"],
  "gzip-csv-over": releaseOptions["gzip-csv-over"],
};

export const describingShape = {
  publisher: releaseOptions.publisher,
  "dcat-profile": releaseOptions["dcat-profile"],
};

export const loadShape = {
  output: options.output,
  "memory-limit": options["memory-limit"],
  threads: options.threads,
  ...csvShape,
  ...describingShape,
};

export const loadCommand: Command = {
  name: "load",
  summary: "write the warehouse's tables as a release in <output>/releases; needs no network",
  examples: [
    ["helserefusjon load", "after transform"],
    [
      "helserefusjon load --csv-variant excel --gzip-csv-over 50MB",
      "with files for Excel, and large CSV packed",
    ],
    ["helserefusjon load --publisher publisher.json", "described as somebody's publication"],
  ],
  shape: loadShape,
  async run(argv, context) {
    const values = validated(argv, loadShape);
    const release = await inOutput(values.output, context, () => loadWith(values, context));
    context.terminal.out(summaryText(release));
  },
};

/** Loads as the options say. */
export async function loadWith(
  values: Values<typeof loadShape>,
  { terminal, tool }: Context,
): Promise<LoadResult> {
  const display = openDisplay(terminal);
  return await load({
    output: resolve(values.output),
    datasets: registry.datasets,
    tool,
    memoryLimit: values["memory-limit"],
    ...threadsOf(values),
    csv: csvChoice(values),
    publisher: await readPublisher(values.publisher),
    dcatProfile: values["dcat-profile"],
    report: display.report,
  });
}

function csvChoice(values: Values<typeof csvShape>): CsvChoice {
  const { "csv-variant": variant, "gzip-csv-over": gzipOver } = values;
  return {
    ...(variant === undefined ? {} : { variant }),
    ...(gzipOver === undefined ? {} : { gzipOver }),
  };
}
