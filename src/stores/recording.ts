// A recording: calls to the API and what came back, each body as it came, with a small JSON beside it.
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { jsonText } from "../domain/json.ts";
import { isFileThere, writeWhole } from "../platform/files.ts";
import { readShape } from "./stored-shapes.ts";

/** One call, as it was made, and what came of it. */
export interface RecordedCall {
  /** Its name within the recording, and that of its files. */
  readonly name: string;
  readonly url: string;
  /** The request's headers by which an answer is chosen, such as `accept`. */
  readonly asked: Readonly<Record<string, string>>;
  /** When it was asked, ISO 8601 in UTC, and how long until the last byte; unknown of an answer transcribed from elsewhere. */
  readonly asked_at?: string;
  readonly milliseconds?: number;
  /** What came back; absent where not even a status did. */
  readonly answer?: RecordedAnswer;
  /** Why the answer did not come, or not to its end. */
  readonly failure?: string;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The file of the body in the recording's folder, packed where the `content-encoding` says so. */
  readonly body: { readonly file: string; readonly bytes: number; readonly sha256: string };
}

/** What a recording is of. */
export interface Recording {
  /** The root that was asked: paths are below it. */
  readonly root: string;
}

const recordingShape: z.ZodType<Recording> = z.object({ root: z.url({ protocol: /^https?$/ }) });
const headers = z.record(z.string(), z.string());
const callShape: z.ZodType<RecordedCall> = z.object({
  name: z.string(),
  url: z.url(),
  asked: headers,
  asked_at: z.string().exactOptional(),
  milliseconds: z.int().nonnegative().exactOptional(),
  answer: z
    .object({
      status: z.int(),
      headers,
      body: z.object({ file: z.string().regex(/^[\w.-]+$/), bytes: z.int(), sha256: z.string() }),
    })
    .exactOptional(),
  failure: z.string().exactOptional(),
});

const recordingFile = "recording.json";
const callEnding = ".call.json";

/** Writes down what a recording is of, before its first call. */
export async function startRecording(folder: string, recording: Recording): Promise<void> {
  await writeWhole(join(folder, recordingFile), jsonText(recording));
}

/** Writes a call down, once its body is there. */
export async function keepCall(folder: string, call: RecordedCall): Promise<void> {
  await writeWhole(join(folder, `${call.name}${callEnding}`), jsonText(call));
}

/** What the recording in a folder is of, or undefined where there is none. */
export async function openRecording(folder: string): Promise<Recording | undefined> {
  return readShape(join(folder, recordingFile), recordingShape);
}

/** The calls of a recording, by name. Throws a ReleaseError that names a damaged file. */
export async function recordedCalls(folder: string): Promise<readonly RecordedCall[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(callEnding)).sort();
  const calls = await Promise.all(names.map((name) => readShape(join(folder, name), callShape)));
  return calls.filter((call) => call !== undefined);
}

/** The bytes of an answer's body as they came. */
export function bodyOf(folder: string, { body }: RecordedAnswer): AsyncIterable<Buffer> {
  isFileThere(join(folder, body.file));
  return createReadStream(join(folder, body.file));
}

/** The beginning of an answer's body, unpacked: at most so many bytes. */
export async function beginningOf(
  folder: string,
  { answer, longest }: { readonly answer: RecordedAnswer; readonly longest: number },
): Promise<Buffer> {
  isFileThere(join(folder, answer.body.file));
  const file = createReadStream(join(folder, answer.body.file));
  const isPacked = answer.headers["content-encoding"] === "gzip" && answer.body.bytes > 0;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of isPacked ? file.pipe(createGunzip()) : file) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= longest) break;
    }
  } catch {
    // Cut or broken: what could be unpacked is what there is to see, and reading it in earnest names the fault.
  }
  return Buffer.concat(chunks).subarray(0, longest);
}
