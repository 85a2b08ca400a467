// The file of --publisher: who publishes a release and where, read before anything is built.
import { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { type Publisher, publisherSchema } from "../metadata/publisher.ts";
import { readIfThere } from "../platform/files.ts";

/** The publisher in this file; none of its facts where no file is given. UsageError when it cannot be used. */
export async function readPublisher(path: string | undefined): Promise<Publisher> {
  if (path === undefined) return {};
  const text = await readIfThere(path);
  if (text === undefined) throw new UsageError(`Cannot use --publisher ${path}: found no file`);
  const parsed = publisherSchema.safeParse(jsonOf(text, path));
  if (parsed.success) return parsed.data;
  throw new UsageError(`Cannot use --publisher ${path}: ${z.prettifyError(parsed.error)}`);
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`Cannot use --publisher ${path}: expected JSON`, { cause });
  }
}
