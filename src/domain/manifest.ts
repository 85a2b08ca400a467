// The shape of manifest.json: one schema for writer, readers and other programs.
import { z } from "zod";
import { crosscheckSchema } from "./crosscheck.ts";
import { geographies } from "./endpoint.ts";
import { periods } from "./period.ts";

/** The lines of SHA256SUMS, sorted by path. */
export function checksumLines(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files.map(({ path, sha256 }) => ({ path, line: `${sha256}  ${path}\n` }));
  return lines
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ line }) => line)
    .join("");
}

const words = z.object({ nb: z.string().min(1), en: z.string().min(1) });
const whole = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const names = z.array(z.string().min(1));
const version = z.string().regex(/^\d+\.\d+\.\d+$/);
const licence = z.object({
  name: z.string().min(1),
  title: z.string().min(1),
  path: z.string().regex(/^https:\/\//),
});

/** A field added raises the second number, a field removed or changed the first. */
export const manifestVersion = "2.0";

/** The formats of a release. Every release has Parquet files, because the other files are made from them and compared with them. */
export const formatChoices = ["parquet,csv", "parquet,csv.gz", "parquet"] as const;
export type FormatChoice = (typeof formatChoices)[number];

/** Files of each release that its manifest does not name. */
export const manifestPath = "manifest.json";

/** The script that makes each table a view in DuckDB. */
export const sqlScriptPath = "helserefusjon.sql";

/** The variable in it that holds the address of the files. A view reads it at every query, so that it may also be set later. */
export const sqlScriptBase = "helserefusjon_base";
export const schemaPath = "manifest.schema.json";
export const sumsPath = "SHA256SUMS";
/** The signature that publish places beside a release. No list names it. */
export const signaturePath = "SHA256SUMS.minisig";

const longestName = 200;
/** Names that Windows reserves for devices, with any ending. */
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const plainCharacters = /^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;

/** Whether a name means a file in the folder itself on every disk: no path, no parent folder, no drive, no device. */
export function isPlainName(text: string): boolean {
  return text.length <= longestName && plainCharacters.test(text) && !deviceNames.test(text);
}

const plainName = z
  .string()
  .max(longestName)
  .regex(plainCharacters)
  .refine(isPlainName, { error: "expected the plain name of a file" });

/** A release's id is the name of its folder, so it cannot be `latest`. */
const releaseId = z
  .string()
  .max(longestName)
  .regex(/^[A-Za-z0-9_-]+$/)
  .refine((id) => isPlainName(id) && id.toLowerCase() !== "latest", {
    error: "expected the plain name of a folder",
  });

/** The values of a column in a release. Texts of more than 80 characters end in an ellipsis. */
const statisticsSchema = z.object({
  nulls: whole.describe("Rows without a value"),
  smallest: z.string().nullable().describe("As text; null for lists, and if no row has a value"),
  largest: z.string().nullable(),
  examples: z
    .array(z.string().min(1))
    .describe("Up to three values, from rows spread evenly over the table, in its order"),
});

export interface ColumnStatistics extends Readonly<Omit<z.infer<typeof statisticsSchema>, "examples">> {
  readonly examples: readonly string[];
}

/** The number of rows of a dataset that differ from one release to the next. */
export const changedRowsSchema = z.object({
  dataset: z.string().min(1),
  kind: z.enum(["added", "removed", "replaced", "changed"]),
  added: whole,
  removed: whole,
  restated: whole,
});

export type ChangedRows = Readonly<z.infer<typeof changedRowsSchema>>;

const file = z.object({
  path: plainName.describe("The file's name in the folder of the manifest"),
  format: z.enum(["parquet", "csv"]),
  variant: z
    .literal("excel")
    .exactOptional()
    .describe(
      "For Excel in Norwegian: byte order mark, semicolon, CRLF, decimal comma, and an apostrophe before texts that would be formulas; " +
        "absent for the canonical files",
    ),
  description: words
    .exactOptional()
    .describe("How a variant differs from the canonical files, for which it is absent"),
  compression: z.literal("gzip").exactOptional(),
  media_type: z.enum(["application/vnd.apache.parquet", "text/csv", "application/gzip"]),
  bytes: whole,
  sha256,
  rows: whole.describe("Data rows; the header of a CSV file is not one"),
});

const document = z.object({
  path: plainName.describe("The file's name in the folder of the manifest"),
  media_type: z.string().min(1),
  bytes: whole,
  sha256,
});

const column = z.object({
  name: z.string().min(1),
  type: z.string().min(1).describe("DuckDB type; VARCHAR[] is a JSON array in CSV"),
  description: words,
  api: z.string().optional().describe("The API's own name of the field"),
  minimum: z.number().optional().describe("The smallest value expected; smaller ones are in checks"),
  maximum: z.number().optional().describe("The largest value expected; larger ones are in checks"),
  among: names.optional().describe("All values expected; others are in checks"),
  pattern: z.string().optional().describe("A regular expression for each value; others are in checks"),
  statistics: statisticsSchema
    .exactOptional()
    .describe("The values in this release, counted in its Parquet file; long texts end in …"),
});

const source = z.object({
  title: z.string().min(1),
  path: z.string().regex(/^https:\/\//),
  license: z.string().min(1).describe("The name of one of the licences of this release"),
});

const reference = z.object({
  columns: names,
  dataset: z.string().min(1),
  to: names,
  matches: z
    .enum(["one", "many"])
    .exactOptional()
    .describe(
      "How many rows of the other dataset a row here may match; joined to many, rows and sums multiply. Absent in older releases",
    ),
});

const trap = z.object({ name: z.string().min(1), text: words });
const recipe = z.object({
  name: z.string().min(1),
  question: words,
  note: words,
  sql: z.string().min(1).describe("One query on the views that helserefusjon.sql makes"),
});

const dataset = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9_]*$/),
    title: words,
    grain: words.describe("What one row is"),
    traps: z.array(trap).describe("Facts that mislead users who do not know them"),
    recipes: z
      .array(recipe)
      .exactOptional()
      .describe("Questions whose query reads this dataset, and only datasets of this release"),
    key: names
      .min(1)
      .describe("Columns that identify a row: unique together; only those in may_be_null may be null"),
    may_be_null: names
      .exactOptional()
      .describe("Columns of the key that are null if the API omits the place of a row"),
    rows: whole,
    first_period: z.string().nullable(),
    last_period: z.string().nullable(),
    period: z.string().nullable().describe("The column with the period of a row; null if there is none"),
    evidence: z
      .boolean()
      .describe("Whether its rows describe the pull itself; their changes alone make no new version"),
    from: names.describe("Endpoints of the API; none for reference tables"),
    sources: z
      .array(source)
      .min(1)
      .describe("The owners of the data and their licences; attribute all of them"),
    references: z
      .array(reference)
      .describe("Columns whose values are expected in another dataset of this release"),
    columns: z.array(column).min(1).describe("In the order of the files"),
    files: z.array(file).min(1).describe("The same rows in the same order, in different formats"),
  })
  .refine(hasItsColumns, {
    error: "expected different names of columns, and each column of key, period and references among them",
    path: ["columns"],
  });

/** The result of a check: the rule, how much fails it, and examples. */
export const checkSchema = z.object({
  name: z.string().min(1),
  severity: z.enum(["error", "warn"]),
  check: words.describe("The rule as a sentence"),
  failed: whole.describe("How many fail, counted in `noun`; always 0 for errors in a release"),
  noun: words.describe(
    "What `failed` counts: rows, or what is missing where no row can fail, such as months",
  ),
  counted: z
    .object({ number: whole, noun: words })
    .exactOptional()
    .describe("How many different things the failing rows are about, such as values of a code"),
  sample: z.array(z.record(z.string(), z.string().nullable())).describe("Up to ten examples"),
});

/** A difference between the registry and the answers of the API. */
export const driftSchema = z.object({
  endpoint: z.string(),
  field: z.string(),
  kind: z.enum([
    "new field",
    "missing field",
    "missing value",
    "value in empty field",
    "changed type",
    "other envelope",
    "new envelope member",
    "name found",
  ]),
  found: z.string(),
  rows: whole,
});

const codes = z.array(z.string().min(1)).min(1).exactOptional();

/** The scope. An absent list means all. */
export const scopeSchema = z.object({
  since: z.string().regex(/^\d{6}$/),
  until: z.string().regex(/^\d{6}$/),
  geographies: z.array(z.enum(geographies)).min(1),
  periods: z.array(z.enum(periods)).min(1),
  datasets: codes,
  fagomraader: codes,
  takstkoder: codes,
  kommuner: codes,
  fylker: codes,
  praksistyper: codes,
  representation: z
    .enum(["xml", "csv", "xlsx"])
    .exactOptional()
    .describe("The requested representation; JSON if absent"),
});

/** The pull of a release. */
export const pullSchema = z.object({
  id: z.string().min(1),
  first_fetched_at: instant,
  last_fetched_at: instant,
  requests: whole,
  reused: whole.describe("Requests whose answers come from an earlier pull"),
  rows: whole,
  bytes: whole,
  sha256: sha256.describe("A hash over all answers; equal pulls have the same"),
});

/** The schema of manifest.json. Parsing with it also sets the order of the keys. */
export const manifestSchema = z
  .object({
    manifest_version: z.literal(manifestVersion),
    id: releaseId.describe("The name of the release's folder"),
    version: version.describe("SemVer of the data by the Data Package recipe"),
    previous: z
      .object({ id: releaseId, version })
      .nullable()
      .describe("The release of the same kind before this one; null for the first"),
    changes: z
      .array(changedRowsSchema)
      .exactOptional()
      .describe(
        "The number of rows of each dataset that differ from the previous release; absent for the first",
      ),
    title: words,
    description: words,
    synthetic: z.string().min(1).nullable().describe("Why these data are not real; null for real data"),
    license: z.object({ data: licence, reference_tables: licence }),
    attribution: words,
    source: z.object({
      name: z.string().min(1),
      origin: z.string().min(1).describe("The root URL of the API"),
      note: words
        .exactOptional()
        .describe("What readers should know of an origin that the API's documentation does not name"),
    }),
    pull: pullSchema.describe("The answers from which this release was made"),
    scope: scopeSchema.describe("What was requested; an absent list means all"),
    excerpt: z.boolean().describe("Whether more than earlier and later months is omitted"),
    tool: z.object({ name: z.string().min(1), version: z.string().min(1), revision: z.string().min(1) }),
    datasets: z.array(dataset).min(1),
    documents: z.array(document).describe("The same facts in other standards, as files beside the manifest"),
    checks: z.array(checkSchema),
    drift: z.array(driftSchema),
    kryssjekk: crosscheckSchema
      .exactOptional()
      .describe("The last comparison of the API's representations with each other"),
  })
  .refine(hasDifferentNames, {
    error: "expected different names of files, also if upper and lower case are equal",
    path: ["documents"],
  });

export type Manifest = Frozen<z.infer<typeof manifestSchema>>;
export type ManifestDataset = Manifest["datasets"][number];
export type ManifestFile = ManifestDataset["files"][number];

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

interface NamingColumns {
  readonly columns: readonly { readonly name: string }[];
  readonly key: readonly string[];
  readonly period: string | null;
  readonly references: readonly { readonly columns: readonly string[] }[];
}

function hasItsColumns({ columns, key, period, references }: NamingColumns): boolean {
  const there = new Set(columns.map(({ name }) => name));
  const named = [...key, ...(period === null ? [] : [period]), ...references.flatMap((one) => one.columns)];
  return there.size === columns.length && named.every((name) => there.has(name));
}

interface NamingFiles {
  readonly datasets: readonly { readonly files: readonly { readonly path: string }[] }[];
  readonly documents: readonly { readonly path: string }[];
}

function hasDifferentNames({ datasets, documents }: NamingFiles): boolean {
  const paths = [...datasets.flatMap(({ files }) => files), ...documents].map(({ path }) => path);
  const all = [...paths, manifestPath, schemaPath, sumsPath].map((path) => path.toLowerCase());
  return new Set(all).size === all.length;
}

/** The JSON Schema (draft 2020-12) of manifest.json, for readers in any language. */
export function manifestJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(manifestSchema, { target: "draft-2020-12", io: "output" }) };
}

/** Whether two releases are equal except for their ids and the revision of the tool. */
export function sameRelease(one: Manifest, other: Manifest): boolean {
  return releaseContent(one) === releaseContent(other);
}

function releaseContent(manifest: Manifest): string {
  const { id: _id, tool: _tool, ...content } = manifestSchema.parse(manifest);
  return JSON.stringify(content);
}
