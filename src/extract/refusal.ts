// A body that is no answer: its beginning for messages, or all of it where it says that there are no rows.
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { constants, gunzipSync } from "node:zlib";
import { ContractError } from "../domain/errors.ts";
import type { Digest } from "../domain/receipt.ts";
import type { ResponseHead } from "./client.ts";

/** A body taken in up to a limit. */
export interface Refusal {
  readonly sink: Writable;
  /** What it says, in one line of at most 200 characters; a body that is cut or broken as far as it can be unpacked. */
  summary(head: ResponseHead): string;
  /** All of it, unpacked, and its digest. Throws a ContractError where it is too long, broken or not UTF-8. */
  whole(head: ResponseHead): { readonly text: string; readonly digest: Digest };
}

/** The words "not found" are short; a page of more than this, packed or unpacked, is not kept in a receipt. */
const longestBody = 64 * 1024;
const longestSummary = 200;

export function openRefusal(): Refusal {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (bytes < longestBody) chunks.push(chunk);
      bytes += chunk.length;
      done();
    },
  });
  return {
    sink,
    summary: (head) => inOneLine(beginningOf(Buffer.concat(chunks), encodingOf(head))),
    whole(head) {
      if (bytes > longestBody) throw tooLong(head, bytes);
      const body = unpacked(Buffer.concat(chunks), head);
      if (!isUtf8(body)) throw new ContractError(`is status ${head.status} with a body that is not UTF-8`);
      const sha256 = createHash("sha256").update(body).digest("hex");
      return { text: body.toString("utf8"), digest: { bytes: body.length, sha256 } };
    },
  };
}

function inOneLine(body: Buffer): string {
  const text = body.toString("utf8").replaceAll(/[\p{Cc}\s]+/gu, " ");
  return text.trim().slice(0, longestSummary);
}

function encodingOf({ headers }: ResponseHead): string | undefined {
  return headers["content-encoding"];
}

/** As much of a body as can be unpacked, or a word about it where nothing can. */
function beginningOf(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding !== "gzip") return body;
  try {
    return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestBody * 16 });
  } catch {
    return Buffer.from("(a body that cannot be unpacked)");
  }
}

function unpacked(body: Buffer, head: ResponseHead): Buffer {
  if (encodingOf(head) !== "gzip" || body.length === 0) return body;
  try {
    return gunzipSync(body, { maxOutputLength: longestBody });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ContractError(`is status ${head.status} with a body that cannot be unpacked: ${found}`, {
      cause,
    });
  }
}

function tooLong({ status }: ResponseHead, bytes: number): ContractError {
  return new ContractError(
    `is status ${status} with ${bytes} bytes, where at most ${longestBody} can mean "no rows"`,
  );
}
