// The shapes of the files of a pull besides its answers, so that an error names a damaged file.
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { scopeSchema } from "../domain/manifest.ts";
import { mayHoldSecret } from "../domain/origin.ts";
import type { Pull, PullSummary } from "../domain/pull.ts";
import { originalEndings, type Receipt } from "../domain/receipt.ts";
import type { Notation } from "../domain/representation.ts";
import type { PlannedRequest, Request } from "../domain/request.ts";
import { readIfThere } from "../platform/files.ts";

/** A request that the API could not deliver: why, the parameter it was split by, and the parts. */
export interface SplitRecord {
  readonly because: string;
  readonly divided_by: string;
  readonly parts: readonly (Request & PlannedRequest)[];
}

/** Takes the receipt of a request back. */
export interface Withdrawn {
  readonly endpoint: string;
  readonly key: string;
  readonly withdrawn: true;
}

const texts = z.record(z.string(), z.string());
/** Names of files, which must not lead out of the pull's folder. */
const endpoint = z.string().regex(/^[a-z][a-z0-9_]*$/);
const key = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9ÆØÅæøå,._~-]+$/)
  .refine((name) => !/^\.+$/.test(name), "leads to another folder");
const pullId = z.string().regex(/^\w[\w.-]*$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** The whole API has some hundred million bytes, so that a larger number is wrong. */
const count = z.int().nonnegative().max(1e12);
const instant = z.iso.datetime();
export const digestShape = z.object({ bytes: count, sha256 });
const kind = z.enum(["string", "number", "boolean", "null", "array", "object"]);

const decimal = z.enum([",", "."]).nullable();

const notation: z.ZodType<Notation> = z.discriminatedUnion("representation", [
  z.object({
    representation: z.literal("xml"),
    media_type: z.string(),
    encoding: z.string(),
    root: z.string(),
    row: z.string().nullable(),
  }),
  z.object({
    representation: z.literal("csv"),
    media_type: z.string(),
    encoding: z.string(),
    byte_order_mark: z.boolean(),
    delimiter: z.string(),
    line_end: z.string(),
    decimal,
    columns: texts,
  }),
  z.object({
    representation: z.literal("xlsx"),
    media_type: z.string(),
    sheets: z.array(z.string()),
    decimal,
    columns: texts,
  }),
]);

/** Older versions left the number of nulls out. It is 0 if no value was null. */
const fieldSeen = z
  .object({ rows: count, nulls: count.default(0), kinds: z.array(kind) })
  .refine(
    ({ nulls, kinds }) => nulls > 0 === kinds.includes("null"),
    "counts its nulls wrongly or not at all",
  );

const receipt = z.object({
  endpoint,
  key,
  parameters: texts,
  url: z.string(),
  status: z.int().min(100).max(599),
  headers: texts,
  redirects: z.array(z.object({ status: z.int(), url: z.string() })).exactOptional(),
  fetched_at: instant,
  body: digestShape,
  file: digestShape.extend({ columns: z.array(z.string()).exactOptional() }),
  original: digestShape.extend({ ending: z.enum(originalEndings) }).exactOptional(),
  notation: notation.exactOptional(),
  envelope: z.object({
    head: z.string(),
    tail: z.string(),
    list: z.string().nullable(),
    others: texts.exactOptional(),
  }),
  rows: count,
  periods: z.record(z.string(), count.positive()),
  reused_from: pullId.exactOptional(),
  fields: z.record(z.string(), fieldSeen),
  withdrawn: z.undefined().optional(),
});

const withdrawn = z.object({ endpoint, key, withdrawn: z.literal(true) });

/** A line of an endpoint's journal: a receipt, or one that takes an earlier receipt back. */
export const receiptLineShape: z.ZodType<Receipt | Withdrawn> = z.discriminatedUnion("withdrawn", [
  receipt,
  withdrawn,
]);

export const splitShape: z.ZodType<SplitRecord> = z.object({
  because: z.string(),
  divided_by: z.string(),
  parts: z.array(z.object({ endpoint, key, path: z.string(), parameters: texts })),
});

/** The name of a request. */
export const namedShape = z.object({ endpoint, key });

export const plannedShape: z.ZodType<PlannedRequest> = z.object({
  endpoint,
  key,
  parameters: texts,
});

const origin = z
  .string()
  .refine((text) => !mayHoldSecret(text), "it may hold a secret, which a release would show");

export const pullShape: z.ZodType<Pull> = z.strictObject({
  id: pullId,
  origin,
  // Strict, so that options of a newer version are not ignored.
  scope: scopeSchema.strict(),
  part: z.object({ number: count, of: count }).exactOptional(),
});

export const summaryShape: z.ZodType<PullSummary> = z.object({
  requests: count,
  reused: count,
  rows: count,
  bytes: count,
  first_fetched_at: instant,
  last_fetched_at: instant,
  sha256,
  evidence_sha256: sha256,
  source: z.object({ origin: z.string(), synthetic: z.string().nullable() }),
});

/** The release with the same data as a pull that became no release. */
export const sameAsShape = z.object({ release: z.string() });

/** Why transform or load failed on a complete pull, with the version of the tool and its options. */
export const failureShape = z.object({
  stage: z.enum(["transform", "load"]),
  message: z.string(),
  tool: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type PullFailure = Readonly<z.infer<typeof failureShape>>;

/** Reads a file of one of these shapes; undefined if there is no file. Throws a ReleaseError that names a damaged file. */
export async function readShape<T>(path: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : shaped(text, { place: path, damaged: "it", shape });
}

/** The same for a file with one object a line. */
export async function readLines<T>(path: string, shape: z.ZodType<T>): Promise<readonly T[] | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : [...linesOf(text, { path, shape })];
}

/** The objects of a text with one a line. Throws a ReleaseError that names a damaged line. */
export function* linesOf<T>(text: string, file: { path: string; shape: z.ZodType<T> }): Generator<T> {
  const { path, shape } = file;
  if (text === "") return;
  for (const [at, line] of text.replace(/\n$/, "").split("\n").entries())
    yield shaped(line, { place: `${path}, line ${at + 1}`, damaged: "that line", shape });
}

interface Stored<T> {
  /** The file, or a line in it. */
  readonly place: string;
  /** What to remove if it is damaged. */
  readonly damaged: "it" | "that line";
  readonly shape: z.ZodType<T>;
}

function shaped<T>(text: string, { shape, place, damaged }: Stored<T>): T {
  const next = `Remove ${damaged} and run extract again`;
  const parsed = shape.safeParse(parseJson(text, { place, next }));
  if (parsed.success) return parsed.data;
  const found = z.prettifyError(parsed.error).replaceAll("\n", " ");
  throw new ReleaseError(`Cannot read ${place}: ${found}. ${next}`, { facts: { file: place, found } });
}

/** The value of a JSON text in this place. Throws a ReleaseError that says what to do next if it is not JSON. */
export function parseJson(
  text: string,
  { place, next }: { readonly place: string; readonly next: string },
): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleaseError(`Cannot read ${place}: it is not whole JSON. ${next}`, {
      cause,
      facts: { file: place },
    });
  }
}
