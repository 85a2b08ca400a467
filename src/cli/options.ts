// How an option is declared: a schema, with the texts that help and errors need. And the options that most commands have.
import { availableParallelism } from "node:os";
import { z } from "zod";
import { mayHoldSecret } from "../domain/origin.ts";

/** What people read about an option. Examples and defaults are written as people type them. */
export interface OptionText {
  /** What the option does, with the unit of its value. */
  readonly help: string;
  /** What a value must be: the words after "expected" in an error. */
  readonly expected: string;
  /** A value that is valid; absent for a flag. */
  readonly example?: string;
  /** The default, where the schema has none or holds it in another form. */
  readonly usual?: string;
  /** What to write if the option is missing; only for an option that a command requires. */
  readonly missing?: string;
  /** Whether the option may stand without a value. Its value is then the empty text. */
  readonly bare?: true;
  /** Whether the option may be given several times. Its schema is one of a list. */
  readonly repeats?: true;
  /** The values that an error must not repeat, because they may be secrets: all, or addresses with more than host and path. */
  readonly secret?: "all" | "addresses";
}

/** The texts of every option, by its schema. */
export const optionTexts = z.registry<OptionText>();

/** The options of a command, by name. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** An option without a value: true where it is given. */
export function flag(help: string) {
  return z.boolean().default(false).register(optionTexts, { help, expected: "no value" });
}

/** Values with commas between them. */
export function list<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item).min(1));
}

/** The address of a server. It is written to files, so that it must not hold a secret. */
export function webAddress() {
  return z.url({ protocol: /^https?$/ }).refine((address) => !mayHoldSecret(address));
}

export const webAddressText = {
  expected: "an http or https URL without user, password, query or fragment",
  secret: "addresses",
} as const;

/** A port to listen on. */
export function port(usual: number) {
  return z.coerce.number().int().min(0).max(65_535).default(usual).register(optionTexts, {
    help: "port to listen on, where 0 takes a free one",
    expected: "a whole number from 0 to 65535",
    example: "8080",
  });
}

export const options = {
  output: z.string().min(1).default("output").register(optionTexts, {
    help: "folder of all pulls, tables and releases",
    expected: "a path",
    example: "/srv/helserefusjon",
  }),
  "memory-limit": z
    .string()
    .regex(/^[1-9]\d*(MB|GB)$/)
    .optional()
    .register(optionTexts, {
      help: "memory that DuckDB may use before it writes to disk, in MB or GB",
      expected: "a size in MB or GB",
      example: "2GB",
      usual: "256MB, and 32MB for each thread",
    }),
  threads: z.coerce.number().int().min(1).max(64).optional().register(optionTexts, {
    help: "number of threads that DuckDB may use; the bytes of a release do not depend on it",
    expected: "a whole number from 1 to 64",
    example: "2",
    usual: "one for each core",
  }),
  json: flag("print JSON instead of a table, and errors as JSON"),
} as const;

/** The options of commands that report progress. */
export const displayShape = {
  json: flag("print progress and errors as JSON lines to standard error, and the result as JSON"),
  quiet: flag("print nothing but errors"),
} as const;

export interface DisplayChoice {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The limits for DuckDB. Each thread has buffers of its own, so that the default for memory grows with their number. */
export function limitsOf(values: {
  readonly threads?: number | undefined;
  readonly "memory-limit"?: string | undefined;
}): { readonly memoryLimit: string; readonly threads?: number } {
  const { threads, "memory-limit": asked } = values;
  const memoryLimit = asked ?? `${256 + 32 * (threads ?? availableParallelism())}MB`;
  return { memoryLimit, ...(threads === undefined ? {} : { threads }) };
}
