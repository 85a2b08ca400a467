// The failures of an S3 store: which ones are repeated, and what the others mean for the user.
import { z } from "zod";
import { ReleaseError, RequestError } from "../domain/errors.ts";
import type { Clock } from "../platform/effects.ts";
import { type Proxies, proxyAdvice } from "../platform/proxies.ts";

const attempts = 4;
const firstWait = 1000;

/** Runs one operation at the store. `what` completes "Cannot …", as in `store takstkoder.csv`. */
type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<T>;

interface Store {
  readonly name: string;
  readonly clock: Clock;
  readonly proxies: Proxies;
}

/**
 * Repeats an operation that failed for a passing reason, after 1, 2 and 4 seconds. Throws a RequestError if it still fails,
 * and a ReleaseError if the store rejects it or there are no credentials.
 */
export function s3Attempts({ name, clock, proxies }: Store): Attempt {
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
export function isNoObject(error: unknown, { hasBody }: { readonly hasBody: boolean }): boolean {
  const { data } = answerSchema.safeParse(error);
  if (data?.$metadata.httpStatusCode !== 404) return false;
  return hasBody ? data.Code === "NoSuchKey" : true;
}

/** The store received other bytes than those that were hashed. */
const mismatches = ["BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"];

export function answerStatus(error: unknown): number | undefined {
  return answerSchema.safeParse(error).data?.$metadata.httpStatusCode;
}

/** True if the store may have rejected the checksum header: some answer 501, some 400 with various codes. */
export function mayRejectChecksum(error: unknown): boolean {
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
  // Two conditional writes met. The next attempt finds which one won.
  if (code === "ConditionalRequestConflict") return true;
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
