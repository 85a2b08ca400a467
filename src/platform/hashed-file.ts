// A file that is counted and hashed while it is written.
import { createHash } from "node:crypto";
import { closeSync, fsync, openSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import type { Digest } from "../domain/receipt.ts";
import { writing } from "./file-errors.ts";
import { anew } from "./files.ts";

const synced = promisify(fsync);

/**
 * A new file, opened when its first bytes come. To be ended or abandoned. Memory takes bytes in microseconds, so that handing
 * them to another thread costs more than writing them; only the disk is waited for beside other work.
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

  /** Resolves when all bytes are on the disk; tells what they are. */
  async end(): Promise<Digest> {
    await writing(this.#path, async () => {
      this.#syncing = synced(this.#opened());
      await this.#syncing;
    });
    await this.abandon();
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Closes the file as it is, once the disk is not at work on it any more. */
  async abandon(): Promise<void> {
    await Promise.allSettled([this.#syncing]);
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) closeSync(file);
  }

  #opened(): number {
    this.#file ??= openSync(this.#path, anew);
    return this.#file;
  }
}

/** Writes all of these bytes where the file stands. */
export function writeAllSync(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
