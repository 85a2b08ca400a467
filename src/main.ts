#!/usr/bin/env node
// Starts the command line with the real world: arguments, clock, terminal; ends it with an exit code.
import { runProgram } from "./cli/program.ts";
import { realEffects } from "./platform/effects.ts";
import { processTerminal } from "./platform/process.ts";
import { thisTool } from "./platform/tool.ts";

// Stack traces name the sources, not the built files.
process.setSourceMapsEnabled(true);

process.exitCode = await runProgram(process.argv.slice(2), {
  effects: realEffects(),
  terminal: processTerminal(),
  tool: thisTool(),
});
