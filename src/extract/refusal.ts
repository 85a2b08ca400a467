// A body that comes with another status than 200: its beginning for messages, or all of it where it says that there are no rows.
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { constants, gunzipSync } from "node:zlib";
import type { Digest } from "../domain/receipt.ts";
import type { ResponseHead } from "../platform/http-client.ts";

/** A body taken in up to a limit. */
export interface Refusal {
  /** Fails once there are more bytes than any words for "no rows" need: an endless page is not read to its end. */
  readonly sink: Writable;
  /** What it says, in one line of at most 200 characters; a body that is cut or broken as far as it can be unpacked. */
  summary(head: ResponseHead): string;
  /** All of it, unpacked, and its digest; undefined where it is too long, broken or not UTF-8. */
  whole(head: ResponseHead): Said | undefined;
}

export interface Said {
  readonly text: string;
  readonly digest: Digest;
}

/** The words "not found" are short; a page of more than this, packed or unpacked, is not kept in a receipt. */
const longestBody = 64 * 1024;
const longestSummary = 200;

export function openRefusal(): Refusal {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      bytes += chunk.length;
      done(bytes > longestBody ? new Error(`A body of more than ${longestBody} bytes is no answer`) : null);
    },
  });
  return {
    sink,
    summary: (head) => inOneLine(beginningOf(Buffer.concat(chunks), head)),
    whole(head) {
      const body = bytes > longestBody ? undefined : unpacked(Buffer.concat(chunks), head);
      if (body === undefined || !isUtf8(body)) return undefined;
      const sha256 = createHash("sha256").update(body).digest("hex");
      return { text: body.toString("utf8"), digest: { bytes: body.length, sha256 } };
    },
  };
}

/**
 * True of the forms in which a 404 says "no rows": no body; JSON whose lists are empty and whose `antall` is 0; or a JSON
 * error object with a text and no members but those that frameworks write.
 */
export function saysNoRows(text: string): boolean {
  if (text.trim() === "") return true;
  const value = jsonIn(text);
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object" || value === null) return false;
  const members = Object.entries(value);
  return members.every(isNoRow) || (members.every(isOfError) && members.some(isText));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so in no form that is known.
    return undefined;
  }
}

type Member = readonly [name: string, value: unknown];

function isNoRow([name, value]: Member): boolean {
  return name === "antall" ? value === 0 : Array.isArray(value) && value.length === 0;
}

const texts = ["message", "melding", "error", "title", "detail"];
const besides = ["timestamp", "path", "type", "instance", "code"];

function isText([name, value]: Member): boolean {
  return texts.includes(name) && typeof value === "string";
}

function isOfError([name, value]: Member): boolean {
  if (name === "status") return [404, "404", "NOT_FOUND"].some((known) => known === value);
  return [...texts, ...besides].includes(name) && ["string", "number"].includes(typeof value);
}

function inOneLine(body: Buffer): string {
  const text = body.toString("utf8").replaceAll(/[\p{Cc}\s]+/gu, " ");
  return text.trim().slice(0, longestSummary);
}

/** As much of a body as can be unpacked, or a word about it where nothing can. */
function beginningOf(body: Buffer, { headers }: ResponseHead): Buffer {
  if (headers["content-encoding"] !== "gzip") return body;
  try {
    return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestBody * 16 });
  } catch {
    return Buffer.from("(a body that cannot be unpacked)");
  }
}

function unpacked(body: Buffer, { headers }: ResponseHead): Buffer | undefined {
  if (body.length === 0 || headers["content-encoding"] === undefined) return body;
  try {
    return gunzipSync(body, { maxOutputLength: longestBody });
  } catch {
    // What cannot be unpacked says nothing, and so not that there are no rows.
    return undefined;
  }
}
