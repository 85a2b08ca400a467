// helserefusjon load: writes the tables of the warehouse as a release.
import { resolve } from "node:path";
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { loadWith } from "./next-release.ts";
import { loadShape } from "./options-of-releases.ts";
import { inFilledOutput } from "./output-folder.ts";
import { printResult } from "./print.ts";
import { summaryText, withSummaryPage } from "./summary.ts";

export const loadCommand: Command = {
  name: "load",
  summary: "write the tables of <output>/warehouse as a release in <output>/releases; needs no network",
  examples: [
    ["helserefusjon load", "after transform"],
    [
      "helserefusjon load --csv-variant excel --gzip-csv-over 50MB",
      "also write CSV for Excel, and compress large CSV files",
    ],
    ["helserefusjon load --publisher publisher.json", "with a publisher in its metadata"],
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
