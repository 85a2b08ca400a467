// A pull: the answers of the API for one scope, and its summary once it is complete.
import { isDeepStrictEqual } from "node:util";
import type { Scope } from "./endpoint.ts";

/** The scope of a pull, written first. A pull without a summary is unfinished. */
export interface Pull {
  /** The start time as a folder name: `20261123T052800Z`. */
  readonly id: string;
  readonly origin: string;
  readonly scope: Scope;
  /** Absent for a whole pull. A part has the requests without code axes and a share of the others. */
  readonly part?: Part;
}

/** One of several parts of a pull, which different machines may fetch: 2 of 8. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

/** A time as the name of a folder, for a pull, a probe or a crosscheck. Order by name is order by time. */
export function idAt(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

/** Whether a pull has this origin and this scope. */
export function isPullOf(pull: Pull, { origin, scope }: Pick<Pull, "origin" | "scope">): boolean {
  return pull.origin === origin && isDeepStrictEqual(pull.scope, scope);
}

/** The content of a complete pull, written last. */
export interface PullSummary {
  readonly requests: number;
  /** The number of answers that come from an earlier pull. */
  readonly reused: number;
  readonly rows: number;
  /** The uncompressed bytes of all bodies. */
  readonly bytes: number;
  /** The arrival of the first and the last answer, ISO 8601 in UTC. */
  readonly first_fetched_at: string;
  readonly last_fetched_at: string;
  /** SHA-256 over the plan, the journals of receipts and the splits, by `PullFolder.evidence`. */
  readonly evidence_sha256: string;
  /** `fingerprintOf` all receipts. */
  readonly sha256: string;
  readonly source: Source;
}

/** The origin of the answers. */
export interface Source {
  /** The address, or for the emulator its own description, because its address means nothing to others. */
  readonly origin: string;
  /** Why these data are not real; null if they came from a documented root of the API. */
  readonly synthetic: string | null;
}
