// The requests that are really asked: a request, or the parts it was split into in this pull.
import type { Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";

/** A request that was not split, or the parts of one that was, down to those that were not. */
export async function leavesOf(pull: PullFolder, request: Request): Promise<readonly Request[]> {
  const split = await pull.split(request);
  if (split === undefined) return [request];
  const below = await Promise.all(split.parts.map((part) => leavesOf(pull, part)));
  return below.flat();
}
