// What a command consists of, what it may use, and the options that several commands share.

import { availableParallelism } from "node:os";
import { z } from "zod";
import { formatChoices } from "../domain/manifest.ts";
import { mayHoldSecret } from "../domain/origin.ts";
import { dcatProfiles } from "../metadata/dcat.ts";
import type { Effects } from "../platform/effects.ts";
import type { Tool } from "../platform/tool.ts";

/** Lets a command take the values of its own options. */
export function defineCommand<Chosen extends Shape>(command: Command<Chosen>): Command {
  return command;
}

export interface Command<Chosen extends Shape = Shape> {
  readonly name: string;
  /** One phrase for the list of commands. */
  readonly summary: string;
  /** Valid command lines, each with its purpose. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  readonly shape: Chosen;
  /** Options that follow the command without their names, in this order. */
  readonly positionals?: readonly string[];
  /** `given` holds the options as they were typed. */
  run(
    values: Values<Chosen>,
    context: Context,
    given: Readonly<Record<string, unknown>>,
  ): Promise<Result | undefined>;
}

/** What a command prints in the end: the text, one line of JSON with --json, or nothing with --quiet. */
export interface Result {
  readonly text: string;
  /** Only of a command that has --json. */
  readonly json?: unknown;
}

export interface Context {
  readonly effects: Effects;
  readonly terminal: Terminal;
  readonly tool: Tool;
}

/** Where the command line prints. A test has one of its own. */
export interface Terminal {
  /** Prints a result. */
  out(text: string): void;
  /** Prints progress and errors. */
  err(text: string): void;
  /** Resolves when all results are printed. Throws an OutputError if they could not be printed. */
  printed?(): Promise<void>;
  /** Whether lines may be redrawn, because a person watches. */
  readonly interactive: boolean;
  /** The number of characters on a line. */
  readonly columns: number;
}

/** The texts about an option. Examples and defaults are written as people type them. */
export interface OptionText {
  /** What the option does, with the unit of its value. */
  readonly help: string;
  /** The values that are allowed. An error writes this after "expected". */
  readonly expected: string;
  /** The names that are allowed, if they are few. An error suggests the one that was meant. */
  readonly known?: readonly string[];
  /** A value that is valid; absent for a flag. */
  readonly example?: string;
  /** The default, where the schema has none or holds it in another form. */
  readonly usual?: string;
  /** The error for a missing option; only for options that a command requires. */
  readonly missing?: string;
  /** True if the option needs no value. Its value is then the empty text. */
  readonly bare?: true;
  /** True if the option may be given several times. Its schema is one of a list. */
  readonly repeats?: true;
  /** The values that an error must not repeat, because they may be secrets: all, or addresses with more than host and path. */
  readonly secret?: "all" | "addresses";
}

/** The texts of every option, by its schema. */
export const optionTexts = z.registry<OptionText>();

/** The options of a command, by name. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** The validated values of the options of a shape. */
export type Values<Chosen extends Shape> = z.output<ReturnType<typeof z.object<Chosen>>>;

/** An option without a value: true if it is given. */
export function flagOption(help: string) {
  return z.boolean().default(false).register(optionTexts, { help, expected: "no value" });
}

/** Values with commas between them. */
export function commaList<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item).min(1));
}

/** The address of a server. It must not hold a secret, because it is written to files. */
export function webAddress() {
  return z.url({ protocol: /^https?$/ }).refine((address) => !mayHoldSecret(address));
}

export const webAddressText = {
  expected: "an http or https URL without user, password, query or fragment",
  secret: "addresses",
} as const;

/** A port to listen on. */
export function portOption(usual: number) {
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
  json: flagOption("print JSON instead of a table, and errors as JSON"),
} as const;

/** The limits for DuckDB. */
export const limitsShape = {
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
};

/** The options of commands that report progress. */
export const displayShape = {
  json: flagOption("print progress and errors as JSON lines to standard error, and the result as JSON"),
  quiet: flagOption("print nothing but errors"),
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
  const { threads, "memory-limit": given } = values;
  const memoryLimit = given ?? `${256 + 32 * (threads ?? availableParallelism())}MB`;
  return { memoryLimit, ...(threads === undefined ? {} : { threads }) };
}

export const expectedRelease = "a release in <output>/releases, latest, or the path of a release's folder";

export const releaseOption = z.string().min(1).default("latest").register(optionTexts, {
  help: "release to read: its id, latest, or its folder",
  expected: expectedRelease,
  example: "20261101T040000Z",
});

/** A size in bytes. */
export function sizeOption() {
  return z
    .string()
    .regex(/^[1-9]\d{0,5}(kB|MB|GB)$/)
    .transform(bytesOf)
    .optional();
}

/** The options for the files of a release. */
export const csvShape = {
  formats: z
    .enum(formatChoices)
    .default("parquet,csv")
    .register(optionTexts, {
      help: "files of each dataset: Parquet with CSV, with compressed CSV (.csv.gz), or alone",
      expected: `one of ${formatChoices.join(" or ")}`,
      example: "parquet,csv.gz",
    }),
  "csv-variant": z.enum(["excel"]).optional().register(optionTexts, {
    help: "second CSV file to write for each dataset; excel is for a Norwegian Excel",
    expected: "excel",
    example: "excel",
    usual: "none",
  }),
  "gzip-csv-over": sizeOption().register(optionTexts, {
    help: "size in kB, MB or GB above which a CSV file is written as .csv.gz",
    expected: "a size in kB, MB or GB",
    example: "50MB",
    usual: "never",
  }),
};

/** The options for the description of a release. */
export const describingShape = {
  publisher: z.string().min(1).optional().register(optionTexts, {
    help: "JSON file that says who publishes the release, and where (see docs/metadata.md)",
    expected: "the path of a JSON file",
    example: "publisher.json",
    usual: "HELSEREFUSJON_PUBLISHER of the environment, or publisher.json in this folder if there is one",
  }),
  "dcat-profile": z
    .enum(dcatProfiles)
    .default("2-live")
    .register(optionTexts, {
      help: "version of DCAT-AP-NO in dcat.jsonld: 2-live, which data.norge.no validates, or 3, the next one",
      expected: `one of ${dcatProfiles.join(", ")}`,
      known: dcatProfiles,
      example: "3",
    }),
};

/** The options of commands that make a release. */
export const loadShape = {
  output: options.output,
  ...limitsShape,
  ...csvShape,
  ...describingShape,
  force: flagOption("make a release even if nothing changed, such as after an upgrade of DuckDB"),
  ...displayShape,
};

function bytesOf(size: string): number {
  const unit = size.endsWith("kB") ? 1e3 : size.endsWith("MB") ? 1e6 : 1e9;
  return Number.parseInt(size, 10) * unit;
}
