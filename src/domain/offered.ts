// Which representation an endpoint is asked for, and where: JSON is offered everywhere, the others as the registry says.
import type { Endpoint, Scope } from "./endpoint.ts";
import { type Representation, representations } from "./representation.ts";

/** The representations an endpoint is offered in, in the order of `representations`. */
export function offeredBy(endpoint: Endpoint): readonly Representation[] {
  return representations.filter((name) => name === "json" || endpoint.otherPaths?.[name] !== undefined);
}

/** What an endpoint is asked for in a pull of this scope: the representation wished for, or JSON where it is not offered. */
export function representationOf(endpoint: Endpoint, { representation }: Scope): Representation {
  return representation !== undefined && offeredBy(endpoint).includes(representation)
    ? representation
    : "json";
}

/** The path of an endpoint in a pull of this scope. */
export function pathIn(endpoint: Endpoint, { representation }: Scope): string {
  return (representation === undefined ? undefined : endpoint.otherPaths?.[representation]) ?? endpoint.path;
}
