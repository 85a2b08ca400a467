// Where releases are published: a folder or a bucket, as the few things both can do.
import type { Readable } from "node:stream";
import type { Digest } from "../domain/receipt.ts";

/** A place for objects named by keys such as `20261123T052800Z/takstkoder.csv`. */
export interface Target {
  /** As a person writes it: `s3://bucket/prefix`, or the folder's path. */
  readonly name: string;
  /** What is known of an object without reading it; undefined where there is none. */
  head(key: string): Promise<Stored | undefined>;
  /** Stores an object whole or not at all, over one that is there. */
  put(key: string, object: Outgoing): Promise<void>;
  /** Reads an object with `use`, which is called again from the start after a failure on the way; undefined for none. */
  get<T>(key: string, use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T | undefined>;
  /** Every key, in text order. */
  list(): Promise<readonly string[]>;
  remove(key: string): Promise<void>;
}

export interface Stored {
  readonly bytes: number;
  /** As the object was labelled when it was stored, or of the file itself; undefined where it has no label. */
  readonly sha256: string | undefined;
}

/** An object on its way to a target. */
export interface Outgoing extends Digest {
  /** The bytes from the start; called again for each attempt. */
  open(): Readable;
  readonly contentType: string;
  readonly cacheControl: string;
}
