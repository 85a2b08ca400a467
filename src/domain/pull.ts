// A pull: everything the API answered to one scope, and what is known of it once it is complete.
import { isDeepStrictEqual } from "node:util";
import type { Scope } from "./endpoint.ts";

/** What a pull is asked to hold. Written first; a pull without a summary is unfinished. */
export interface Pull {
  /** When it was started, as a folder name: `20261123T052800Z`. */
  readonly id: string;
  readonly origin: string;
  readonly scope: Scope;
}

/** True when a pull was asked of this origin for just this scope. */
export function isPullOf(pull: Pull, { origin, scope }: Omit<Pull, "id">): boolean {
  return pull.origin === origin && isDeepStrictEqual(pull.scope, scope);
}

/** What a complete pull holds. Written last. */
export interface PullSummary {
  readonly requests: number;
  /** How many of them were answered from an earlier pull instead of being asked again. */
  readonly reused: number;
  readonly rows: number;
  /** Bytes of all bodies as decoded from their transfer. */
  readonly bytes: number;
  /** When the first and the last answer arrived, ISO 8601 in UTC. */
  readonly first_fetched_at: string;
  readonly last_fetched_at: string;
  /** SHA-256 over the plan, the journals of receipts and the splits, as `PullFolder.evidence` gives it. */
  readonly evidence_sha256: string;
  /** `fingerprintOf` all receipts. */
  readonly sha256: string;
  readonly source: Source;
}

/** Where the answers came from. */
export interface Source {
  /** The origin asked, or for the emulator its description of itself, since its address means nothing to others. */
  readonly origin: string;
  /** Why these data must not be taken for real, or null when they came from a documented root of the API. */
  readonly synthetic: string | null;
}
