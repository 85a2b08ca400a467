// helserefusjon completion: prints a script that completes commands, options and their values in bash and zsh.
import type { z } from "zod";
import { optionText } from "./arguments.ts";
import { type Command, defineCommand } from "./command.ts";
import { allCommands } from "./program.ts";

export const completionCommand = defineCommand({
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
    return { text: completionScript(await allCommands()) };
  },
});

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
