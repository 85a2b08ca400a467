// A file that is counted and hashed while it is written.
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { Digest } from "../domain/receipt.ts";
import { writing } from "./file-errors.ts";

/** A new file, opened when its first bytes come: those of a small one are written at once. To be ended or abandoned. */
export class HashedFile {
  readonly #path: string;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #opened: Promise<FileHandle> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Adds bytes; to be awaited before more are added. An error of the disk names the file. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    const file = await this.#open();
    await writing(this.#path, () => file.writeFile(bytes));
  }

  /** Resolves when all bytes are on the disk; tells what they are. */
  async end(): Promise<Digest> {
    const file = await this.#open();
    await writing(this.#path, () => file.sync());
    await this.abandon();
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Closes the file as it is, once what was begun has ended. */
  async abandon(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened === undefined) return;
    const [file] = await Promise.allSettled([opened]);
    if (file.status === "fulfilled") await file.value.close();
  }

  #open(): Promise<FileHandle> {
    this.#opened ??= open(this.#path, "w");
    return this.#opened;
  }
}
