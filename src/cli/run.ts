// helserefusjon run: extracts, transforms and loads.
import { resolve } from "node:path";
import type { Build } from "../domain/build.ts";
import { lastCompleteMonth } from "../domain/period.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { type Context, type DisplayChoice, defineCommand, loadShape, type Values } from "./command.ts";
import { openDisplay } from "./display.ts";
import { extractWith } from "./extract.ts";
import { csvChoice, loadWith, readPublisher } from "./load.ts";
import { askingShape, buildShape, scopeOf } from "./options-of-pulls.ts";
import { originName } from "./origin.ts";
import { assertNotFailedBefore, attemptOf, inOutput, unreleasedPull } from "./output-folder.ts";
import { checksText, summaryText, withSummaryPage } from "./summary.ts";
import { transformWith } from "./transform.ts";

export const runShape = { ...askingShape, ...buildShape, ...loadShape };

export const runCommand = defineCommand({
  name: "run",
  summary: "extract, transform and load, from the API to a release",
  examples: [
    ["helserefusjon run", "a release of all data"],
    ["helserefusjon run --emulator demo", "synthetic data from the bundled emulator, without a network"],
    ["helserefusjon run --origin https://helserefusjoner-kuhr.nav.no", "from the old root"],
  ],
  shape: runShape,
  async run(values, context) {
    // So that a mistake is reported before the first request.
    await readPublisher(values.publisher);
    csvChoice(values);
    const work = async () => {
      const build = await buildFrom(values, context);
      note(checksText(build, context.terminal).trimEnd(), { values, context });
      return await loadWith(values, context);
    };
    const withPage = () => withSummaryPage(resolve(values.output), work);
    const release = await inOutput(values.output, context, withPage);
    return { text: summaryText(release), json: release };
  },
});

/** Extracts and transforms. */
export async function buildFrom(values: Values<typeof runShape>, context: Context): Promise<Build> {
  const pull = await pullFor(values, context);
  return await transformWith({ ...values, pull: pull.id }, context);
}

async function pullFor(values: Values<typeof runShape>, context: Context): Promise<PullFolder> {
  const scope = scopeOf(values, lastCompleteMonth(context.effects.clock.now()));
  const ready = await unreleasedPull(resolve(values.output), { origin: originName(values), scope });
  if (ready === undefined || values.drift === "fail") {
    return (await extractWith(values, context)).pull;
  }
  await assertNotFailedBefore(ready, attemptOf(context, values));
  const text = `run: using pull ${ready.pull.id}, which is complete and has no release yet. To fetch again, run extract first`;
  note(text, { values, context });
  return ready;
}

function note(text: string, { values, context }: { values: DisplayChoice; context: Context }): void {
  openDisplay(context, values).report({ kind: "message", text });
}
