// A bucket as a target, by the S3 protocol: AWS, Cloudflare R2, MinIO and their like.
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { UsageError } from "../domain/errors.ts";
import type { Clock } from "../platform/effects.ts";
import { isNoObject, mayRefuseChecksum, s3Attempts } from "./s3-failures.ts";
import type { Outgoing, Stored, Target } from "./target.ts";

export interface S3Options {
  readonly bucket: string;
  /** What all keys begin with, without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
  /** The root of another store than AWS. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** Whether the bucket is named in the path, not in the host's name, as many other stores ask for. */
  readonly pathStyle: boolean;
  readonly clock: Clock;
}

/**
 * The bucket. Credentials come from the usual chain of the AWS SDK: environment, profile, web identity, instance.
 * UsageError without a region.
 */
export async function s3Target(options: S3Options): Promise<Target> {
  const { bucket, prefix, clock } = options;
  const client = s3Client(options);
  await requireRegion(client);
  const name = `s3://${[bucket, prefix].filter((part) => part !== "").join("/")}`;
  const attempt = s3Attempts({ name, clock });
  const start = prefix === "" ? "" : `${prefix}/`;
  const at = (key: string) => ({ client, place: { Bucket: bucket, Key: start + key } });
  const putAs = putWithChecksum();
  return {
    name,
    head: (key) => attempt(`see ${key}`, () => head(at(key))),
    put: (key, object) => attempt(`store ${key}`, () => putAs(at(key), object)),
    get: (key, use) => attempt(`read ${key}`, () => get(at(key), use)),
    list: () => attempt("list the objects", () => list(at(""))),
    remove: (key) => attempt(`remove ${key}`, () => remove(at(key))),
  };
}

interface Located {
  readonly client: S3Client;
  readonly place: { readonly Bucket: string; readonly Key: string };
}

async function head({ client, place }: Located): Promise<Stored | undefined> {
  const found = await client
    .send(new HeadObjectCommand(place))
    .catch(undefinedIfNoObject({ hasBody: false }));
  return found && { bytes: found.ContentLength ?? 0, sha256: found.Metadata?.sha256 };
}

/**
 * Stores objects with a checksum that a store may compare, and without it once a store has refused one with it and taken it
 * without. What is stored is read back in any case.
 */
function putWithChecksum(): (at: Located, object: Outgoing) => Promise<void> {
  let isLeftOut = false;
  return async (at, object) => {
    try {
      await put(at, object, isLeftOut ? {} : checksumOf(object));
    } catch (error) {
      if (isLeftOut || !mayRefuseChecksum(error)) throw error;
      await put(at, object, {});
      isLeftOut = true;
    }
  };
}

async function put(
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

async function get<T>(
  { client, place }: Located,
  use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T | undefined> {
  const found = await client.send(new GetObjectCommand(place)).catch(undefinedIfNoObject({ hasBody: true }));
  if (found === undefined) return undefined;
  return await use(found.Body instanceof Readable ? found.Body : Readable.from([]));
}

/** Keys without what all of them begin with. */
async function list({ client, place }: Located): Promise<readonly string[]> {
  const { Bucket, Key: start } = place;
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: start })) {
    for (const { Key = "" } of page.Contents ?? []) keys.push(Key.slice(start.length));
  }
  return keys.sort();
}

async function remove({ client, place }: Located): Promise<void> {
  await client.send(new DeleteObjectCommand(place));
}

/** Attempts are ours (`s3Attempts`): the SDK cannot send a stream again. */
function s3Client({ endpoint, region, pathStyle }: S3Options): S3Client {
  return new S3Client({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    forcePathStyle: pathStyle,
    maxAttempts: 1,
    // What fails is said once, by whoever asked.
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    // Checksums nobody asked for make other stores refuse a request.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 120_000 },
  });
}

function nothing(): void {}

/** Asked for first, so that a missing one is told from a failure of the store. */
async function requireRegion(client: S3Client): Promise<void> {
  try {
    await client.config.region();
  } catch (cause) {
    throw new UsageError("Cannot use S3 without a region: give --s3-region or set AWS_REGION", { cause });
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
