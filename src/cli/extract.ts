// helserefusjon extract: fetches from the API into a complete pull.
import { resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { counted } from "../domain/markdown.ts";
import { lastCompleteMonth } from "../domain/period.ts";
import { endpointsOf } from "../domain/registry.ts";
import { type Extracted, extract } from "../extract/extract.ts";
import { placeNumbers } from "../geography/place-numbers.ts";
import { userAgent } from "../platform/tool.ts";
import { openOriginal } from "../representations/store-original.ts";
import { type Context, defineCommand, displayShape, type Values } from "./command.ts";
import { bytesText, withDisplay } from "./display.ts";
import { askingShape, connectionOf, scopeOf } from "./options-of-pulls.ts";
import { withOrigin } from "./origin.ts";
import { inOutput } from "./output-folder.ts";

const extractShape = { ...askingShape, ...displayShape };

export const extractCommand = defineCommand({
  name: "extract",
  summary: "fetch all answers into a pull in <output>/raw, or continue an interrupted pull",
  examples: [
    ["helserefusjon extract", "the whole API"],
    ["helserefusjon extract --representation csv", "from the CSV export, in case JSON is broken"],
    ["helserefusjon extract --fagomraader LE,FY --since 2024-01 --periods ar", "a part of it"],
  ],
  shape: extractShape,
  async run(values, context) {
    const { pull, summary } = await inOutput(values.output, context, () => extractWith(values, context));
    const { requests, rows, bytes } = summary;
    const text = `Pull ${pull.id} is complete: ${counted(requests, "request")}, ${counted(rows, "row")}, ${bytesText(bytes)}, in ${pull.folder}\n`;
    const json = { pull: pull.id, folder: pull.folder, ...summary };
    return { text, json };
  },
});

/** Extracts with these options and reports progress. */
export async function extractWith(values: Values<typeof extractShape>, context: Context): Promise<Extracted> {
  const { effects, tool } = context;
  const scope = scopeOf(values, lastCompleteMonth(effects.clock.now()));
  return await withDisplay(context, values, (report) =>
    withOrigin(
      values,
      (origin) =>
        extract({
          ...origin,
          scope,
          output: resolve(values.output),
          endpoints: endpointsOf(registry, scope),
          openOther: openOriginal,
          concurrency: values.concurrency,
          maxRate: values["max-rate"],
          reuse: values.reuse,
          drift: values.drift,
          placeNumbers,
          ...connectionOf(values, userAgent(tool)),
          effects,
          report,
        }),
      report,
    ),
  );
}
