// Failures of the disk and of rights to it, told from bugs by their codes.
import { OutputError } from "../domain/errors.ts";

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EROFS: "the file system is read-only",
  EACCES: "this user has no right to",
  EPERM: "this user has no right to",
  ENOTDIR: "a part of the path is a file",
  ENAMETOOLONG: "the path is too long",
  EMFILE: "too many files are open",
};

/** Does work that writes a file. An error of the disk names the file, as the system's own does not once the file is open. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && isOfDisk(error) && !("path" in error)) Object.assign(error, { path });
    throw error;
  }
}

/** Whether the disk, or the rights to it, are at fault, or were at fault for what is said of it. */
export function isOfDisk(error: unknown): boolean {
  const cause = error instanceof OutputError ? error.cause : error;
  return outputErrorOf(cause) !== undefined;
}

/** Why the system refused something, for a person. */
export function reasonOf(error: Error): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const sentence = sentences[code];
  return sentence === undefined ? error.message : `${sentence} (${code})`;
}

/** The failure as one sentence, if the disk or the rights to it are at fault; undefined for anything else. */
export function outputErrorOf(error: unknown): OutputError | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const sentence = sentences[error.code];
  if (sentence === undefined) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : "the output folder";
  return new OutputError(`Cannot write ${path}: ${sentence} (${error.code})`, { cause: error });
}
