// Conditional requests (RFC 9110, section 13): validators of an answer, and whether the caller has it already.
import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Answer } from "./answers/answer.ts";
import type { Voice } from "./respond.ts";

/**
 * A right answer with a strong entity tag and a date; any other stays as it is. The bytes follow from what is hashed
 * here, so they need not be made first. The date follows from the seed: other data, other date.
 */
export function withValidators(
  answer: Answer,
  { voice, path, zipped }: { readonly voice: Voice; readonly path: string; readonly zipped: boolean },
): Answer {
  if (answer.status !== 200) return answer;
  const { options } = voice.world;
  const identity = JSON.stringify([options, voice.dialect, path, answer.contentType, zipped]);
  const etag = `"${createHash("sha256").update(identity).digest("base64url").slice(0, 27)}"`;
  const hours = Math.abs(options.seed) % hoursOfYear;
  const date = new Date(firstDate + hours * 3_600_000).toUTCString();
  return { ...answer, headers: { ...answer.headers, etag, "last-modified": date } };
}

const firstDate = Date.UTC(2025, 0, 1);
const hoursOfYear = 8_760;

/** The answer; or 304 without content for a caller that has it already. */
export function unlessFresh(answer: Answer, asked: IncomingHttpHeaders): Answer {
  const { headers = {} } = answer;
  return isFresh(headers, asked) ? { status: 304, contentType: undefined, body: [], headers } : answer;
}

/** If-Modified-Since counts only where there is no If-None-Match. */
function isFresh(own: NonNullable<Answer["headers"]>, asked: IncomingHttpHeaders): boolean {
  const { etag, "last-modified": lastModified } = own;
  if (etag === undefined || lastModified === undefined) return false;
  const tags = asked["if-none-match"];
  if (tags !== undefined) return tags.trim() === "*" || opaqueTags(tags).includes(etag);
  const since = httpDate(asked["if-modified-since"]);
  return since !== undefined && Date.parse(lastModified) <= since;
}

/** The tags of a list without their `W/`: If-None-Match compares weakly. */
function opaqueTags(list: string): readonly string[] {
  return [...list.matchAll(/(?:^|[\s,])(?:W\/)?("[^"]*")/g)].map((match) => match[1] ?? "");
}

/** Milliseconds of a date in the form all senders must write; anything else is as if it were not there. */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toUTCString() === text ? time : undefined;
}
