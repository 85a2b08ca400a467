// From the API to checked Parquet files: what `run` does before it writes CSV and describes the release, in one process.
import { parseArgs } from "node:util";
import { validated } from "../../src/cli/arguments.ts";
import { inOutput } from "../../src/cli/output-folder.ts";
import { buildFrom, runShape } from "../../src/cli/run.ts";
import { realEffects } from "../../src/platform/effects.ts";
import { processTerminal } from "../../src/platform/process.ts";
import { thisTool } from "../../src/platform/tool.ts";

const text = { type: "string" } as const;
const options = {
  origin: text,
  since: text,
  until: text,
  output: text,
  fagomraader: text,
  geographies: text,
  periods: text,
  "memory-limit": text,
};
const context = { effects: realEffects(), terminal: processTerminal(), tool: thisTool() };
const values = validated(parseArgs({ options }).values, runShape);
await inOutput(values.output, context, () => buildFrom(values, context));
