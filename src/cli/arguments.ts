// From the command line to validated values, the help, and the script that completes commands: the home of yargs.

import type { Argv, Options } from "yargs";
import yargs from "yargs";
import { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { suggestion } from "../domain/near-codes.ts";
import {
  type Command,
  defineCommand,
  type OptionText,
  optionTexts,
  type Shape,
  type Values,
} from "./command.ts";

/** Validates these options. Throws one UsageError for all wrong ones. */
export function validated<Chosen extends Shape>(
  argv: Readonly<Record<string, unknown>>,
  shape: Chosen,
): Values<Chosen> {
  const given = Object.fromEntries(
    Object.entries(argv).map(([name, value]) => {
      return [name, mayRepeat(shape[name]) && value !== undefined ? [value].flat() : value];
    }),
  );
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const each = [...names].map((name) =>
    invalidOption(name, { value: given[name], text: optionText(shape[name]) }),
  );
  throw each.length === 1 ? each[0] : new UsageError(each.map(({ message }) => message).join("\n"), { each });
}

function invalidOption(option: string, { value, text }: { value: unknown; text: OptionText }): UsageError {
  const { expected, example = expected, known = [], missing, secret } = text;
  if (value === undefined) return new UsageError(`${missing}`, { facts: { option, expected } });
  const wrong = String(value)
    .split(",")
    .filter((part) => !known.includes(part.trim()));
  const advice = `${example === expected ? "" : `. Example: ${example}`}${suggestion(wrong, known)}`;
  const isSecret = secret === "all" || (secret === "addresses" && /[@?#]/.test(String(value)));
  return new UsageError(
    `Cannot use ${isSecret ? `this --${option}` : `--${option} ${value}`}: expected ${expected}${advice}`,
    { facts: { option, expected, ...(isSecret ? {} : { value: String(value) }) } },
  );
}

/** Whether an option may be given several times; its values come as a list then. */
export function mayRepeat(schema: z.ZodType | undefined): boolean {
  return schema !== undefined && optionText(schema).repeats === true;
}

/** The texts of an option. Every option has some. */
export function optionText(schema: z.ZodType | undefined): OptionText {
  const text = schema === undefined ? undefined : optionTexts.get(schema);
  if (text === undefined) throw new Error("An option has no texts: register them in optionTexts");
  return text;
}

/** Whether a command works without this option. */
export function isOptional(schema: z.ZodType | undefined): boolean {
  return schema?.safeParse(undefined).success === true;
}

/** These options for yargs. Values stay text, because `validated` parses them. */
export function yargsOptions(shape: Shape): Record<string, Options> {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, yargsOption(schema)]));
}

function yargsOption(schema: z.ZodType): Options {
  const { help, example, bare } = optionText(schema);
  if (example === undefined) return { describe: help, type: "boolean" };
  const usual = usualText(schema);
  const describe = `${help}. Example: ${example}${usual === undefined ? "" : `. Default: ${usual}`}`;
  return { describe, type: "string", requiresArg: bare === undefined };
}

/** The default of an option as people type it, or in words; undefined for an option that must be given. */
export function usualText(schema: z.ZodType): string | undefined {
  const { usual } = optionText(schema);
  if (usual !== undefined) return usual;
  const parsed = schema.safeParse(undefined).data;
  return parsed === undefined ? undefined : String(parsed);
}

/** The help of the program: its commands, and the Norwegian terms. */
export function overview(commands: readonly Command[]): Argv {
  const parser = quietParser([], "").usage(
    "helserefusjon <command> [options]\n\nNorway's open health reimbursement data as Parquet and CSV.",
  );
  for (const { name, summary } of commands) parser.command(name, summary);
  return parser.epilog(
    [
      "Norwegian terms: takst = tariff item; fagområde = field of practice; praksistype = type of practice;",
      "  kommune = municipality; fylke = county; egenandel = patient co-payment.",
      "",
      "See the options and examples of a command: helserefusjon <command> --help",
    ].join("\n"),
  );
}

/** The parser of one command, for the arguments after its name. */
export function commandParser(command: Command, argv: readonly string[]): Argv {
  const { name, summary, shape, positionals = [] } = command;
  const given = argv.filter((argument) => argument !== "--help");
  rejectUnknown(given, command);
  rejectRepeated(given, command);
  const places = positionals.map((one) => (isOptional(shape[one]) ? `[${one}] ` : `<${one}> `)).join("");
  const parser = quietParser(given, ` ${name}`).usage(
    `helserefusjon ${name} ${places}[options]\n\n${summary}`,
  );
  const all = yargsOptions(shape);
  const named = Object.entries(all).filter(([option]) => !positionals.includes(option));
  parser.options(Object.fromEntries(named));
  if (positionals.length === 0) return parser;
  // All are optional for yargs, because `validated` has the better sentence for one that is missing.
  const optional = positionals.map((one) => `[${one}]`).join(" ");
  return parser.command(`$0 ${optional}`, false, (builder) => {
    for (const one of positionals) {
      builder.positional(one, { describe: all[one]?.describe, type: "string" });
    }
    return builder;
  });
}

/** The help of one command. Examples are whole lines, because yargs would break them, and broken lines cannot be copied. */
export async function commandHelp(command: Command): Promise<string> {
  const options = await commandParser(command, []).getHelp();
  const examples = command.examples.map(([line, purpose]) => `  # ${purpose}\n  ${line}\n`);
  return `${options}\n\nExamples:\n${examples.join("")}`;
}

/** Throws a UsageError for an option that the command does not have. */
function rejectUnknown(argv: readonly string[], { name: command, shape, positionals = [] }: Command): void {
  const unknown = optionNames(argv).find((name) => !(name in shape));
  if (unknown === undefined) return;
  const known = Object.keys(shape).filter((name) => !positionals.includes(name));
  const options = known.map((name) => `--${name}`);
  const near = suggestion([`--${unknown}`], options) || ".";
  throw new UsageError(
    `Unknown option --${unknown} of ${command}${near} See helserefusjon ${command} --help`,
    { facts: { command, option: unknown } },
  );
}

/** The names of the options on a command line, as often as they are given. */
function optionNames(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).flatMap((argument) => {
    const option = /^--(?:no-)?([^=]+)/.exec(argument)?.[1];
    return option === undefined ? [] : [option];
  });
}

/** Throws a UsageError for an option that is given too often, because nobody knows which value is meant. */
function rejectRepeated(argv: readonly string[], { name: command, shape, positionals = [] }: Command): void {
  const given = optionNames(argv);
  for (const [option, schema] of Object.entries(shape)) {
    const times = given.filter((one) => one === option).length;
    if (times > 0 && positionals.includes(option))
      throw new UsageError(
        `Cannot use --${option}: write the value without this name, as in helserefusjon ${command} <${option}>`,
        { facts: { option } },
      );
    if (times < 2 || mayRepeat(schema)) continue;
    throw new UsageError(
      `Cannot use --${option} ${times} times: give it once. If it takes several values, put commas between them`,
      { facts: { option, times } },
    );
  }
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
      const found = (message ?? error.message).replace(": ", " ");
      throw new UsageError(
        `Cannot run helserefusjon${command}: ${found}. See helserefusjon${command} --help`,
        { cause: error, facts: { command: command.trim(), found } },
      );
    });
}

/** The command that completes these commands and their options in a shell. */
export function completionCommand(commands: () => Promise<readonly Command[]>): Command {
  return defineCommand({
    name: "completion",
    summary: "print a script that completes commands and options in bash and zsh",
    examples: [
      [
        "helserefusjon completion",
        "write source <(helserefusjon completion) into ~/.bashrc, or into ~/.zshrc after compinit",
      ],
    ],
    shape: {},
    async run() {
      return { text: completionScript(await commands()) };
    },
  });
}

/** The words stand in the script, so that a Tab starts no process. Options without listed values complete file names. */
function completionScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completes helserefusjon in bash and zsh.
if [ -n "\${ZSH_VERSION-}" ]; then autoload -U +X bashcompinit && bashcompinit; fi
_helserefusjon() {
  local words word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  case "\${COMP_WORDS[1]} $before" in
${commands.flatMap(valueLines).join("\n")}
  *) case "\${COMP_WORDS[1]}" in
${commands.map(optionLine).join("\n")}
  esac ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names.join(" ")} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _helserefusjon helserefusjon
`;
}

function optionLine({ name, shape: options, positionals = [] }: Command): string {
  const named = Object.keys(options).filter((option) => !positionals.includes(option));
  return `  ${name}) words="${[...named, "help"].map((option) => `--${option}`).join(" ")}" ;;`;
}

/** One line for each option that takes a value. */
function valueLines({ name, shape: options, positionals = [] }: Command): readonly string[] {
  return Object.entries(options).flatMap(([option, schema]) => {
    if (positionals.includes(option) || optionText(schema).example === undefined) return [];
    return [`  "${name} --${option}") words="${listedValues(schema).join(" ")}" ;;`];
  });
}

/** The values that the text of an option lists after "one of" or "some of". */
function listedValues(schema: z.ZodType): readonly string[] {
  const [, which, list = ""] = /^(one|some) of (.+)$/.exec(optionText(schema).expected) ?? [];
  return list.split(which === "one" ? /, | or / : ",").filter((value) => value !== "");
}
