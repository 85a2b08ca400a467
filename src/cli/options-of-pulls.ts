// The options of a pull: what to fetch, how to fetch it, and which pull to build from.
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { geographies, type Scope } from "../domain/endpoint.ts";
import { UsageError } from "../domain/errors.ts";
import { documentedRoot } from "../domain/origin.ts";
import { addMonths, isMonth, type Month, monthText, periods } from "../domain/period.ts";
import { endpointsOf } from "../domain/registry.ts";
import { representations } from "../domain/representation.ts";
import { dialects } from "../emulator/dialects.ts";
import type { Horizon } from "../extract/earlier.ts";
import type { Patience } from "../platform/http-client.ts";
import type { Headers } from "../platform/http-headers.ts";
import {
  commaList,
  limitsShape,
  options,
  optionTexts,
  type Values,
  webAddress,
  webAddressText,
} from "./command.ts";

/** A world of the emulator: by name, or by how many rows it should have. */
export const worldName = /^(small|demo|[1-9]\d{0,8})$/;

const dialectNames = Object.keys(dialects);
const datasetNames = registry.datasets.map((dataset) => dataset.name);

const codes = commaList(z.string().regex(/^[\p{L}\p{N}.+-]+$/u));
export const month = z
  .string()
  .transform((text) => text.replace("-", ""))
  .refine(isMonth);

/** Headers that the tool sets itself, for each request or for the connection. */
const ownHeaders = [
  ...["accept", "accept-encoding", "connection", "content-length", "expect", "host", "http2-settings"],
  ...["if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "keep-alive"],
  ...["proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade"],
  "user-agent",
];

/** Headers as pairs of name and value. */
const headerLines = z
  .array(
    z
      .string()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?[ \t]*$/)
      .transform((line): readonly [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      })
      .refine(([name]) => !ownHeaders.includes(name)),
  )
  .refine((lines) => new Set(lines.map(([name]) => name)).size === lines.length);

/** The options of every command that connects to the API. */
export const connectionShape = {
  origin: webAddress()
    .optional()
    .register(optionTexts, {
      ...webAddressText,
      help: "root URL of the API; the old root works too",
      expected: `${webAddressText.expected} (give credentials with --header "Authorization: …")`,
      example: "https://helserefusjoner-kuhr.nav.no",
      usual: documentedRoot,
    }),
  emulator: z.string().regex(worldName).optional().register(optionTexts, {
    help: "ask the bundled emulator instead of the API: small, demo, or a number of takstbruk rows (a world has at least 61000)",
    expected: "small, demo or a number of rows",
    example: "100000",
    usual: "the API itself",
  }),
  dialect: z
    .enum(dialectNames)
    .default("documented")
    .register(optionTexts, {
      help: `form of the emulator's answers where the API's is unknown: ${dialectNames.join(", ")}`,
      expected: `one of ${dialectNames.join(", ")}`,
      known: dialectNames,
      example: "awkward",
    }),
  header: headerLines.optional().register(optionTexts, {
    help: "header of each request to the API, never written to files or logs; may be given several times",
    expected:
      'a line "Name: value" in visible ASCII, each name once, and no header of the tool\'s own (Host, Accept …)',
    example: "Authorization: Bearer 123",
    usual: "none",
    repeats: true,
    secret: "all",
  }),
  "user-agent": z
    .string()
    .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/)
    .optional()
    .register(optionTexts, {
      help: "User-Agent of each request to the API",
      expected: "visible ASCII",
      example: "institute/1.0",
      usual: "name and version of this tool",
      secret: "all",
    }),
  "answer-timeout": z.coerce.number().positive().max(1_440).default(30).register(optionTexts, {
    help: "minutes within which an answer must be complete",
    expected: "a number of minutes above 0, at most 1440",
    example: "10",
  }),
  "min-speed": z.coerce.number().int().min(0).max(1_000_000_000).default(100).register(optionTexts, {
    help: "bytes per second at which an answer must arrive, in each minute; 0 allows any speed",
    expected: "a whole number of bytes per second, at most 1000000000",
    example: "1000",
  }),
  "max-answer": z
    .string()
    .regex(/^[1-9]\d{0,5}(MB|GB)$/)
    .optional()
    .register(optionTexts, {
      help: "largest size of an answer, as sent, in MB or GB",
      expected: "a size in MB or GB",
      example: "500MB",
      usual: "4GB",
    }),
};

/** The User-Agent, headers and limits of requests to the API. */
export function connectionOf(
  values: Values<Omit<typeof connectionShape, "origin" | "emulator" | "dialect">>,
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
  since: month.default("201501").register(optionTexts, {
    help: "first month to fetch",
    expected: "a month from 1900-01 to 2099-12",
    example: "2024-01",
    usual: "2015-01",
  }),
  until: month.optional().register(optionTexts, {
    help: "last month to fetch",
    expected: "a month, at most the present one",
    example: "2026-10",
    usual: "the last complete month",
  }),
  fagomraader: codes.optional().register(optionTexts, {
    help: "fields of practice (fagområder) to fetch, by code",
    expected: "codes with commas between them",
    example: "LE,FY",
    usual: "all",
  }),
  geographies: commaList(z.enum(geographies))
    .default([...geographies])
    .register(optionTexts, {
      help: "geographic levels of takstbruk to fetch: municipality (kommune), county (fylke), country (landet)",
      expected: `some of ${geographies.join(",")}`,
      known: geographies,
      example: "fylke,landet",
    }),
  periods: commaList(z.enum(periods))
    .default([...periods])
    .register(optionTexts, {
      help: "time steps of takstbruk to fetch: month (maned), year (ar)",
      expected: `some of ${periods.join(",")}`,
      known: periods,
      example: "ar",
    }),
  takstkoder: codes.optional().register(optionTexts, {
    help: "tariff items (takster) to fetch, by code",
    expected: "codes with commas between them",
    example: "2ad,H1",
    usual: "all",
  }),
  kommuner: commaList(z.string().regex(/^\d{4}$/))
    .optional()
    .register(optionTexts, {
      help: "municipalities (kommuner) to fetch, by number of four digits",
      expected: "four digits each, with commas between them",
      example: "0301,1505",
      usual: "all",
    }),
  fylker: commaList(z.string().regex(/^\d{2}$/))
    .optional()
    .register(optionTexts, {
      help: "counties (fylker) to fetch, by number of two digits",
      expected: "two digits each, with commas between them",
      example: "03,15",
      usual: "all",
    }),
  praksistyper: codes.optional().register(optionTexts, {
    help: "types of practice (praksistyper) to fetch, by code",
    expected: "codes with commas between them",
    example: "FALE,LEVA",
    usual: "all",
  }),
  datasets: commaList(z.enum(datasetNames))
    .optional()
    .register(optionTexts, {
      help: "datasets to build, and to fetch what they are built from",
      expected: `some of ${datasetNames.join(",")}`,
      known: datasetNames,
      example: "takstkoder,bandasjister",
      usual: "all",
    }),
  representation: z
    .enum(representations)
    .optional()
    // A scope does not name JSON, because it is the default.
    .transform((name) => (name === "json" ? undefined : name))
    .register(optionTexts, {
      help: `format of the answers: ${representations.join(", ")}; JSON is used where the API does not offer it`,
      expected: `one of ${representations.join(", ")}`,
      known: representations,
      example: "csv",
      usual: "json",
    }),
};

/** The options of every command that fetches from the API. */
export const requestingShape = {
  ...connectionShape,
  ...scopeShape,
  concurrency: z.coerce.number().int().min(1).max(16).default(4).register(optionTexts, {
    help: "number of requests in progress at the same time",
    expected: "a whole number from 1 to 16",
    example: "1",
  }),
  "max-rate": z.coerce.number().positive().max(100).optional().register(optionTexts, {
    help: "number of requests to begin per second, at most",
    expected: "a number above 0, at most 100",
    example: "0.5",
    usual: "no limit",
  }),
  reuse: z
    .string()
    .regex(/^([1-9]\d{0,3}(months|days))?$/)
    .transform((text) => text || "13months")
    .transform((text): Horizon => {
      return { count: Number.parseInt(text, 10), unit: text.endsWith("months") ? "months" : "days" };
    })
    .optional()
    .register(optionTexts, {
      help: "reuse answers of the newest earlier pull for windows that ended so many months or days ago; without a value, 13months",
      expected: "a number of months or days, or no value for 13months",
      example: "400days",
      usual: "fetch everything",
      bare: true,
    }),
  drift: z.enum(["warn", "fail"]).default("warn").register(optionTexts, {
    help: "whether to warn or fail if the API sends a field that the registry does not know",
    expected: "warn or fail",
    example: "fail",
  }),
  output: options.output,
};

/** The options of commands that build tables. */
export const buildShape = {
  tolerance: z.coerce.number().min(0).max(1_000_000).default(25).register(optionTexts, {
    help: "percent by which the rows of an endpoint and fagområde may differ from the pull before",
    expected: "a number of percent from 0 to 1000000",
    example: "40",
  }),
  ...limitsShape,
};

export const seedOption = z.coerce.number().int().min(1).default(1).register(optionTexts, {
  help: "number that makes a random choice repeatable: of a sample, or of the emulator's data",
  expected: "a whole number from 1",
  example: "7",
});

/** The scope that the options describe; the last complete month is its default end. Throws a UsageError if no request is left. */
export function scopeOf(values: Values<typeof scopeShape>, lastComplete: Month): Scope {
  const { until = lastComplete, since } = values;
  const present = addMonths(lastComplete, 1);
  if (since > until)
    throw new UsageError(`Cannot use --since ${monthText(since)}: it is after --until ${monthText(until)}`, {
      facts: { option: "since", value: monthText(since), until: monthText(until) },
    });
  if (until > present)
    throw new UsageError(
      `Cannot use --until ${monthText(until)}: it is after the present month, ${monthText(present)}`,
      { facts: { option: "until", value: monthText(until), latest: monthText(present) } },
    );
  const chosen = Object.entries(values).filter(([name, value]) => name in scopeShape && value !== undefined);
  const { geographies, periods } = values;
  const scope: Scope = { ...Object.fromEntries(chosen), geographies, periods, since, until };
  if (endpointsOf(registry, scope).length > 0) return scope;
  const datasets = scope.datasets?.join(",") ?? "";
  throw new UsageError(
    `Cannot use --datasets ${datasets} with --geographies ${geographies.join(",")} and --periods ${periods.join(",")}: ` +
      "together they leave nothing to fetch. Give more of them",
    {
      facts: { option: "datasets", value: datasets, geographies: `${geographies}`, periods: `${periods}` },
    },
  );
}
