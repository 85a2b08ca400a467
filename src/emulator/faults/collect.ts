// Holds the beginning of a body in memory, for faults that must know more of it than the next chunk.

/** The most bytes of a body a fault holds; a larger answer cannot be changed or measured. */
export const mostBytes = 4 * 1024 * 1024;

/** The first bytes of a body, at most `mostBytes` and a chunk, and whether they are all of it. */
export interface Collected {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

/** Reads a body until its end or until it is too much. */
export async function collect(body: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<Collected> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) return { bytes: Buffer.concat(chunks), whole: false };
  }
  return { bytes: Buffer.concat(chunks), whole: true };
}
