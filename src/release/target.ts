// The places where releases are published: a folder or a bucket.
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Digest } from "../domain/receipt.ts";
import { writing } from "../platform/file-errors.ts";
import { filesBelow, linkOrCopy, makeFolders, syncFolder } from "../platform/files.ts";
import { openPlain, plainDigest, reading } from "../stores/release-files.ts";

/** A store of objects with keys such as `20261123T052800Z/takstkoder.csv`. */
export interface Target {
  /** As users write it: `s3://bucket/prefix`, or the folder's path. */
  readonly name: string;
  /** The facts about an object that need no reading; undefined if there is none. */
  head(key: string): Promise<Stored | undefined>;
  /** Stores an object whole or not at all, and replaces an existing one. */
  put(key: string, object: Outgoing): Promise<void>;
  /** Stores an object whole if there is none at its key, and returns false otherwise. */
  create(key: string, object: Outgoing): Promise<boolean>;
  /** Gives an object a second key. A folder links the file, and a bucket copies it, because it has no links. */
  link(from: string, to: string): Promise<void>;
  /** Reads an object with `use`, which starts again after a failure. Undefined if there is no object. */
  get<T>(key: string, use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T | undefined>;
  /** Every key, sorted. */
  list(): Promise<readonly string[]>;
  remove(key: string): Promise<void>;
}

export interface Stored {
  readonly bytes: number;
  /** The hash stored with the object or computed from the file; undefined if the object has none. */
  readonly sha256: string | undefined;
}

/** An object to store. */
export interface Outgoing extends Digest {
  /** The bytes from the start. Called again for each attempt. */
  open(): Readable;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Creates the folder with the first object. Each object appears whole, by one rename. */
export function folderTarget(folder: string): Target {
  const pathOf = (key: string) => join(folder, ...key.split("/"));
  return {
    name: folder,
    head: (key) => plainDigest(pathOf(key)),
    put: async (key, { open }) => {
      const path = pathOf(key);
      const aside = await written(`${path}.partial`, open);
      await rename(aside, path);
      await syncFolder(dirname(path));
    },
    create: async (key, { open }) => {
      const path = pathOf(key);
      // Another process may create the same key, so that each has a file of its own.
      const aside = await written(`${path}.${randomUUID()}.partial`, open);
      try {
        return await linkedIfNew(aside, path);
      } finally {
        await rm(aside);
      }
    },
    link: async (from, to) => {
      await makeFolders(dirname(pathOf(to)));
      await linkOrCopy(pathOf(from), pathOf(to));
      await syncFolder(dirname(pathOf(to)));
    },
    get: async (key, use) => {
      const file = await openPlain(pathOf(key));
      return file && (await use(file.createReadStream({ highWaterMark: 1 << 20 })));
    },
    list: () => reading(folder, () => filesBelow(folder)),
    remove: async (key) => {
      await rm(pathOf(key));
      await removeEmpty(dirname(pathOf(key)), folder);
    },
  };
}

async function written(path: string, open: () => Readable): Promise<string> {
  await makeFolders(dirname(path));
  await writing(path, () => pipeline(open(), createWriteStream(path, { flush: true })));
  return path;
}

async function linkedIfNew(from: string, to: string): Promise<boolean> {
  try {
    await linkOrCopy(from, to);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  await syncFolder(dirname(to));
  return true;
}

async function removeEmpty(folder: string, root: string): Promise<void> {
  if (folder === root || (await readdir(folder)).length > 0) return;
  await rmdir(folder);
  await removeEmpty(dirname(folder), root);
}
