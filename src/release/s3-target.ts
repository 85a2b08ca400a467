// A bucket as a target, by the S3 protocol: AWS, Cloudflare R2, MinIO and others.
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { UsageError } from "../domain/errors.ts";
import type { Clock } from "../platform/effects.ts";
import { connectionsThrough, type Proxies } from "../platform/proxies.ts";
import { answerStatus, isNoObject, mayRejectChecksum, s3Attempts } from "./s3-failures.ts";
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
    create: (key, object) => attempt(`store ${key}`, () => createObject(putAs, at(key), object)),
    link: (from, to) => attempt(`copy ${from} to ${to}`, () => copyObject(at(from), at(to))),
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
function putWithChecksum(): Put {
  let isLeftOut = false;
  return async (at, object, condition = {}) => {
    try {
      await putObject(at, object, { ...condition, ...(isLeftOut ? {} : checksumOf(object)) });
    } catch (error) {
      if (isLeftOut || !mayRejectChecksum(error)) throw error;
      await putObject(at, object, condition);
      isLeftOut = true;
    }
  };
}

type Put = (at: Located, object: Outgoing, condition?: { readonly IfNoneMatch?: "*" }) => Promise<void>;

/**
 * Stores an object on the condition that there is none. A store without conditional writes may answer 501. Some ignore the
 * condition. There, the caller finds by reading back that another object has replaced its own.
 */
async function createObject(put: Put, at: Located, object: Outgoing): Promise<boolean> {
  try {
    await put(at, object, { IfNoneMatch: "*" });
  } catch (error) {
    const status = answerStatus(error);
    if (status === 412) return false;
    if (status !== 501) throw error;
    if ((await headObject(at)) !== undefined) return false;
    await put(at, object);
  }
  return true;
}

async function copyObject({ client, place: { Bucket, Key } }: Located, to: Located): Promise<void> {
  await client.send(new CopyObjectCommand({ ...to.place, CopySource: `${Bucket}/${Key}` }));
}

async function putObject(
  { client, place }: Located,
  object: Outgoing,
  conditions: Partial<ReturnType<typeof checksumOf>> & { readonly IfNoneMatch?: "*" },
): Promise<void> {
  const Body = object.open();
  try {
    await client.send(new PutObjectCommand({ ...place, Body, ...labelsOf(object), ...conditions }));
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

type Handler = Extract<NonNullable<S3ClientConfig["requestHandler"]>, { handle: unknown }>;
type S3Request = Pick<
  Parameters<Handler["handle"]>[0],
  "protocol" | "hostname" | "port" | "method" | "path" | "query" | "headers" | "body"
>;
type Query = Readonly<Record<string, string | readonly string[] | null>>;

/** A request handler for the S3 client that goes through these proxies. */
function s3Handler(proxies: Proxies): Handler {
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
