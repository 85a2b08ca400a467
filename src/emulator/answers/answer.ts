// What the emulator answers, before it is bytes on a wire.

/** A status, a content type and a body that is made while it is sent; no body for 204. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** An answer without content. */
export const noContent: Answer = { status: 204, contentType: undefined, body: [] };
