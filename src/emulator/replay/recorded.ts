// What can be replayed: the answers of a probe's or a pull's folder, each by the request it was given to.
import { UsageError } from "../../domain/errors.ts";
import { openPullFolder } from "../../stores/raw-store.ts";
import { bodyOf, openRecording, type RecordedCall, recordedCalls } from "../../stores/recording.ts";
import type { Answer } from "../answers/answer.ts";
import { nameOfAsked } from "./asked.ts";
import { recordedInPull } from "./recorded-pull.ts";

export interface Recorded {
  /** The path of the root that was recorded: `/v1`, or nothing. */
  readonly rootPath: string;
  /** By `nameOfAsked` of the request. */
  readonly answers: ReadonlyMap<string, Answer>;
}

/** The answers of a folder. Throws a UsageError where it is neither a probe's nor a pull's. */
export async function recordedIn(folder: string): Promise<Recorded> {
  const recording = await openRecording(folder);
  if (recording !== undefined) {
    const calls = await recordedCalls(folder);
    return {
      rootPath: pathOf(recording.root),
      answers: new Map(calls.flatMap((call) => named(call, folder))),
    };
  }
  const pull = await openPullFolder(folder);
  if (pull !== undefined) {
    const { origin } = pull.pull;
    const rootPath = /^https?:/.test(origin) ? pathOf(origin) : "/v1";
    return { rootPath, answers: await recordedInPull(pull, rootPath) };
  }
  throw new UsageError(
    `Cannot replay ${folder}: expected a folder of a probe, with recording.json, or of a pull, with pull.json`,
  );
}

/** `/v1` of `https://host/v1/`. */
function pathOf(root: string): string {
  return new URL(root).pathname.replace(/\/+$/, "");
}

/** A call that failed, or that asked whether something had changed, is no answer to anyone else. */
function named(call: RecordedCall, folder: string): readonly (readonly [string, Answer])[] {
  const { answer, asked, failure, url } = call;
  if (answer === undefined || failure !== undefined || answer.status === 304) return [];
  const { pathname, search } = new URL(url);
  const { "content-type": contentType, ...others } = answer.headers;
  const headers = Object.entries(others).filter(([name]) => !aboutTheConnection.includes(name));
  const name = nameOfAsked({ method: "GET", path: pathname + search, accept: asked.accept });
  const body = { [Symbol.asyncIterator]: () => bodyOf(folder, answer)[Symbol.asyncIterator]() };
  return [[name, { status: answer.status, contentType, headers: Object.fromEntries(headers), body }]];
}

/** Said by a connection of itself, not of the answer (RFC 9110, section 7.6.1). */
const aboutTheConnection = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];
