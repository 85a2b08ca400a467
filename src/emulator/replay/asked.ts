// What a replay knows a request by.
import { preferredFormat } from "../accept.ts";

/** The part of a request that decides which answer it gets. */
export interface Asked {
  readonly method: string;
  /** Path and query, as asked. */
  readonly path: string;
  readonly accept: string | undefined;
}

/** `GET /v1/fagomraader`, with `as XML` where that is preferred: requests of the same name get the same answer. */
export function nameOfAsked({ method, path, accept }: Asked): string {
  return `${method} ${path}${preferredFormat(accept) === "xml" ? " as XML" : ""}`;
}
