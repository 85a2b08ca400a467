// What may go wrong at a store: a passing failure is tried again, a refusal and a lasting one become one sentence.
import { z } from "zod";
import { ReleaseError, RequestError } from "../domain/errors.ts";
import type { Clock } from "../platform/effects.ts";

const attempts = 4;
const firstWait = 1000;

/** Does one thing at the store, named by `what`: `store takstkoder.csv`. */
export type Attempt = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/**
 * Tries passing failures four times in all, after 1, 2 and 4 seconds. RequestError when the store does not answer after
 * that, ReleaseError when it refuses or there are no credentials to ask it with.
 */
export function s3Attempts({ name, clock }: { readonly name: string; readonly clock: Clock }): Attempt {
  return async (what, work) => {
    for (let made = 1; ; made++) {
      try {
        return await work();
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined) throw error;
        const sentence = `Cannot ${what} at ${name}`;
        if (!failure.passing) throw new ReleaseError(`${sentence}: ${failure.found}`, { cause: error });
        if (made === attempts) {
          throw new RequestError(`${sentence} after ${attempts} attempts: ${failure.found}`, {
            cause: error,
          });
        }
        await clock.sleep(firstWait * 2 ** (made - 1));
      }
    }
  };
}

/** What the SDK makes of an answer that is no success; other errors have no `$metadata`. */
const answerSchema = z.object({
  name: z.string(),
  message: z.string(),
  $metadata: z.object({ httpStatusCode: z.number() }),
});

/** True when the store answered that there is no such object. */
export function isNoObject(error: unknown): boolean {
  const { data } = answerSchema.safeParse(error);
  return data?.$metadata.httpStatusCode === 404 && data.name !== "NoSuchBucket";
}

interface Failure {
  readonly passing: boolean;
  readonly found: string;
}

/** Messages of a store name rights and keys' ids at most, never a secret; nothing else of an error is shown. */
function failureOf(error: unknown): Failure | undefined {
  const { data } = answerSchema.safeParse(error);
  if (data !== undefined) {
    const status = data.$metadata.httpStatusCode;
    return {
      passing: status < 400 || status === 429 || status >= 500,
      found: `${status} ${data.name}: ${data.message}`,
    };
  }
  if (!(error instanceof Error)) return undefined;
  if (error.name === "CredentialsProviderError") return { passing: false, found: error.message };
  if (error.name === "TimeoutError") return { passing: true, found: error.message };
  return networkFailure(error);
}

/** A failure with a code that is not about a file of ours. */
function networkFailure(error: Error): Failure | undefined {
  if (!("code" in error) || typeof error.code !== "string" || "path" in error) return undefined;
  return { passing: true, found: `${error.code}${error.message === "" ? "" : ` (${error.message})`}` };
}
