// What differs between the representations when one is asked for: what to accept, and how to land it.
import type { Endpoint } from "../../domain/endpoint.ts";
import type { Representation } from "../../domain/representation.ts";
import { type Landing, openLanding } from "../landing.ts";
import { openOriginal } from "./land-original.ts";

/** JSON and XML are documented; an export may call itself anything, and is known by its path. */
const accepted: Readonly<Record<Representation, string>> = {
  json: "application/json",
  xml: "application/xml",
  csv: "text/csv, */*;q=0.5",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5",
};

/** The `Accept` header to ask for a representation with. */
export function acceptOf(representation: Representation): string {
  return accepted[representation];
}

/** Opens a landing for a body: its rows go to `file`, and where it is not JSON the body itself to `original`. */
export function openBody(
  { representation, endpoint }: { readonly representation: Representation; readonly endpoint: Endpoint },
  to: {
    readonly file: string;
    readonly original: string;
    readonly headers: Readonly<Record<string, string>>;
  },
): Landing {
  const { file, original, headers } = to;
  if (representation === "json") {
    return openLanding(file, { encoding: headers["content-encoding"], endpoint });
  }
  return openOriginal({ rows: file, original, endpoint, representation, headers });
}
