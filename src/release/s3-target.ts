// A bucket as a target, by the S3 protocol: AWS, Cloudflare R2, MinIO and others.
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { z } from "zod";
import { ReleaseError, RequestError, UsageError } from "../domain/errors.ts";
import type { Clock } from "../platform/effects.ts";
import { connectionsThrough, type Proxies, proxyAdvice } from "../platform/proxies.ts";
import type { Outgoing, Stored, Target } from "./target.ts";

export interface S3Options {
  readonly bucket: string;
  /** The prefix of all keys, without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
  /** The address of a store other than AWS. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** True if the bucket's name goes into the path instead of the host name, as many other stores require. */
  readonly pathStyle: boolean;
  readonly clock: Clock;
  readonly proxies?: Proxies | undefined;
}

/**
 * Opens a bucket. Credentials come from the usual chain of the AWS SDK: environment, profile, web identity, instance.
 * Throws a UsageError without a region.
 */
export async function s3Target(options: S3Options): Promise<Target> {
  const { bucket, prefix, clock, proxies = {} } = options;
  const client = s3Client(options);
  await requireRegion(client);
  const name = `s3://${[bucket, prefix].filter((part) => part !== "").join("/")}`;
  const attempt = s3Attempts({ name, clock, proxies });
  const start = prefix === "" ? "" : `${prefix}/`;
  const at = (key: string) => ({ client, place: { Bucket: bucket, Key: start + key } });
  const putAs = putWithChecksum();
  return {
    name,
    head: (key) => attempt(`see ${key}`, () => headObject(at(key))),
    put: (key, object) => attempt(`store ${key}`, () => putAs(at(key), object)),
    get: (key, use) => attempt(`read ${key}`, () => getObject(at(key), use)),
    list: () => attempt("list the objects", () => listKeys(at(""))),
    remove: (key) => attempt(`remove ${key}`, () => removeObject(at(key))),
  };
}

interface Located {
  readonly client: S3Client;
  readonly place: { readonly Bucket: string; readonly Key: string };
}

async function headObject({ client, place }: Located): Promise<Stored | undefined> {
  const found = await client
    .send(new HeadObjectCommand(place))
    .catch(undefinedIfNoObject({ hasBody: false }));
  return found && { bytes: found.ContentLength ?? 0, sha256: found.Metadata?.sha256 };
}

/**
 * Stores objects with a checksum. If the store rejects one with a checksum and accepts it without, the others have none either.
 * Publish reads every object back, so that this loses no certainty.
 */
function putWithChecksum(): (at: Located, object: Outgoing) => Promise<void> {
  let isLeftOut = false;
  return async (at, object) => {
    try {
      await putObject(at, object, isLeftOut ? {} : checksumOf(object));
    } catch (error) {
      if (isLeftOut || !mayRejectChecksum(error)) throw error;
      await putObject(at, object, {});
      isLeftOut = true;
    }
  };
}

async function putObject(
  { client, place }: Located,
  object: Outgoing,
  checksum: Partial<ReturnType<typeof checksumOf>>,
): Promise<void> {
  const Body = object.open();
  try {
    await client.send(new PutObjectCommand({ ...place, Body, ...labelsOf(object), ...checksum }));
  } finally {
    Body.destroy();
  }
}

async function getObject<T>(
  { client, place }: Located,
  use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T | undefined> {
  const found = await client.send(new GetObjectCommand(place)).catch(undefinedIfNoObject({ hasBody: true }));
  if (found === undefined) return undefined;
  return await use(found.Body instanceof Readable ? found.Body : Readable.from([]));
}

/** Keys without the common prefix. */
async function listKeys({ client, place }: Located): Promise<readonly string[]> {
  const { Bucket, Key: start } = place;
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: start })) {
    for (const { Key = "" } of page.Contents ?? []) keys.push(Key.slice(start.length));
  }
  return keys.sort();
}

async function removeObject({ client, place }: Located): Promise<void> {
  await client.send(new DeleteObjectCommand(place));
}

/** Attempts are ours (`s3Attempts`): the SDK cannot send a stream again. */
function s3Client({ endpoint, region, pathStyle, proxies = {} }: S3Options): S3Client {
  return new S3Client({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    forcePathStyle: pathStyle,
    maxAttempts: 1,
    // The caller reports a failure, so the SDK must not log it too.
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    // Other stores may reject requests with checksums that they did not ask for.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: s3Handler(proxies),
  });
}

function nothing(): void {}

/** Checked first, so that a missing region is not reported as a failure of the store. */
async function requireRegion(client: S3Client): Promise<void> {
  try {
    await client.config.region();
  } catch (cause) {
    throw new UsageError("Cannot use S3: no region is set. Give --s3-region or set AWS_REGION", {
      cause,
      facts: { option: "s3-region" },
    });
  }
}

function checksumOf({ sha256 }: Outgoing) {
  return { ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64") };
}

function labelsOf({ bytes, sha256, contentType, cacheControl }: Omit<Outgoing, "open">) {
  return {
    ContentLength: bytes,
    ContentType: contentType,
    CacheControl: cacheControl,
    Metadata: { sha256 },
  };
}

function undefinedIfNoObject(answer: { readonly hasBody: boolean }): (error: unknown) => undefined {
  return (error) => {
    if (isNoObject(error, answer)) return undefined;
    throw error;
  };
}

const attempts = 4;
const firstWait = 1000;

/** Runs one operation at the store. `what` completes "Cannot …", as in `store takstkoder.csv`. */
export type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<T>;

interface Store {
  readonly name: string;
  readonly clock: Clock;
  readonly proxies: Proxies;
}

/**
 * Repeats an operation that failed for a passing reason, after 1, 2 and 4 seconds. Throws a RequestError if it still fails,
 * and a ReleaseError if the store rejects it or there are no credentials.
 */
function s3Attempts({ name, clock, proxies }: Store): Attempt {
  return async (what, work) => {
    for (let made = 1; ; made++) {
      try {
        return await work();
      } catch (error) {
        const failure = storeFailure(error, proxies);
        if (failure === undefined) throw error;
        const { passing, found, status } = failure;
        const facts = { place: name, operation: what, found, ...(status === undefined ? {} : { status }) };
        const sentence = `Cannot ${what} at ${name}`;
        if (!passing) throw new ReleaseError(`${sentence}: ${found}`, { cause: error, facts });
        if (made === attempts) {
          throw new RequestError(`${sentence} after ${attempts} attempts: ${found}`, {
            cause: error,
            facts: { ...facts, attempts },
          });
        }
        await clock.sleep(firstWait * 2 ** (made - 1));
      }
    }
  };
}

/** The SDK's error for an answer without success. Other errors have no `$metadata`. */
const answerSchema = z.object({
  message: z.string(),
  /** The store's error code. Absent after HEAD, and if the body is not S3's XML. */
  Code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number() }),
  $response: z.object({ headers: z.record(z.string(), z.string()) }).optional(),
});

/**
 * True if the store answered that there is no such object. An answer with a body must have the code NoSuchKey, because the
 * status is 404 also for a missing bucket and for the page of some proxy.
 */
function isNoObject(error: unknown, { hasBody }: { readonly hasBody: boolean }): boolean {
  const { data } = answerSchema.safeParse(error);
  if (data?.$metadata.httpStatusCode !== 404) return false;
  return hasBody ? data.Code === "NoSuchKey" : true;
}

/** The store received other bytes than those that were hashed. */
const mismatches = ["BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"];

/** True if the store may have rejected the checksum header: some answer 501, some 400 with various codes. */
function mayRejectChecksum(error: unknown): boolean {
  const { data } = answerSchema.safeParse(error);
  if (data === undefined || mismatches.includes(data.Code ?? "")) return false;
  return data.$metadata.httpStatusCode === 501 || data.$metadata.httpStatusCode === 400;
}

interface Failure {
  /** True if the same operation may succeed later. */
  readonly passing: boolean;
  readonly found: string;
  readonly status?: number;
}

/** Only the store's message is shown, because it names rights and key ids but no secret. Undefined for a bug. */
function storeFailure(error: unknown, proxies: Proxies): Failure | undefined {
  const { data } = answerSchema.safeParse(error);
  if (data !== undefined) return answerFailure(data);
  if (!(error instanceof Error)) return undefined;
  if (error.name === "CredentialsProviderError") return { passing: false, found: error.message };
  if (error.name === "TimeoutError") return networkFailure(error.message, proxies);
  // An error with a path concerns a file of ours.
  if (!("code" in error) || typeof error.code !== "string" || "path" in error) return undefined;
  return networkFailure(`${error.code}${error.message === "" ? "" : ` (${error.message})`}`, proxies);
}

/** The store is busy or down for a while. Any other answer is final. */
function isPassing(status: number, code: string | undefined): boolean {
  if (status === 408 || status === 429 || code === "RequestTimeout") return true;
  return status < 300 || (status >= 500 && status !== 501);
}

function answerFailure({ message, Code, $metadata, $response }: z.infer<typeof answerSchema>): Failure {
  const status = $metadata.httpStatusCode;
  const passing = isPassing(status, Code);
  const name = Code === undefined ? "without a code of S3" : `${oneLine(Code)}: ${oneLine(message)}`;
  const region = $response?.headers["x-amz-bucket-region"];
  const hint = region === undefined ? "" : ` The bucket is in ${oneLine(region)}.`;
  const advice = passing ? "" : ` ${adviceByCode[Code ?? ""] ?? adviceByStatus[status] ?? store}`;
  return { passing, status, found: `${status} ${name}.${hint}${advice}` };
}

const most = 300;

/** The store's text, shortened to fit in a sentence. */
function oneLine(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .replace(/\.$/, "");
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

const rights =
  "The credentials need the right to list the bucket and to get and put objects, and with --prune to delete them";
const region = "Give the region of the bucket with --s3-region";
const keys = "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";
const store =
  "Check --s3-endpoint and --s3-path-style: this may be no S3 store, or one without this operation";
const size = "Pack or leave out large CSV files with --gzip-csv-over";

const adviceByCode: Readonly<Record<string, string>> = {
  NoSuchBucket: "Create the bucket, or correct its name in --to",
  InvalidBucketName: "Correct the name of the bucket in --to",
  AccessDenied: rights,
  AllAccessDisabled: rights,
  InvalidAccessKeyId: keys,
  SignatureDoesNotMatch: keys,
  InvalidToken: keys,
  ExpiredToken: "The credentials are no longer valid. Renew them",
  TokenRefreshRequired: "The credentials are no longer valid. Renew them",
  RequestTimeTooSkewed: "Set the clock of this machine",
  PermanentRedirect: region,
  TemporaryRedirect: region,
  AuthorizationHeaderMalformed: region,
  IllegalLocationConstraintException: region,
  PreconditionFailed: "Another process may be publishing there. Publish from one at a time",
  OperationAborted: "Another process may be publishing there. Publish from one at a time",
  EntityTooLarge: size,
  BadDigest: "The bytes that arrived are not those that were sent. Publish again",
};

const adviceByStatus: Readonly<Record<number, string>> = {
  301: region,
  307: region,
  401: keys,
  403: rights,
  411: store,
  412: "Another process may be publishing there. Publish from one at a time",
  413: size,
};

/** Names the proxies, if some are set, because a wrong proxy is the usual reason. */
function networkFailure(found: string, proxies: Proxies): Failure {
  const isProxied = Object.values(proxies).some((proxy) => proxy !== undefined);
  return { passing: true, found: isProxied ? `${found}. ${proxyAdvice(proxies)}` : found };
}

type Handler = Extract<NonNullable<S3ClientConfig["requestHandler"]>, { handle: unknown }>;
type S3Request = Pick<
  Parameters<Handler["handle"]>[0],
  "protocol" | "hostname" | "port" | "method" | "path" | "query" | "headers" | "body"
>;
type Query = Readonly<Record<string, string | readonly string[] | null>>;

/** A request handler for the S3 client that goes through these proxies. */
export function s3Handler(proxies: Proxies): Handler {
  const dispatcher = connectionsThrough(proxies, {
    connect: { timeout: 10_000 },
    requestTls: { timeout: 10_000 },
    proxyTls: { timeout: 10_000 },
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle({ protocol, hostname, port, method, path, query = {}, headers, body }: S3Request) {
      // The client would send the body at once anyway, as undici does.
      const { expect: _, ...sent } = headers;
      const response = await dispatcher.request({
        origin: `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`,
        path: path + queryString(query),
        method: methodOf(method),
        headers: sent,
        body: body ?? null,
      });
      return {
        response: {
          statusCode: response.statusCode,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
          ),
          body: response.body,
        },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => void dispatcher.destroy(),
  };
}

function methodOf(method: string): "DELETE" | "GET" | "HEAD" | "POST" | "PUT" {
  for (const known of ["DELETE", "GET", "HEAD", "POST", "PUT"] as const) if (known === method) return known;
  throw new Error(`The S3 client does not use ${method}`);
}

function queryString(query: Query): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) => (one === null ? percentEncoded(name) : `${percentEncoded(name)}=${percentEncoded(one)}`)),
  );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** Escapes `!'()*` too, because the signature of a request requires it. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
