// Explains failed queries: reads DuckDB's errors, which it writes as JSON, and recognises full disks.
import { rmSync, writeFileSync } from "node:fs";
import { getSystemErrorName } from "node:util";
import { z } from "zod";
import { OutputError } from "../domain/errors.ts";

const duckdbError = z.object({
  exception_type: z.string(),
  exception_message: z.string(),
  errno: z.coerce.number().int().positive().optional(),
  position: z.coerce.number().int().nonnegative().optional(),
});

/**
 * Does work on the database in `file`. Errors have DuckDB's message and the place in the query, and the system's code, such as
 * `ENOSPC`, if there is one. Throws an OutputError if neither the memory nor the disk is large enough.
 */
export async function explained<T>(
  { sql, file }: { readonly sql: string; readonly file: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const { error, mayBeDisk } = explanationOf(cause, sql);
    throw (mayBeDisk ? writingFails(file) : undefined) ?? error;
  }
}

const rejected = z.object({ expected: z.string(), value: z.string(), length: z.number() });

/** A macro of sql/macros rejected a text. The message has the expected form and the text. */
export class RejectedValue extends Error {
  override readonly name = "RejectedValue";
  readonly facts: { readonly expected: string; readonly found: string };

  constructor({ expected, value, length }: z.infer<typeof rejected>, options: ErrorOptions) {
    const found = shownValue(value, length);
    super(`expected ${expected}, found ${found}`, options);
    this.facts = { expected, found };
  }
}

const mostShown = 80;

/** A text in quotes, cut if it is long, with escapes for characters that cannot be seen. */
function shownValue(value: string, length: number): string {
  const visible = JSON.stringify(value.slice(0, mostShown)).replaceAll(/[^\P{C}]|(?! )\p{Z}/gu, (sign) => {
    return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return length > mostShown ? `${visible}… (${length} characters)` : visible;
}

/** Types of error that may come from the disk although they lack the system's error number, as from a commit. */
const maybeDisk = ["IO", "TransactionContext", "FATAL", "INTERNAL"];

function explanationOf(cause: Error, sql: string): { readonly error: Error; readonly mayBeDisk: boolean } {
  // DuckDB passes on a message that is JSON already.
  const value = rejected.safeParse(jsonIn(cause.message));
  if (value.success) return { error: new RejectedValue(value.data, { cause }), mayBeDisk: false };
  const found = duckdbError.safeParse(jsonIn(cause.message));
  if (!found.success) return { error: cause, mayBeDisk: true };
  const { exception_type: type, exception_message: message, errno, position } = found.data;
  if (type === "Out of Memory") {
    const [first] = message.split("\n");
    const sentence = `Cannot run a query in --memory-limit and the free space on disk: ${first}. Raise the limit, or free space`;
    return { error: new OutputError(sentence, { cause, facts: { found: first ?? "" } }), mayBeDisk: false };
  }
  const near = position === undefined ? "" : `, at ${JSON.stringify(sql.slice(position, position + 60))}`;
  const error = new Error(`${type} Error: ${message}${near}`, { cause });
  if (errno === undefined) return { error, mayBeDisk: maybeDisk.includes(type) };
  return { error: Object.assign(error, { code: getSystemErrorName(-errno) }), mayBeDisk: false };
}

/** The JSON object in a message, which may have a word before it. */
function jsonIn(message: string): unknown {
  try {
    return JSON.parse(message.slice(message.indexOf("{")));
  } catch {
    // The message is the library's own and stays unchanged.
    return undefined;
  }
}

/** DuckDB writes blocks of 256 KiB. If a few of them cannot be written, the disk is the cause. */
const trialBytes = 1024 * 1024;

/** The system's error for a file of our own beside the database; undefined if it can be written. */
function writingFails(file: string): Error | undefined {
  if (file === ":memory:") return undefined;
  const trial = `${file}.probe`;
  try {
    writeFileSync(trial, Buffer.alloc(trialBytes));
    return undefined;
  } catch (error) {
    return error instanceof Error ? Object.assign(error, { syscall: "write" }) : new Error(String(error));
  } finally {
    rmSync(trial, { force: true });
  }
}
