// From the words after a command to values the program trusts: the one place where they are validated.
import type { Options } from "yargs";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import type { Scope } from "../domain/endpoint.ts";
import { UsageError } from "../domain/errors.ts";
import { addMonths, type Month } from "../domain/month.ts";
import { endpointsOf } from "../domain/registry.ts";
import { type Shape, scopeShape, words } from "./options.ts";

/** What yargs needs to know of these options. Values stay text: they are read by `validated`. */
export function yargsOptions(shape: Shape): Record<string, Options> {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, yargsOption(schema)]));
}

function yargsOption(schema: z.ZodType): Options {
  const help = words.get(schema)?.help ?? "";
  const usual = schema.safeParse(undefined).data;
  if (typeof usual === "boolean") return { describe: help, type: "boolean" };
  const describe = usual === undefined ? help : `${help} (default: ${usual})`;
  return { describe, type: "string", requiresArg: words.get(schema)?.bare === undefined };
}

/** What the options of a shape are once they are validated. */
export type Values<Chosen extends Shape> = z.output<z.ZodObject<Chosen>>;

/** The values of these options as the program uses them. Throws a UsageError naming option, value and what is allowed. */
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
  const sentences = [...names].map((name) => {
    const schema = shape[name];
    const allowed = schema === undefined ? "" : words.get(schema)?.allowed;
    const cannot =
      given[name] === undefined ? `do without --${name}` : `use ${shown(name, given[name], schema)}`;
    return `Cannot ${cannot}: expected ${allowed}`;
  });
  throw new UsageError(sentences.join("\n"));
}

/** Names the option and its value, unless the value may be a secret. */
function shown(name: string, value: unknown, schema: z.ZodType | undefined): string {
  const secret = schema === undefined ? undefined : words.get(schema)?.secret;
  return secret?.test(String(value)) === true ? `this --${name}` : `--${name} ${value}`;
}

/** Whether an option may be given several times; its values come as a list then. */
export function mayRepeat(schema: z.ZodType | undefined): boolean {
  return schema !== undefined && words.get(schema)?.repeats === true;
}

/**
 * The scope these values ask for, with the last complete month where no end was given. Throws a UsageError where it leaves
 * nothing to ask the API for.
 */
export function scopeOf(values: Values<typeof scopeShape>, lastComplete: Month): Scope {
  const { until = lastComplete, since } = values;
  if (since > until) throw new UsageError(`Cannot use --since ${since}: it is after --until ${until}`);
  if (until > addMonths(lastComplete, 1)) {
    throw new UsageError(
      `Cannot use --until ${until}: it is after this month, ${addMonths(lastComplete, 1)}`,
    );
  }
  const chosen = Object.entries(values).filter(([name, value]) => name in scopeShape && value !== undefined);
  const { geographies, periods } = values;
  const scope: Scope = { ...Object.fromEntries(chosen), geographies, periods, since, until };
  if (endpointsOf(registry, scope).length > 0) return scope;
  const asked = scope.datasets?.join(",") ?? "";
  throw new UsageError(
    `Cannot use --datasets ${asked} with --geographies ${geographies.join(",")} and --periods ${periods.join(",")}: ` +
      "together they leave nothing to ask the API for",
  );
}
