// The command line as a whole: finds the command, runs it, and turns whatever happens into words and an exit code.
import { HelserefusjonError, UsageError } from "../domain/errors.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
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
    await context.terminal.printed?.();
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
    const { commandParser } = await parsers();
    const parser = commandParser(command, rest);
    if (rest.includes("--help")) context.terminal.out(`${await parser.getHelp()}\n`);
    else await command.run(await parser.parseAsync(), context);
  } else if (name === undefined || name === "--help") {
    const { overview } = await parsers();
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

/** Loaded when words are to be read, for the same reason. */
async function parsers() {
  return await import("./parsers.ts");
}
