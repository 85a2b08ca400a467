// A recording: calls to the API with their answers. Each body is a file as it came, with a small JSON file beside it.
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { jsonText } from "../domain/json.ts";
import { isFileThere, writeWhole } from "../platform/files.ts";
import { readShape } from "./stored-shapes.ts";

/** One call and its answer. */
export interface RecordedCall {
  /** The name of the call in the recording, and of its files. */
  readonly name: string;
  readonly url: string;
  /** Request headers that choose the answer, such as `accept`. */
  readonly request_headers: Readonly<Record<string, string>>;
  /** When the call was made, ISO 8601 in UTC, and the time until the last byte. Unknown for an answer that was transcribed. */
  readonly requested_at?: string;
  readonly milliseconds?: number;
  /** Absent if not even a status came. */
  readonly answer?: RecordedAnswer;
  /** Why the answer did not come, or was cut. */
  readonly failure?: string;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The file of the body in the recording's folder. It is compressed if `content-encoding` says so. */
  readonly body: { readonly file: string; readonly bytes: number; readonly sha256: string };
}

/** The subject of a recording. */
export interface Recording {
  /** The URL that all paths of the calls are below. */
  readonly root: string;
}

const recordingShape: z.ZodType<Recording> = z.object({ root: z.url({ protocol: /^https?$/ }) });
const headers = z.record(z.string(), z.string());
const callShape: z.ZodType<RecordedCall> = z.object({
  name: z.string(),
  url: z.url(),
  request_headers: headers,
  requested_at: z.string().exactOptional(),
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

/** Writes the subject of a recording, before its first call. */
export async function startRecording(folder: string, recording: Recording): Promise<void> {
  await writeWhole(join(folder, recordingFile), jsonText(recording));
}

/** Writes a call, after its body. */
export async function storeCall(folder: string, call: RecordedCall): Promise<void> {
  await writeWhole(join(folder, `${call.name}${callEnding}`), jsonText(call));
}

/** The subject of the recording in a folder; undefined if there is none. */
export async function openRecording(folder: string): Promise<Recording | undefined> {
  return readShape(join(folder, recordingFile), recordingShape);
}

/** The calls of a recording, ordered by name. Throws a ReleaseError that names a damaged file. */
export async function recordedCalls(folder: string): Promise<readonly RecordedCall[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(callEnding)).sort();
  const calls = await Promise.all(names.map((name) => readShape(join(folder, name), callShape)));
  return calls.filter((call) => call !== undefined);
}

/** The bytes of an answer's body, still compressed. */
export function bodyOf(folder: string, { body }: RecordedAnswer): AsyncIterable<Buffer> {
  isFileThere(join(folder, body.file));
  return createReadStream(join(folder, body.file));
}

/** The first bytes of an answer's body, decompressed. */
export async function beginningOf(
  folder: string,
  { answer, longest }: { readonly answer: RecordedAnswer; readonly longest: number },
): Promise<Buffer> {
  isFileThere(join(folder, answer.body.file));
  const file = createReadStream(join(folder, answer.body.file));
  const isCompressed = answer.headers["content-encoding"] === "gzip" && answer.body.bytes > 0;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of isCompressed ? file.pipe(createGunzip()) : file) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= longest) break;
    }
  } catch {
    // The body is cut or damaged. The bytes so far are enough to show, and reading the answer reports the fault.
  }
  return Buffer.concat(chunks).subarray(0, longest);
}
