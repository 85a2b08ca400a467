// Files that are either whole or not there: written aside, brought to the disk, then renamed.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import {
  constants,
  copyFile,
  type FileHandle,
  link,
  open,
  readdir,
  readFile,
  rename,
} from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { Digest } from "../domain/receipt.ts";
import { writing } from "./file-errors.ts";

/** Writes a file so that a crash at any moment leaves the old one or the new one, never a part. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeAllWhole([{ path, text }]);
}

/** The same for files that belong together: none is replaced before all are on the disk, beside the old ones. */
export async function writeAllWhole(files: readonly FileText[]): Promise<void> {
  for (const file of files) await writeAside(file);
  for (const { path } of files) await rename(asideOf(path), path);
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) await syncFolder(folder);
}

/** A file and all it is to hold. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** A file opened to be written from its beginning: a pipe in its place that nobody reads is refused, not waited for. */
export const anew =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_TRUNC |
  (process.platform === "win32" ? 0 : constants.O_NONBLOCK);

async function writeAside({ path, text }: FileText): Promise<void> {
  await writing(asideOf(path), async () => {
    const file = await open(asideOf(path), anew);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

function asideOf(path: string): string {
  return `${path}.partial`;
}

/** The text of a file, or undefined where there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  // Most are asked for before they are there, and a failed promise costs thirty times as much as this question.
  if (!isFileThere(path)) return undefined;
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether a file is there. Throws the system's error where something else is: to read a pipe or device might wait for good. */
export function isFileThere(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found !== undefined;
  const code = found.isDirectory() ? "EISDIR" : "ENXIO";
  throw Object.assign(new Error(`${code}: not a file, read '${path}'`), { code, path, syscall: "read" });
}

/** Brings a folder's entries to the disk, so that a rename in it survives a power cut. */
export function syncFolder(path: string): Promise<void> {
  return syncFile(path);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a file another name, or copies it where the disk has no links. Never writes over a file that is there. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (isMissing(error)) throw error;
    // A disk without links is no failure: a copy holds the same bytes, and says so itself where it cannot.
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await syncFile(to);
  }
}

/** The paths of all files in a folder and below, with slashes, in text order; none where it is not there. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    return paths.map((path) => path.replaceAll(sep, "/")).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** How many bytes a file has and what they hash to, read into one buffer: a stream would leave hundreds behind. */
export async function digestOf(path: string): Promise<Digest> {
  isFileThere(path);
  const file = await open(path, "r");
  try {
    return await digestOfOpen(file);
  } finally {
    await file.close();
  }
}

/** The same of an open file, from where it stands. */
export async function digestOfOpen(file: FileHandle): Promise<Digest> {
  return await digestOfChunks(piecesOf(file));
}

async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(512 * 1024);
  for (;;) {
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The same of bytes from anywhere. */
export async function digestOfChunks(chunks: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The same of a text, as the file it will be. */
export function digestOfText(text: string): Digest {
  const bytes = Buffer.from(text, "utf8");
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** The same, or undefined where there is no such file. */
export async function digestIfThere(path: string): Promise<Digest | undefined> {
  try {
    return await digestOf(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** True for the error that says a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
