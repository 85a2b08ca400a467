// The command line as a whole: finds the command, runs it, and turns whatever happens into words and an exit code.
import yargs, { type Argv } from "yargs";
import type { z } from "zod";
import { HelserefusjonError, UsageError } from "../domain/errors.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { yargsOptions } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { crosscheckCommand } from "./crosscheck.ts";
import { diffCommand } from "./diff.ts";
import { emulatorCommand } from "./emulator.ts";
import { extractCommand } from "./extract.ts";
import { geografiCommand } from "./geografi.ts";
import { historyCommand } from "./history.ts";
import { loadCommand } from "./load.ts";
import { planCommand } from "./plan.ts";
import { probeCommand } from "./probe.ts";
import { publishCommand } from "./publish.ts";
import { runCommand } from "./run.ts";
import { serveCommand } from "./serve.ts";
import { statusCommand } from "./status.ts";
import { transformCommand } from "./transform.ts";
import { verifyCommand } from "./verify.ts";

export const commands: readonly Command[] = [
  planCommand,
  extractCommand,
  transformCommand,
  loadCommand,
  runCommand,
  statusCommand,
  verifyCommand,
  diffCommand,
  historyCommand,
  publishCommand,
  serveCommand,
  crosscheckCommand,
  probeCommand,
  emulatorCommand,
  geografiCommand,
];

/** Runs a command line and gives the exit code: 0, the code of a known failure, or 1 for a bug, with its stack. */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
  try {
    await obey(argv, context);
    return 0;
  } catch (thrown) {
    const error = outputErrorOf(thrown) ?? thrown;
    if (error instanceof HelserefusjonError) {
      context.terminal.err(`${error.message}\n`);
      return error.exitCode;
    }
    context.terminal.err(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

async function obey(argv: readonly string[], context: Context): Promise<void> {
  const [name, ...rest] = argv;
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) {
    const parser = commandParser(command, rest);
    if (rest.includes("--help")) context.terminal.out(`${await parser.getHelp()}\n`);
    else await command.run(await parser.parseAsync(), context);
  } else if (name === undefined || name === "--help") {
    context.terminal.out(`${await overview().getHelp()}\n`);
  } else if (name === "--version") {
    context.terminal.out(`${context.tool.version} (${context.tool.revision})\n`);
  } else {
    const names = commands.map((known) => known.name).join(", ");
    throw new UsageError(
      `Cannot run the command ${name}: expected one of ${names}; see helserefusjon --help`,
    );
  }
}

function overview(): Argv {
  const parser = quietParser([], "").usage(
    "helserefusjon <command>\n\nNorway's open health reimbursement data as Parquet and CSV.",
  );
  for (const { name, summary } of commands) parser.command(name, summary);
  return parser.epilog("helserefusjon <command> --help tells what a command takes.");
}

function commandParser(command: Command, argv: readonly string[]): Argv {
  const { name, summary, examples, shape, positionals = [] } = command;
  const words = argv.filter((word) => word !== "--help");
  const places = positionals.map((one) => (isOptional(shape[one]) ? `[${one}] ` : `<${one}> `)).join("");
  const parser = quietParser(words, ` ${name}`).usage(
    `helserefusjon ${name} ${places}[options]\n\n${summary}`,
  );
  for (const [line, purpose] of examples) parser.example(line, purpose);
  const all = yargsOptions(shape);
  const named = Object.entries(all).filter(([option]) => !positionals.includes(option));
  parser.options(Object.fromEntries(named));
  if (positionals.length === 0) return parser;
  // What is missing is said by `validated`, which knows what was expected.
  const asked = positionals.map((one) => `[${one}]`).join(" ");
  return parser.command(`$0 ${asked}`, false, (builder) => {
    for (const one of positionals) {
      builder.positional(one, { describe: all[one]?.describe, type: "string" });
    }
    return builder;
  });
}

function isOptional(schema: z.ZodType | undefined): boolean {
  return schema?.safeParse(undefined).success === true;
}

/** A parser that never prints or exits by itself. */
function quietParser(argv: readonly string[], command: string): Argv {
  return yargs([...argv])
    .scriptName("helserefusjon")
    .locale("en")
    .version(false)
    .help("help", "show this help")
    .wrap(110)
    .exitProcess(false)
    .strict()
    .parserConfiguration({ "camel-case-expansion": false })
    .fail((message, error) => {
      const found = message ?? error.message;
      throw new UsageError(
        `Cannot run helserefusjon${command}: ${found}; see helserefusjon${command} --help`,
        { cause: error },
      );
    });
}
