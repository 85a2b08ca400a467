// Counts and hashes bytes on their way.
import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";
import type { Digest } from "../domain/receipt.ts";

/** Passes bytes through, counted and hashed; `digest` is to be called once, after the last of them. */
export function digestStream(): { readonly stream: Transform; readonly digest: () => Digest } {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => ({ bytes, sha256: hash.digest("hex") }) };
}
