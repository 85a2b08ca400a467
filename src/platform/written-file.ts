// Files that are written in pieces: one that is hashed while it is written, and one that grows by lines.
import { createHash } from "node:crypto";
import { closeSync, fsync, openSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Digest } from "../domain/receipt.ts";
import { writing } from "./file-errors.ts";
import { newFile, syncFolder } from "./files.ts";

const synced = promisify(fsync);

/**
 * A new file, opened with its first bytes. End or abandon it. Writes are synchronous, because the system buffers them in microseconds,
 * while a thread pool would take longer. Only the sync is asynchronous.
 */
export class HashedFile {
  readonly #path: string;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #file: number | undefined;
  #syncing: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Adds bytes. An error of the disk names the file. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    await writing(this.#path, async () => writeAllSync(this.#opened(), bytes));
  }

  /** Resolves with the digest when all bytes are on the disk. */
  async end(): Promise<Digest> {
    await writing(this.#path, async () => {
      this.#syncing = synced(this.#opened());
      await this.#syncing;
    });
    await this.abandon();
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Closes the file as it is, after a pending sync. */
  async abandon(): Promise<void> {
    await Promise.allSettled([this.#syncing]);
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) closeSync(file);
  }

  #opened(): number {
    this.#file ??= openSync(this.#path, newFile);
    return this.#file;
  }
}

/** Writes all of these bytes at the current position. */
function writeAllSync(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

interface Opened {
  readonly file: FileHandle;
  readonly folder: FileHandle;
}

const lineBreak = 0x0a;

/** The bytes up to the last line break. Bytes after it come from a process that died while writing. */
export function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf(lineBreak) + 1);
}

/** A file of lines, opened with the first line, in an existing folder. An incomplete last line is cut off then. Close it when done. */
export class GrowingFile {
  readonly #path: string;
  readonly #waiting: string[] = [];
  #opened: Promise<Opened> | undefined;
  /** The last write. After a write that failed, none succeeds. */
  #last: Promise<void> = Promise.resolve();
  /** The write that will take all waiting lines. */
  #next: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Adds a line, which ends in a line break. Resolves when the folder and then the line are synced. Lines that wait at the same time are
   * synced together.
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
    // The callers of `add` got the error.
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
