// What the emulator answers, before it is bytes on a wire.

/** A status, a content type and a body that is made while it is sent; no body for 204 and 304. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many takstbruk rows the body has; only counted when asked. Absent: it has none. */
  readonly rows?: () => number;
}

/** An answer without content. */
export const noContent: Answer = { status: 204, contentType: undefined, body: [] };

/** A text for a person. */
export function textAnswer(status: number, text: string): Answer {
  return { status, contentType: "text/plain;charset=UTF-8", body: [Buffer.from(text, "utf8")] };
}
