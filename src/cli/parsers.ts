// The parsers of the command line, and the help they give: the home of yargs.
import yargs, { type Argv } from "yargs";
import type { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { mayRepeat, yargsOptions } from "./arguments.ts";
import type { Command } from "./command.ts";

/** Of the command line as a whole: its help lists the commands. */
export function overview(commands: readonly Command[]): Argv {
  const parser = quietParser([], "").usage(
    "helserefusjon <command>\n\nNorway's open health reimbursement data as Parquet and CSV.",
  );
  for (const { name, summary } of commands) parser.command(name, summary);
  return parser.epilog("helserefusjon <command> --help tells what a command takes.");
}

/** Of one command: the words after its name, but not --help. */
export function commandParser(command: Command, argv: readonly string[]): Argv {
  const { name, summary, examples, shape, positionals = [] } = command;
  const words = argv.filter((word) => word !== "--help");
  refuseRepeated(words, command);
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

/** Throws a UsageError for an option given more often than it may be, since nobody can tell which of its values is meant. */
function refuseRepeated(words: readonly string[], { name: command, shape, positionals = [] }: Command): void {
  const end = words.indexOf("--");
  const given = (end === -1 ? words : words.slice(0, end)).flatMap((word) => {
    const option = /^--(?:no-)?([^=]+)/.exec(word)?.[1];
    return option === undefined ? [] : [option];
  });
  for (const [option, schema] of Object.entries(shape)) {
    const times = given.filter((one) => one === option).length;
    if (times > 0 && positionals.includes(option))
      throw new UsageError(
        `Cannot use --${option}: write it without a name, as in helserefusjon ${command} <${option}>`,
      );
    if (times < 2 || mayRepeat(schema)) continue;
    throw new UsageError(
      `Cannot use --${option} ${times} times: give it once; where it takes several values, with commas between them`,
    );
  }
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
