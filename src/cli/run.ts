// helserefusjon run: the whole job, from the API to a release.
import { resolve } from "node:path";
import type { Build } from "../domain/build.ts";
import { lastCompleteMonth } from "../domain/month.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { scopeOf, type Values, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { comparingOptions } from "./comparing-options.ts";
import { type DisplayChoice, displayShape, printResult } from "./display-options.ts";
import { extractWith } from "./extract.ts";
import { inOutput } from "./in-output.ts";
import { csvShape, describingShape, loadWith } from "./next-release.ts";
import { openDisplay } from "./open-display.ts";
import { askingShape } from "./options.ts";
import { readPublisher } from "./publisher.ts";
import { assertNotFailedBefore, attemptOf } from "./pull-failure.ts";
import { summaryText } from "./summary.ts";
import { withSummaryPage } from "./summary-page.ts";
import { buildShape, checksText, transformWith } from "./transform.ts";
import { unreleasedPull } from "./unreleased-pull.ts";
import { originName } from "./with-origin.ts";

export const runShape = {
  ...askingShape,
  ...buildShape,
  ...csvShape,
  ...describingShape,
  force: comparingOptions.force,
  ...displayShape,
};

export const runCommand: Command = {
  name: "run",
  summary: "extract, transform and load: the whole job",
  examples: [
    ["helserefusjon run", "a release of everything the API has"],
    ["helserefusjon run --emulator demo", "the same from the bundled emulator, offline, marked synthetic"],
    ["helserefusjon run --origin https://helserefusjoner-kuhr.nav.no", "from the old root"],
  ],
  shape: runShape,
  async run(argv, context) {
    const values = validated(argv, runShape);
    // A mistake in that file is told before the API is asked for anything.
    await readPublisher(values.publisher);
    const work = async () => {
      const build = await buildFrom(values, context);
      note(checksText(build).trimEnd(), { values, context });
      return await loadWith(values, context);
    };
    const withPage = () => withSummaryPage(resolve(values.output), work);
    const release = await inOutput(values.output, context, withPage);
    printResult(
      { terminal: context.terminal, choice: values },
      { text: summaryText(release), json: release },
    );
  },
};

/** Extracts and transforms. */
export async function buildFrom(values: Values<typeof runShape>, context: Context): Promise<Build> {
  const pull = await pullFor(values, context);
  return await transformWith({ ...values, pull: pull.pull.id }, context);
}

async function pullFor(values: Values<typeof runShape>, context: Context): Promise<PullFolder> {
  const scope = scopeOf(values, lastCompleteMonth(context.effects.clock.now()));
  const ready = await unreleasedPull(resolve(values.output), { origin: originName(values), scope });
  if (ready === undefined || values.drift === "fail") {
    return (await extractWith(values, context)).pull;
  }
  await assertNotFailedBefore(ready, attemptOf(context, values));
  const text = `Using the complete pull ${ready.pull.id}: it has no release yet. To ask anew, run extract first`;
  note(text, { values, context });
  return ready;
}

function note(text: string, { values, context }: { values: DisplayChoice; context: Context }): void {
  openDisplay(context, values).report({ kind: "noted", text });
}
