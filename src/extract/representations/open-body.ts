// What differs between the representations when one is asked for: what to accept, and how to land it.
import type { Representation } from "../../domain/representation.ts";
import type { Request } from "../../domain/request.ts";
import { type Landing, openLanding } from "../landing.ts";
import type { Question } from "../question.ts";
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
  { representation, endpoint }: Pick<Question, "endpoint"> & { readonly representation: Representation },
  to: {
    readonly request: Request;
    readonly file: string;
    readonly original: string;
    readonly headers: Readonly<Record<string, string>>;
  },
): Landing {
  const { file, original, headers } = to;
  const { parameters } = to.request;
  if (representation === "json") {
    return openLanding(file, { encoding: headers["content-encoding"], endpoint, parameters });
  }
  return openOriginal({ rows: file, original, endpoint, parameters, representation, headers });
}
