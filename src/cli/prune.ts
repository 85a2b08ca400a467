// helserefusjon prune: removes old pulls and releases from the output folder.
import { resolve } from "node:path";
import { z } from "zod";
import { pruneOutput, type Removed } from "../release/prune.ts";
import { defineCommand, flagOption, options, optionTexts } from "./command.ts";
import { inFilledOutput } from "./output-folder.ts";

const shape = {
  keep: z.coerce.number().int().min(1).max(9999).register(optionTexts, {
    help: "number of newest releases and newest complete pulls to keep, of each origin",
    expected: "a whole number from 1 to 9999",
    example: "3",
    missing: "Say how many to keep: `helserefusjon prune --keep 3`",
  }),
  "dry-run": flagOption("print what would be removed, and remove nothing"),
  output: options.output,
  json: options.json,
};

export const pruneCommand = defineCommand({
  name: "prune",
  summary: "remove old pulls and releases from the output folder, but nothing that the newest ones need",
  examples: [
    ["helserefusjon prune --keep 3", "keep three releases and three pulls, besides those they need"],
    ["helserefusjon prune --keep 1 --dry-run", "print what would be removed"],
  ],
  shape,
  async run({ output, keep, "dry-run": dryRun }, context) {
    const removed = await inFilledOutput(output, context, () =>
      pruneOutput(resolve(output), { keep, dryRun }),
    );
    return { text: removedText(removed, dryRun), json: removed };
  },
});

function removedText({ releases, pulls }: Removed, dryRun: boolean): string {
  const did = dryRun ? "would be removed" : "removed";
  const list = (what: string, ids: readonly string[]) =>
    `${what} ${did}: ${ids.length === 0 ? "none" : ids.join(", ")}\n`;
  return list("releases", releases) + list("pulls", pulls);
}
