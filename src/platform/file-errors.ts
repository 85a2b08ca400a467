// Errors of the disk and of permissions, recognised by their codes.
import { OutputError } from "../domain/errors.ts";

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EROFS: "the file system is read-only",
  EACCES: "this user has no right to",
  EPERM: "this user has no right to",
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a folder",
  EEXIST: "something else is there already",
  ENOTEMPTY: "it is a folder that is not empty",
  ELOOP: "its symbolic links lead in a circle",
  ENXIO: "it is not a file",
  EBUSY: "another program is using it",
  EIO: "the disk reports an error",
  ENAMETOOLONG: "the path is too long",
  EMFILE: "too many files are open",
};

/** System calls that read. All others write, except `open`, which may do either. */
const reads = ["read", "scandir", "opendir", "readlink", "stat", "lstat", "access", "realpath"];

/** Does work that writes a file. Adds the path to an error of the disk, because the system's own error lacks it for an open file. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && isOfDisk(error)) Object.assign(error, { path, ...error, syscall: "write" });
    throw error;
  }
}

/** Whether the disk or its permissions caused an error. */
export function isOfDisk(error: unknown): boolean {
  const cause = error instanceof OutputError ? error.cause : error;
  return outputErrorOf(cause) !== undefined;
}

/** The reason of a system error for people. */
export function systemReason(error: Error): string {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const sentence = sentences[code];
  return sentence === undefined ? error.message : `${sentence} (${code})`;
}

/** An OutputError if the disk or its permissions caused the error; undefined for any other error. */
export function outputErrorOf(error: unknown): OutputError | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const code = error.code.replace(/^ERR_FS_/, "");
  const sentence = isRejectedFolder(error, code) ? rejectedFolder : sentences[code];
  if (sentence === undefined) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : "the output folder";
  return new OutputError(`Cannot ${verbOf(error)} ${path}: ${sentence} (${code})`, {
    cause: error,
    facts: { file: path, code },
  });
}

const rejectedFolder = "no folder can be made there, probably because the file system is read-only";

/** Node creates missing parents itself. If it still reports a missing one, the file system rejects new folders. */
function isRejectedFolder(error: Error, code: string): boolean {
  return code === "ENOENT" && "syscall" in error && error.syscall === "mkdir";
}

function verbOf(error: Error): "read" | "open" | "write" {
  const call = "syscall" in error && typeof error.syscall === "string" ? error.syscall : "";
  if (reads.includes(call)) return "read";
  return call === "open" ? "open" : "write";
}
