// What a release says of itself: the shape of manifest.json, kept in one schema for writer, readers and the outside.
import { z } from "zod";
import { crosscheckSchema } from "./crosscheck.ts";
import { geographies, periods } from "./endpoint.ts";
import { changedRowsSchema, statisticsSchema } from "./measured.ts";

/** A line for each file, sorted by path. */
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

/** Files of every release that its manifest does not name. */
export const manifestPath = "manifest.json";
export const schemaPath = "manifest.schema.json";
export const sumsPath = "SHA256SUMS";

const longestName = 200;
/** Names that Windows keeps for devices, whatever stands after a dot. */
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const plainCharacters = /^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;

/** True for a name that means one file in the folder itself on every disk: no path, no way up, no drive, no device. */
export function isPlainName(text: string): boolean {
  return text.length <= longestName && plainCharacters.test(text) && !deviceNames.test(text);
}

const plainName = z
  .string()
  .max(longestName)
  .regex(plainCharacters)
  .refine(isPlainName, { error: "expected the plain name of a file" });

/** A release's id names its folder, beside `latest` and what a published place has besides releases. */
const releaseId = z
  .string()
  .max(longestName)
  .regex(/^[A-Za-z0-9_-]+$/)
  .refine((id) => isPlainName(id) && id.toLowerCase() !== "latest", {
    error: "expected the plain name of a folder",
  });

const file = z.object({
  path: plainName.describe("The file's name in the folder of the manifest"),
  format: z.enum(["parquet", "csv"]),
  variant: z
    .literal("excel")
    .exactOptional()
    .describe(
      "For a Norwegian Excel: byte order mark, semicolon, CRLF, decimal comma, an apostrophe before texts that would be formulas; " +
        "absent for the canonical files",
    ),
  description: words
    .exactOptional()
    .describe("How a variant is written otherwise than the canonical files; absent for those"),
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
  pattern: z.string().optional().describe("What every value is expected to look like; others are in checks"),
  statistics: statisticsSchema
    .exactOptional()
    .describe("What the rows of this release hold, counted from its Parquet file; long texts end in …"),
});

const source = z.object({
  title: z.string().min(1),
  path: z.string().regex(/^https:\/\//),
  license: z.string().min(1).describe("As the licences of this release are named"),
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

const dataset = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9_]*$/),
    title: words,
    grain: words.describe("What one row is"),
    traps: z.array(trap).describe("What misleads whoever uses the rows without knowing it"),
    key: names.min(1).describe("Columns that name a row: unique together, never null but for may_be_null"),
    may_be_null: names
      .exactOptional()
      .describe("Columns of the key that are null where the API left the place out of a row"),
    rows: whole,
    first_period: z.string().nullable(),
    last_period: z.string().nullable(),
    period: z
      .string()
      .nullable()
      .describe("The column that says which period a row belongs to; null for none"),
    evidence: z
      .boolean()
      .describe("Whether its rows tell of the pull, which differs each time; they alone make no new version"),
    from: names.describe("Endpoints of the API; none for reference tables"),
    sources: z
      .array(source)
      .min(1)
      .describe("Whose data these are, and under which licence: name all of them"),
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

/** A difference between what was expected of the API and what it answered. */
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

/** What was asked for; a list that is absent means all. */
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
    .describe("How answers were asked for where they are offered so; JSON where it is absent"),
});

/** What is known of the pull a release was made from. */
export const pullSchema = z.object({
  id: z.string().min(1),
  first_fetched_at: instant,
  last_fetched_at: instant,
  requests: whole,
  reused: whole.describe("Requests answered from an earlier pull instead of being asked again"),
  rows: whole,
  bytes: whole,
  sha256: sha256.describe("Over all answers: equal pulls have equal ones"),
});

/** The schema of manifest.json; parsing with it also settles the order of the keys. */
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
        "How many rows differ from the release before, dataset by dataset; absent where there is none",
      ),
    title: words,
    description: words,
    synthetic: z
      .string()
      .min(1)
      .nullable()
      .describe("Why these data must not be taken for real; null for real data"),
    license: z.object({ data: licence, reference_tables: licence }),
    attribution: words,
    source: z.object({ name: z.string().min(1), origin: z.string().min(1) }),
    pull: pullSchema.describe("The answers of the API this release was made from"),
    scope: scopeSchema.describe("What was asked for; a list that is absent means all"),
    excerpt: z.boolean().describe("Whether something was left out besides earlier and later months"),
    tool: z.object({ name: z.string().min(1), version: z.string().min(1), revision: z.string().min(1) }),
    datasets: z.array(dataset).min(1),
    documents: z.array(document).describe("The same facts by other standards, as files beside the manifest"),
    checks: z.array(checkSchema),
    drift: z.array(driftSchema),
    kryssjekk: crosscheckSchema
      .exactOptional()
      .describe("Whether the API said the same in all its representations, when that was last asked"),
  })
  .refine(hasDifferentNames, {
    error: "expected every file to have a name of its own, also where upper and lower case are the same",
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

/** True when two releases hold the same, whatever they are called and whichever revision of the tool made them. */
export function sameRelease(one: Manifest, other: Manifest): boolean {
  return contentOf(one) === contentOf(other);
}

function contentOf(manifest: Manifest): string {
  const { id: _id, tool: _tool, ...content } = manifestSchema.parse(manifest);
  return JSON.stringify(content);
}
