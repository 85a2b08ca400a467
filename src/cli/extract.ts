// helserefusjon extract and merge: fetch from the API into a complete pull, or join the parts that several machines fetched.
import { resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import type { Scope } from "../domain/endpoint.ts";
import { counted } from "../domain/markdown.ts";
import { lastCompleteMonth } from "../domain/period.ts";
import type { Part } from "../domain/pull.ts";
import { endpointsOf } from "../domain/registry.ts";
import { type Extracted, extract } from "../extract/extract.ts";
import { mergeParts, partOutput } from "../extract/merge.ts";
import { placeNumbers } from "../geography/place-numbers.ts";
import { userAgent } from "../platform/tool.ts";
import { openOriginal } from "../representations/store-original.ts";
import {
  type Context,
  defineCommand,
  displayShape,
  options,
  optionTexts,
  type Result,
  type Values,
} from "./command.ts";
import { bytesText, withDisplay } from "./display.ts";
import { connectionOf, requestingShape, scopeOf } from "./options-of-pulls.ts";
import { withOrigin } from "./origin.ts";
import { inFilledOutput, inOutput } from "./output-folder.ts";

const extractShape = {
  ...requestingShape,
  part: z
    .string()
    .regex(/^[1-9]\d{0,2}\/[1-9]\d{0,2}$/)
    .transform((text): Part => {
      const [number = 0, of = 0] = text.split("/").map(Number);
      return { number, of };
    })
    .refine(({ number, of }) => number <= of)
    .optional()
    .register(optionTexts, {
      help: "fetch only this part of the requests, into <output>/parts; --max-rate counts for each part",
      expected: "a number of a part and the number of parts, such as 2/8",
      example: "2/8",
      usual: "all requests",
    }),
  ...displayShape,
};

export const extractCommand = defineCommand({
  name: "extract",
  summary: "fetch all answers into a pull in <output>/raw, or continue an interrupted pull",
  examples: [
    ["helserefusjon extract", "the whole API"],
    ["helserefusjon extract --representation csv", "from the CSV export, in case JSON is broken"],
    ["helserefusjon extract --fagomraader LE,FY --since 2024-01 --periods ar", "some of it"],
    ["helserefusjon extract --part 2/8 --max-rate 0.5", "the second eighth, on one of eight machines"],
  ],
  shape: extractShape,
  async run(values, context) {
    const output = values.part === undefined ? values.output : partOutput(values.output, values.part);
    const there = { ...values, output };
    return completedPull(await inOutput(output, context, () => extractWith(there, context)));
  },
});

const mergeShape = { output: options.output, json: options.json };

export const mergeCommand = defineCommand({
  name: "merge",
  summary: "join the parts of extract --part in <output>/parts into one pull in <output>/raw",
  examples: [["helserefusjon merge", "after all parts were fetched or copied there"]],
  shape: mergeShape,
  async run(values, context) {
    const merging = {
      output: resolve(values.output),
      endpointsFor: (scope: Scope) => endpointsOf(registry, scope),
    };
    return completedPull(await inFilledOutput(values.output, context, () => mergeParts(merging)));
  },
});

function completedPull({ pull, summary }: Extracted): Result {
  const { requests, rows, bytes } = summary;
  const text = `Pull ${pull.id} is complete: ${counted(requests, "request")}, ${counted(rows, "row")}, ${bytesText(bytes)}, in ${pull.folder}\n`;
  return { text, json: { pull: pull.id, folder: pull.folder, ...summary } };
}

/** Extracts with these options and reports progress. */
export async function extractWith(
  values: Values<Omit<typeof extractShape, "part">> & { readonly part?: Part | undefined },
  context: Context,
): Promise<Extracted> {
  const { effects, tool } = context;
  const scope = scopeOf(values, lastCompleteMonth(effects.clock.now()));
  return await withDisplay(context, values, (report) =>
    withOrigin(
      values,
      (origin) =>
        extract({
          ...origin,
          scope,
          part: values.part,
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
