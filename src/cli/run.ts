// helserefusjon run: the whole job, from the API to a release.
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { extractWith } from "./extract.ts";
import { loadWith } from "./load.ts";
import { askingShape, options } from "./options.ts";
import { summaryText } from "./summary.ts";
import { checksText, transformWith } from "./transform.ts";

const shape = { ...askingShape, "memory-limit": options["memory-limit"] };

export const runCommand: Command = {
  name: "run",
  summary: "extract, transform and load: the whole job",
  examples: [
    ["helserefusjon run", "a release of everything the API has"],
    ["helserefusjon run --emulator demo", "the same from the bundled emulator, offline, marked synthetic"],
    ["helserefusjon run --origin https://helserefusjoner-kuhr.nav.no", "from the old root"],
  ],
  shape,
  async run(argv, context) {
    const values = validated(argv, shape);
    const { pull } = await extractWith(values, context);
    const build = await transformWith({ ...values, pull: pull.pull.id }, context);
    context.terminal.err(checksText(build));
    context.terminal.out(summaryText(await loadWith(values, context)));
  },
};
