// The command line as a whole: finds the command, runs it, and turns whatever happens into words and an exit code.
import yargs, { type Argv } from "yargs";
import { HelserefusjonError, UsageError } from "../domain/errors.ts";
import type { Command, Context } from "./command.ts";
import { emulatorCommand } from "./emulator.ts";
import { extractCommand } from "./extract.ts";
import { loadCommand } from "./load.ts";
import { yargsOptions } from "./options.ts";
import { planCommand } from "./plan.ts";
import { runCommand } from "./run.ts";
import { transformCommand } from "./transform.ts";

export const commands: readonly Command[] = [
  planCommand,
  extractCommand,
  transformCommand,
  loadCommand,
  runCommand,
  emulatorCommand,
];

/** Runs a command line and gives the exit code: 0, the code of a known failure, or 1 for a bug, with its stack. */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
  try {
    await obey(argv, context);
    return 0;
  } catch (error) {
    if (error instanceof HelserefusjonError) {
      context.terminal.err(`${error.message}\n`);
      return error.exitCode;
    }
    context.terminal.err(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

async function obey(argv: readonly string[], context: Context): Promise<void> {
  const asksHelp = argv.includes("--help") || argv.length === 0;
  const command = commands.find(({ name }) => name === argv[0]);
  if (asksHelp) context.terminal.out(`${await parser(argv, command).getHelp()}\n`);
  else if (argv[0] === "--version")
    context.terminal.out(`${context.tool.version} (${context.tool.revision})\n`);
  else if (command === undefined) {
    const names = commands.map(({ name }) => name).join(", ");
    throw new UsageError(
      `Cannot run the command ${argv[0]}: expected one of ${names}; see helserefusjon --help`,
    );
  } else await command.run(await parser(argv, command).parseAsync(), context);
}

/** A parser for the whole command line, or for one command of it. It never prints or exits by itself. */
function parser(argv: readonly string[], command: Command | undefined): Argv {
  const plain = yargs([...argv].filter((word) => word !== "--help"))
    .scriptName("helserefusjon")
    .locale("en")
    .version(false)
    .help("help", "show this help")
    .wrap(100)
    .exitProcess(false)
    .strict()
    .parserConfiguration({ "camel-case-expansion": false, "duplicate-arguments-array": false })
    .fail((message, error) => {
      throw error ?? new UsageError(`${message}; see helserefusjon --help`);
    });
  if (command === undefined) {
    plain.usage("helserefusjon <command>\n\nNorway's open health reimbursement data as Parquet and CSV.");
    for (const { name, summary } of commands) plain.command(name, summary);
    return plain.epilog("helserefusjon <command> --help tells what a command takes.");
  }
  plain.command("$0", false).usage(`helserefusjon ${command.name}\n\n${command.summary}`);
  for (const [line, purpose] of command.examples) plain.example(line, purpose);
  return plain.command(command.name, false).options(yargsOptions(command.shape));
}
