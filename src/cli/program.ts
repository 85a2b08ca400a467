// The command line as a whole: finds the command, runs it, and turns whatever happens into words and an exit code.
import yargs, { type Argv } from "yargs";
import type { z } from "zod";
import { HelserefusjonError, UsageError } from "../domain/errors.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { yargsOptions } from "./arguments.ts";
import type { Command, Context } from "./command.ts";

/** Each command's own module, loaded when it is asked for: reading all sources takes longer than many a command. */
const modules: Readonly<Record<string, () => Promise<Command>>> = {
  plan: async () => (await import("./plan.ts")).planCommand,
  extract: async () => (await import("./extract.ts")).extractCommand,
  transform: async () => (await import("./transform.ts")).transformCommand,
  load: async () => (await import("./load.ts")).loadCommand,
  run: async () => (await import("./run.ts")).runCommand,
  status: async () => (await import("./status.ts")).statusCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  diff: async () => (await import("./diff.ts")).diffCommand,
  history: async () => (await import("./history.ts")).historyCommand,
  publish: async () => (await import("./publish.ts")).publishCommand,
  serve: async () => (await import("./serve.ts")).serveCommand,
  crosscheck: async () => (await import("./crosscheck.ts")).crosscheckCommand,
  probe: async () => (await import("./probe.ts")).probeCommand,
  emulator: async () => (await import("./emulator.ts")).emulatorCommand,
  geografi: async () => (await import("./geografi.ts")).geografiCommand,
};

/** Every command, in the order of the help. */
export async function allCommands(): Promise<readonly Command[]> {
  return await Promise.all(Object.values(modules).map((load) => load()));
}

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
  const load = Object.entries(modules).find(([known]) => known === name)?.[1];
  if (load !== undefined) {
    const command = await load();
    const parser = commandParser(command, rest);
    if (rest.includes("--help")) context.terminal.out(`${await parser.getHelp()}\n`);
    else await command.run(await parser.parseAsync(), context);
  } else if (name === undefined || name === "--help") {
    context.terminal.out(`${await overview(await allCommands()).getHelp()}\n`);
  } else if (name === "--version") {
    context.terminal.out(`${context.tool.version} (${context.tool.revision})\n`);
  } else {
    const names = Object.keys(modules).join(", ");
    throw new UsageError(
      `Cannot run the command ${name}: expected one of ${names}; see helserefusjon --help`,
    );
  }
}

function overview(commands: readonly Command[]): Argv {
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
