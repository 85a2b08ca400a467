// Makes one call and keeps what came back as it came. Whatever happens is written down; nothing is thrown for it.
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Request } from "../domain/request.ts";
import { urlOf } from "../domain/request.ts";
import type { Client, ResponseHead } from "../extract/client.ts";
import { acceptOf } from "../extract/representations/open-body.ts";
import type { Clock } from "../platform/effects.ts";
import { outputErrorOf } from "../platform/file-errors.ts";
import { digestOf } from "../platform/files.ts";
import { keepCall, type RecordedAnswer, type RecordedCall } from "../stores/recording.ts";
import type { Probe } from "./probe.ts";

export interface Asking {
  readonly client: Client;
  readonly clock: Clock;
  /** The recording's folder. */
  readonly folder: string;
  /** The root below which the request's path is. */
  readonly address: string;
  /** The name of the call within the recording. */
  readonly name: string;
}

/** Makes the call once, without a second attempt: that it failed is worth knowing. Throws only where the disk is at fault. */
export async function ask(probe: Probe, request: Request, to: Asking): Promise<RecordedCall> {
  const url = urlOf(request, to.address);
  const headers = { accept: acceptOf(probe.representation), ...probe.headers };
  const begun = to.clock.now();
  const partial = join(to.folder, `${to.name}.partial`);
  let head: ResponseHead | undefined;
  let failure: string | undefined;
  try {
    await to.client.get(url, headers, (found) => {
      head = found;
      return createWriteStream(partial);
    });
  } catch (error) {
    const ours = outputErrorOf(error);
    if (ours !== undefined) throw ours;
    failure = error instanceof Error ? error.message : String(error);
  }
  const call: RecordedCall = {
    name: to.name,
    url: url.href,
    asked: headers,
    asked_at: begun.toISOString(),
    milliseconds: to.clock.now().getTime() - begun.getTime(),
    ...(head === undefined ? {} : { answer: await kept(head, { partial, to }) }),
    ...(failure === undefined ? {} : { failure }),
  };
  await rm(partial, { force: true });
  await keepCall(to.folder, call);
  return call;
}

async function kept(
  { status, headers }: ResponseHead,
  { partial, to }: { partial: string; to: Asking },
): Promise<RecordedAnswer> {
  const file = `${to.name}.${endingOf(headers)}`;
  await rename(partial, join(to.folder, file));
  return { status, headers, body: { file, ...(await digestOf(join(to.folder, file))) } };
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/json/i, "json"],
  [/html/i, "html"],
  [/spreadsheetml|ms-?excel/i, "xlsx"],
  [/xml/i, "xml"],
  [/csv/i, "csv"],
];

/** What a person would call the file, by what the server calls it. */
function endingOf(headers: Readonly<Record<string, string>>): string {
  const type = headers["content-type"] ?? "";
  const ending = endings.find(([pattern]) => pattern.test(type))?.[1] ?? "txt";
  return headers["content-encoding"] === "gzip" ? `${ending}.gz` : ending;
}
