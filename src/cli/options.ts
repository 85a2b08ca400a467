// Every option of the command line, once: what it takes, its help, and what is allowed.
import { availableParallelism } from "node:os";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { geographies, periods } from "../domain/endpoint.ts";
import { documentedRoot } from "../domain/origin.ts";
import { representations } from "../domain/representation.ts";
import { dialects } from "../emulator/dialects.ts";
import type { Horizon } from "../extract/earlier.ts";
import type { Patience } from "../platform/http-client.ts";
import type { Headers } from "../platform/http-headers.ts";
import {
  codes,
  headerLines,
  list,
  month,
  representation,
  webAddress,
  webAddressAllowed,
  worldName,
} from "./option-kinds.ts";

const dialectNames = Object.keys(dialects);
const datasetNames = registry.datasets.map((dataset) => dataset.name);

/**
 * What --help says, the words after "expected" in a refusal, whether the option may stand alone, as the empty text, whether it
 * may be given several times, and which values an error must not repeat because they may be secrets. An option that may be
 * given several times has a schema of a list.
 */
export const words = z.registry<{
  help: string;
  allowed: string;
  bare?: true;
  repeats?: true;
  secret?: RegExp;
}>();

const always = /^/;

/** The options by name. */
export const options = {
  origin: webAddress.optional().register(words, {
    help: `root of the API; the old root works too (default: ${documentedRoot})`,
    allowed: `${webAddressAllowed}; give credentials with --header "Authorization: …"`,
    secret: /[@?#]/,
  }),
  header: headerLines.optional().register(words, {
    help: 'a header for each request to the API, such as "Authorization: Bearer …"; repeatable, never written to files or logs',
    allowed:
      'a line "Name: value" in visible ASCII, each name once, and no header of the tool\'s own (Host, Accept …)',
    repeats: true,
    secret: always,
  }),
  "user-agent": z
    .string()
    .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/)
    .optional()
    .register(words, {
      help: "the User-Agent of each request to the API (default: name and version of this tool)",
      allowed: "visible ASCII",
      secret: always,
    }),
  "answer-timeout": z.coerce.number().positive().max(1_440).default(30).register(words, {
    help: "minutes until an answer must be whole, such as 10",
    allowed: "a number of minutes above 0, at most 1440",
  }),
  "min-speed": z.coerce.number().int().min(0).max(1_000_000_000).default(100).register(words, {
    help: "bytes a second at which an answer must arrive, in each minute; 0 for any speed",
    allowed: "a whole number of bytes a second, such as 1000",
  }),
  "max-answer": z
    .string()
    .regex(/^[1-9]\d{0,5}(MB|GB)$/)
    .optional()
    .register(words, {
      help: "the most bytes of one answer, as sent (default: 4GB)",
      allowed: "a size such as 500MB or 4GB",
    }),
  emulator: z.string().regex(worldName).optional().register(words, {
    help: "pull from the bundled emulator instead: small, demo, or how many rows its world should have",
    allowed: "small, demo or a number of rows",
  }),
  dialect: z
    .enum(dialectNames)
    .default("documented")
    .register(words, {
      help: `how the emulator writes what is not known of the API: ${dialectNames.join(", ")}`,
      allowed: `one of ${dialectNames.join(", ")}`,
    }),
  since: month.default("201501").register(words, {
    help: "first month, such as 2015-01",
    allowed: "a month such as 2015-01 or 201501",
  }),
  until: month.optional().register(words, {
    help: "last month, such as 2026-10 (default: the last complete month)",
    allowed: "a month such as 2026-10 or 202610",
  }),
  fagomraader: codes.optional().register(words, {
    help: "only these fagområder, such as LE,FY",
    allowed: "codes such as LE,FY",
  }),
  geographies: list(z.enum(geographies))
    .default([...geographies])
    .register(words, {
      help: "only takstbruk summed over these",
      allowed: `some of ${geographies.join(",")}`,
    }),
  periods: list(z.enum(periods))
    .default([...periods])
    .register(words, {
      help: "only takstbruk summed over these",
      allowed: `some of ${periods.join(",")}`,
    }),
  takstkoder: codes
    .optional()
    .register(words, { help: "only these takstkoder, such as 2ad,H1", allowed: "codes such as 2ad,H1" }),
  kommuner: list(z.string().regex(/^\d{4}$/))
    .optional()
    .register(words, {
      help: "only these kommuner, such as 0301,1505",
      allowed: "four digits each, such as 0301,1505",
    }),
  fylker: list(z.string().regex(/^\d{2}$/))
    .optional()
    .register(words, { help: "only these fylker, such as 03,15", allowed: "two digits each, such as 03,15" }),
  praksistyper: codes.optional().register(words, {
    help: "only these praksistyper, such as FALE,LEVA",
    allowed: "codes such as FALE,LEVA",
  }),
  datasets: list(z.enum(datasetNames))
    .optional()
    .register(words, {
      help: "only these datasets, and what they need, such as takstkoder,bandasjister",
      allowed: `some of ${datasetNames.join(",")}`,
    }),
  concurrency: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(4)
    .register(words, { help: "requests under way at once", allowed: "a whole number from 1 to 16" }),
  "max-rate": z.coerce.number().positive().max(100).optional().register(words, {
    help: "requests begun in a second, at most",
    allowed: "a number above 0, such as 0.5 or 2",
  }),
  reuse: z
    .string()
    .regex(/^([1-9]\d{0,3}(months|days))?$/)
    .transform((text) => text || "13months")
    .transform((text): Horizon => {
      return { count: Number.parseInt(text, 10), unit: text.endsWith("months") ? "months" : "days" };
    })
    .optional()
    .register(words, {
      help: "take windows that ended longer ago than this, such as 400days, from the newest earlier pull, hash-checked (alone: 13months)",
      allowed: "a number of months or days, such as 13months or 400days, or nothing for 13months",
      bare: true,
    }),
  drift: z.enum(["warn", "fail"]).default("warn").register(words, {
    help: "warn or fail when the API sends fields the registry does not know",
    allowed: "warn or fail",
  }),
  representation: representation.register(words, {
    help: `ask for answers as ${representations.join(", ")} where the API offers it, else as JSON (default: json)`,
    allowed: `one of ${representations.join(", ")}`,
  }),
  output: z
    .string()
    .min(1)
    .default("output")
    .register(words, { help: "folder for everything that is written", allowed: "a path" }),
  "memory-limit": z
    .string()
    .regex(/^[1-9]\d*(MB|GB)$/)
    .optional()
    .register(words, {
      help: "what DuckDB may use before it spills to disk (default: 256MB and 32MB for each thread)",
      allowed: "a size such as 512MB or 2GB",
    }),
  threads: z.coerce.number().int().min(1).max(64).optional().register(words, {
    help: "threads DuckDB may use; any number gives the same bytes (default: one for each core)",
    allowed: "a whole number from 1 to 64",
  }),
  tolerance: z.coerce.number().min(0).max(1_000_000).default(25).register(words, {
    help: "percent by which rows may differ from the pull before, for each endpoint and fagomraade",
    allowed: "a number of percent, such as 25",
  }),
  pull: z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .register(words, {
      help: "the pull to build from (default: the newest complete one)",
      allowed: "the name of a folder in <output>/raw",
    }),
  json: z
    .boolean()
    .default(false)
    .register(words, { help: "print JSON instead of a table", allowed: "no value" }),
  share: z.coerce.number().positive().max(1).default(0.02).register(words, {
    help: "the share of the windows to ask for, at least one of each kind",
    allowed: "a number above 0, at most 1, such as 0.05",
  }),
  seed: z.coerce.number().int().min(1).default(1).register(words, {
    help: "the number a sample is chosen by, or the emulator's world grows from",
    allowed: "a whole number from 1",
  }),
} as const;

/** The options of a command: some of `options`, by name. */
export type Shape = Readonly<Record<string, z.ZodType>>;

/** The options of every command that speaks to the API. */
export const connectionShape = {
  origin: options.origin,
  emulator: options.emulator,
  dialect: options.dialect,
  header: options.header,
  "user-agent": options["user-agent"],
  "answer-timeout": options["answer-timeout"],
  "min-speed": options["min-speed"],
  "max-answer": options["max-answer"],
};

/** How a client speaks to the API: its name, a person's headers, and its limits. */
export function connectionOf(
  values: z.output<z.ZodObject<Omit<typeof connectionShape, "origin" | "emulator" | "dialect">>>,
  usualAgent: string,
): { readonly userAgent: string; readonly headers: Headers; readonly patience: Partial<Patience> } {
  const { header = [], "user-agent": userAgent = usualAgent, "max-answer": most } = values;
  const patience = { toEnd: values["answer-timeout"] * 60_000, leastSpeed: values["min-speed"] };
  const bytes =
    most === undefined ? {} : { mostBytes: Number.parseInt(most, 10) * (most.endsWith("GB") ? 1e9 : 1e6) };
  return { userAgent, headers: Object.fromEntries(header), patience: { ...patience, ...bytes } };
}

/** The options that make a scope. */
export const scopeShape = {
  since: options.since,
  until: options.until,
  fagomraader: options.fagomraader,
  geographies: options.geographies,
  periods: options.periods,
  takstkoder: options.takstkoder,
  kommuner: options.kommuner,
  fylker: options.fylker,
  praksistyper: options.praksistyper,
  datasets: options.datasets,
  representation: options.representation,
};

/** The options of every command that asks the API. */
export const askingShape = {
  ...connectionShape,
  ...scopeShape,
  concurrency: options.concurrency,
  "max-rate": options["max-rate"],
  reuse: options.reuse,
  drift: options.drift,
  output: options.output,
};

/** What DuckDB may use: as asked, else memory for as many threads as there are, since each has buffers of its own. */
export function limitsOf(values: {
  readonly threads?: number | undefined;
  readonly "memory-limit"?: string | undefined;
}): { readonly memoryLimit: string; readonly threads?: number } {
  const { threads, "memory-limit": asked } = values;
  const memoryLimit = asked ?? `${256 + 32 * (threads ?? availableParallelism())}MB`;
  return { memoryLimit, ...(threads === undefined ? {} : { threads }) };
}
