// The command line in a process of its own in which time stands still, so that two runs can be compared to the last byte.
import { runProgram } from "../../src/cli/program.ts";
import { processTerminal } from "../../src/platform/process.ts";
import { stillEffects } from "../still-effects.ts";

process.exitCode = await runProgram(process.argv.slice(2), {
  effects: stillEffects(),
  terminal: processTerminal(),
  tool: { name: "helserefusjon", version: "0.0.0", revision: "test" },
});
