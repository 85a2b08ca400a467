// What DuckDB says when a query fails, read from the JSON it is told to say it in; full disks are told by number, or by trying.
import { rmSync, writeFileSync } from "node:fs";
import { getSystemErrorName } from "node:util";
import { z } from "zod";
import { OutputError } from "../domain/errors.ts";

const said = z.object({
  exception_type: z.string(),
  exception_message: z.string(),
  errno: z.coerce.number().int().positive().optional(),
  position: z.coerce.number().int().nonnegative().optional(),
});

/**
 * Does work on the database in `file`. Its error says what DuckDB says and where in the query; what the operating system
 * refused has the system's code, such as `ENOSPC`. Throws an OutputError where neither memory nor the disk to spill to is enough.
 */
export async function explained<T>(
  { sql, file }: { readonly sql: string; readonly file: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const { error, mayBeDisk } = told(cause, sql);
    throw (mayBeDisk ? writingFails(file) : undefined) ?? error;
  }
}

const rejected = z.object({ expected: z.string(), value: z.string(), length: z.number() });

/** A text that a macro of sql/macros rejects: it says what it expected and shows the text. */
export class RejectedValue extends Error {
  override readonly name = "RejectedValue";

  constructor({ expected, value, length }: z.infer<typeof rejected>, options: ErrorOptions) {
    super(`expected ${expected}, found ${shown(value, length)}`, options);
  }
}

const mostShown = 80;

/** A text in quotes, cut where it is long, in which nothing is invisible. */
function shown(value: string, length: number): string {
  const visible = JSON.stringify(value.slice(0, mostShown)).replaceAll(/[^\P{C}]|(?! )\p{Z}/gu, (sign) => {
    return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return length > mostShown ? `${visible}… (${length} characters)` : visible;
}

/** Kinds of failure that come without the system's number also where the disk is at fault, as a commit does. */
const writing = ["IO", "TransactionContext", "FATAL", "INTERNAL"];

function told(cause: Error, sql: string): { readonly error: Error; readonly mayBeDisk: boolean } {
  // DuckDB does not wrap a message that is JSON already.
  const value = rejected.safeParse(jsonIn(cause.message));
  if (value.success) return { error: new RejectedValue(value.data, { cause }), mayBeDisk: false };
  const found = said.safeParse(jsonIn(cause.message));
  if (!found.success) return { error: cause, mayBeDisk: true };
  const { exception_type: type, exception_message: message, errno, position } = found.data;
  if (type === "Out of Memory") {
    const [first] = message.split("\n");
    const sentence = `Cannot go on: neither --memory-limit nor the free disk to spill to is enough: ${first}`;
    return { error: new OutputError(sentence, { cause }), mayBeDisk: false };
  }
  const near = position === undefined ? "" : `, at ${JSON.stringify(sql.slice(position, position + 60))}`;
  const error = new Error(`${type} Error: ${message}${near}`, { cause });
  if (errno === undefined) return { error, mayBeDisk: writing.includes(type) };
  return { error: Object.assign(error, { code: getSystemErrorName(-errno) }), mayBeDisk: false };
}

/** The JSON object in a message, which may have a word before it. */
function jsonIn(message: string): unknown {
  try {
    return JSON.parse(message.slice(message.indexOf("{")));
  } catch {
    // Not said in JSON: a message of the library's own, which stays as it is.
    return undefined;
  }
}

/** DuckDB writes blocks of 256 KiB: where a few of them cannot be written, no other explanation is needed. */
const probeBytes = 1024 * 1024;

/** What the operating system says to a file of our own beside the database, or undefined where it takes it. */
function writingFails(file: string): Error | undefined {
  if (file === ":memory:") return undefined;
  const probe = `${file}.probe`;
  try {
    writeFileSync(probe, Buffer.alloc(probeBytes));
    return undefined;
  } catch (error) {
    return error instanceof Error ? Object.assign(error, { syscall: "write" }) : new Error(String(error));
  } finally {
    rmSync(probe, { force: true });
  }
}
