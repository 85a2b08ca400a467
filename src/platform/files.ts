// Files that are either whole or absent: written to a temporary name, synced, then renamed.
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import {
  constants,
  copyFile,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
} from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { Digest } from "../domain/receipt.ts";
import { writing } from "./file-errors.ts";

/** Writes a file so that a crash leaves either the old file or the new file, never a part. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeAllWhole([{ path, text }]);
}

/** The same for files that belong together. None is replaced before all new files are on the disk. */
export async function writeAllWhole(files: readonly FileText[]): Promise<void> {
  for (const file of files) await writePartial(file);
  for (const { path } of files) await rename(partialPath(path), path);
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) await syncFolder(folder);
}

/** A file and its content. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** Flags to create or truncate a file. `open` fails for a pipe without a reader instead of waiting for one. */
export const newFile =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_TRUNC |
  (process.platform === "win32" ? 0 : constants.O_NONBLOCK);

async function writePartial({ path, text }: FileText): Promise<void> {
  await writing(partialPath(path), async () => {
    const file = await open(partialPath(path), newFile);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

function partialPath(path: string): string {
  return `${path}.partial`;
}

/** Makes a folder and those above it, unless they are there. Node's own recursive mkdir never ends in places such as /proc. */
export async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (existsSync(path) && statSync(path).isDirectory()) return;
    const parent = dirname(path);
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT") || existsSync(parent))
      throw error;
    await makeFolders(parent);
    await makeFolders(path);
  }
}

/** The text of a file, or undefined if there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  // Most files do not exist yet, and a failed read costs thirty times as much as this check.
  if (!isFileThere(path)) return undefined;
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether a file exists. Throws a system error for anything but a file, because reading a pipe or device may never end. */
export function isFileThere(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found !== undefined;
  const code = found.isDirectory() ? "EISDIR" : "ENXIO";
  throw Object.assign(new Error(`${code}: not a file, read '${path}'`), { code, path, syscall: "read" });
}

/** Syncs a folder, so that a rename in it survives a power cut. */
export async function syncFolder(path: string): Promise<void> {
  await syncFile(path);
}

/** Syncs a file. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Links a file to another name, or copies it if the disk has no links. Never overwrites a file. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (isMissing(error)) throw error;
    // The disk may have no links. The copy reports any other problem itself.
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await syncFile(to);
  }
}

/** The sorted paths of all files in a folder and below, with slashes; none if the folder does not exist. */
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

/** The digest of a file. It is read into one buffer, because a stream would allocate hundreds. */
export async function digestOf(path: string): Promise<Digest> {
  isFileThere(path);
  const file = await open(path, "r");
  try {
    return await digestOfOpen(file);
  } finally {
    await file.close();
  }
}

/** The digest of an open file, from its current position. */
export async function digestOfOpen(file: FileHandle): Promise<Digest> {
  return await digestOfChunks(readInPieces(file));
}

async function* readInPieces(file: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(512 * 1024);
  for (;;) {
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The digest of a stream of bytes. */
export async function digestOfChunks(chunks: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The digest of a text in UTF-8. */
export function digestOfText(text: string): Digest {
  const bytes = Buffer.from(text, "utf8");
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** The digest of a file, or undefined if it does not exist. */
export async function digestIfThere(path: string): Promise<Digest | undefined> {
  try {
    return await digestOf(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that a file or folder does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
