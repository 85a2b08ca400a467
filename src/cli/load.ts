// helserefusjon load: from the warehouse to a release.
import { resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { type LoadResult, load } from "../load/load.ts";
import type { Command, Context } from "./command.ts";
import { openDisplay } from "./display.ts";
import { options, validated } from "./options.ts";
import { summaryText } from "./summary.ts";

export const loadShape = { output: options.output, "memory-limit": options["memory-limit"] };

export const loadCommand: Command = {
  name: "load",
  summary: "write the warehouse's tables as a release in <output>/releases; needs no network",
  examples: [["helserefusjon load", "after transform"]],
  shape: loadShape,
  async run(argv, context) {
    context.terminal.out(summaryText(await loadWith(argv, context)));
  },
};

/** Loads as the options say. */
export async function loadWith(
  argv: Readonly<Record<string, unknown>>,
  { terminal, tool }: Context,
): Promise<LoadResult> {
  const values = validated(argv, loadShape);
  const display = openDisplay(terminal);
  return await load({
    output: resolve(values.output),
    datasets: registry.datasets,
    tool,
    memoryLimit: values["memory-limit"],
    report: display.report,
  });
}
