// Reads the beginning of a body into memory, for faults that need more than one chunk.

/** The most bytes a fault reads. Larger answers cannot be changed or measured. */
export const mostBytes = 4 * 1024 * 1024;

/** The first bytes of a body, at most `mostBytes` and one chunk. Also says whether they are the whole body. */
export interface Collected {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

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
