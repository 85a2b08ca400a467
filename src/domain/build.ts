// What the transform made of one pull, told to the load: which tables, how many rows, what the checks found.
import type { Scope } from "./endpoint.ts";
import type { PullSummary } from "./pull.ts";
import type { Digest, Drift } from "./receipt.ts";

/** The transform's result, kept beside its tables in the warehouse. */
export interface Build {
  readonly pull: string;
  readonly scope: Scope;
  readonly summary: PullSummary;
  /** Every SQL and reference file it was made by, by its path below `sql/`. */
  readonly sql: Readonly<Record<string, Digest>>;
  readonly datasets: readonly BuiltDataset[];
  /** The Parquet file of each dataset, by its name. */
  readonly marts: Readonly<Record<string, Digest>>;
  readonly checks: readonly CheckResult[];
  readonly drift: readonly Drift[];
}

/** A table ready to publish: `marts/<name>.parquet` in the warehouse, sorted and checked. */
export interface BuiltDataset {
  readonly name: string;
  readonly rows: number;
  /** The first and last value of the dataset's period column as text, or null where it has none or no rows. */
  readonly first_period: string | null;
  readonly last_period: string | null;
}

/** The result of a check. `error` stops the release; `warn` is published with it. */
export interface CheckResult {
  readonly name: string;
  readonly severity: "error" | "warn";
  readonly claim: string;
  readonly failed: number;
  /** Up to ten of the failing rows, as text by column. */
  readonly sample: readonly Readonly<Record<string, string | null>>[];
}
