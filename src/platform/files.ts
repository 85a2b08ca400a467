// Files that are either whole or not there: written aside, brought to the disk, then renamed.
import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file so that a crash at any moment leaves the old one or the new one, never a part. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.partial`;
  const file = await open(aside, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await syncFolder(dirname(path));
}

/** A value as JSON a person can read: two spaces, a line break at the end, keys in the order given. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The text of a file, or undefined where there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Brings a folder's entries to the disk, so that a rename in it survives a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** True for the error that says a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
