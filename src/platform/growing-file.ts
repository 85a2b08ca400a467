// A file that grows line by line: what was added is on the disk, and only after all that was in its folder before.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { writing } from "./file-errors.ts";
import { syncFolder } from "./files.ts";
import { writeAllSync } from "./hashed-file.ts";

interface Opened {
  readonly file: FileHandle;
  readonly folder: FileHandle;
}

const lineBreak = 0x0a;

/** The bytes up to the last line break: what stands behind it was being written when its process ended. */
export function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf(lineBreak) + 1);
}

/** Opened when the first line is added, in a folder that is there; what is no whole line is cut off then. Close it when done. */
export class GrowingFile {
  readonly #path: string;
  readonly #waiting: string[] = [];
  #opened: Promise<Opened> | undefined;
  /** The writing that was begun or is to begin last: after one that failed, none succeeds. */
  #last: Promise<void> = Promise.resolve();
  /** The writing that is still to begin, and takes all lines that wait for it. */
  #next: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Adds a line, which ends in a line break. Resolves when the names of all files in the folder, as they are now, and then
   * the line are on the disk; lines that wait at the same time are brought there together.
   */
  add(line: string): Promise<void> {
    this.#waiting.push(line);
    if (this.#next === undefined) {
      this.#next = this.#last.then(() => this.#write());
      this.#last = this.#next;
    }
    return this.#next;
  }

  /** Closes the file after the lines that were added. */
  async close(): Promise<void> {
    // What failed was told to those who added.
    await Promise.allSettled([this.#last]);
    const [opened] = await Promise.allSettled([this.#opened]);
    this.#opened = undefined;
    if (opened.status === "rejected") return;
    await opened.value?.file.close();
    await opened.value?.folder.close();
  }

  async #write(): Promise<void> {
    this.#opened ??= this.#open();
    const { file, folder } = await this.#opened;
    this.#next = undefined;
    const lines = Buffer.from(this.#waiting.splice(0).join(""));
    await folder.sync();
    await writing(this.#path, async () => {
      writeAllSync(file.fd, lines);
      await file.datasync();
    });
  }

  async #open(): Promise<Opened> {
    const path = dirname(this.#path);
    await syncFolder(dirname(path));
    const folder = await open(path, "r");
    try {
      return { folder, file: await writing(this.#path, () => openWhole(this.#path)) };
    } catch (error) {
      await folder.close();
      throw error;
    }
  }
}

async function openWhole(path: string): Promise<FileHandle> {
  const file = await open(path, "a+");
  try {
    const bytes = await file.readFile();
    const whole = wholeLines(bytes);
    if (whole.length < bytes.length) await file.truncate(whole.length);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
