// helserefusjon load: from the warehouse to a release.
import { resolve } from "node:path";
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { printResult } from "./display-options.ts";
import { inFilledOutput } from "./in-output.ts";
import { loadShape, loadWith } from "./next-release.ts";
import { summaryText } from "./summary.ts";
import { withSummaryPage } from "./summary-page.ts";

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
    const release = await inFilledOutput(values.output, context, () =>
      withSummaryPage(resolve(values.output), () => loadWith(values, context)),
    );
    printResult(
      { terminal: context.terminal, choice: values },
      { text: summaryText(release), json: release },
    );
  },
};
