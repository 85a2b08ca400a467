// The command line: finds the command, runs it, and reports errors as text or JSON with an exit code.
import { HelserefusjonError, UsageError } from "../domain/errors.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import type { Command, Context } from "./command.ts";

/** The modules of the commands. Each is loaded when needed, because loading all takes longer than most commands. */
const modules: Readonly<Record<string, () => Promise<Command>>> = {
  plan: async () => (await import("./run.ts")).planCommand,
  extract: async () => (await import("./extract.ts")).extractCommand,
  merge: async () => (await import("./extract.ts")).mergeCommand,
  transform: async () => (await import("./transform.ts")).transformCommand,
  load: async () => (await import("./load.ts")).loadCommand,
  run: async () => (await import("./run.ts")).runCommand,
  status: async () => (await import("./status.ts")).statusCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  diff: async () => (await import("./release-changes.ts")).diffCommand,
  history: async () => (await import("./release-changes.ts")).historyCommand,
  publish: async () => (await import("./publish.ts")).publishCommand,
  serve: async () => (await import("./publish.ts")).serveCommand,
  crosscheck: async () => (await import("./outside-checks.ts")).crosscheckCommand,
  probe: async () => (await import("./outside-checks.ts")).probeCommand,
  emulator: async () => (await import("./emulator.ts")).emulatorCommand,
  prune: async () => (await import("./status.ts")).pruneCommand,
  geografi: async () => (await import("./outside-checks.ts")).geografiCommand,
  completion: async () => (await import("./arguments.ts")).completionCommand(allCommands),
};

/** Every command, in the order of the help. */
export async function allCommands(): Promise<readonly Command[]> {
  return await Promise.all(Object.values(modules).map((load) => load()));
}

/** Runs a command line and gives the exit code: 0, the code of a known failure, or 1 for a bug, with its stack. */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
  try {
    await runCommand(argv, context);
    await context.terminal.printed?.();
    return 0;
  } catch (thrown) {
    const error = outputErrorOf(thrown) ?? thrown;
    context.terminal.err(argv.includes("--json") ? errorLines(error, context) : errorText(error));
    return error instanceof HelserefusjonError ? error.exitCode : 1;
  }
}

function errorText(error: unknown): string {
  if (error instanceof HelserefusjonError) return `${error.message}\n`;
  return `${error instanceof Error ? error.stack : String(error)}\n`;
}

/** One JSON object per line for each single failure. */
function errorLines(error: unknown, { effects }: Context): string {
  const time = effects.clock.now().toISOString();
  const line = (fields: object) => `${JSON.stringify({ time, kind: "error", ...fields })}\n`;
  if (!(error instanceof HelserefusjonError)) {
    return line({ class: "Error", exit_code: 1, message: errorText(error).trimEnd(), facts: {} });
  }
  return error.each
    .map(({ name, exitCode, message, facts }) => {
      return line({ class: name, exit_code: exitCode, message, facts });
    })
    .join("");
}

async function runCommand(argv: readonly string[], context: Context): Promise<void> {
  const [name, ...rest] = argv;
  const load = Object.entries(modules).find(([known]) => known === name)?.[1];
  if (load !== undefined) {
    const command = await load();
    const { commandHelp, commandParser, validated } = await parsers();
    if (rest.includes("--help")) context.terminal.out(await commandHelp(command));
    else {
      const given = await commandParser(command, rest).parseAsync();
      const values = validated(given, command.shape);
      const result = await command.run(values, context, given);
      if (result === undefined || values.quiet === true) return;
      context.terminal.out(values.json === true ? `${JSON.stringify(result.json)}\n` : result.text);
    }
  } else if (name === undefined || name === "--help") {
    const { overview } = await parsers();
    context.terminal.out(`${await overview(await allCommands()).getHelp()}\n`);
  } else if (name === "--version") {
    context.terminal.out(`${context.tool.version} (${context.tool.revision})\n`);
  } else {
    const names = Object.keys(modules).join(", ");
    throw new UsageError(
      `Cannot run the command ${name}: expected one of ${names}. See helserefusjon --help`,
      { facts: { value: name, expected: names } },
    );
  }
}

/** Loaded when needed, so that --version does not wait for yargs. */
async function parsers() {
  return await import("./arguments.ts");
}
