// The file of --publisher: who publishes a release and where, read before anything is built.
import { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { type Publisher, publisherSchema } from "../metadata/publisher.ts";
import { readIfThere } from "../platform/files.ts";

/** The publisher in this file; none of its facts where no file is given. UsageError when it cannot be used. */
export async function readPublisher(path: string | undefined): Promise<Publisher> {
  if (path === undefined) return {};
  const text = await textOf(path);
  if (text === undefined) throw new UsageError(`Cannot use --publisher ${path}: found no file`);
  const parsed = publisherSchema.safeParse(jsonOf(text, path));
  if (parsed.success) return parsed.data;
  throw new UsageError(`Cannot use --publisher ${path}: ${z.prettifyError(parsed.error)}`);
}

/** A pipe is read too: a shell may give one in the place of a file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readIfThere(path);
  } catch (cause) {
    const found = cause instanceof Error && "code" in cause ? `cannot be read (${cause.code})` : undefined;
    if (found === undefined) throw cause;
    throw new UsageError(`Cannot use --publisher ${path}: expected a file, and it ${found}`, { cause });
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`Cannot use --publisher ${path}: expected JSON`, { cause });
  }
}
