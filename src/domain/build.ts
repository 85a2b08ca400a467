// The result of transform, which load reads: the tables, their rows, and what the checks found.
import type { Words } from "./dataset.ts";
import type { Scope } from "./endpoint.ts";
import { countText } from "./markdown.ts";
import type { PullSummary } from "./pull.ts";
import type { Digest, Drift } from "./receipt.ts";

/** Stored in the warehouse as build.json. */
export interface Build {
  readonly pull: string;
  readonly scope: Scope;
  readonly summary: PullSummary;
  /** The SQL and reference files that it used, by their paths below `sql/`. */
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
  /** The first and last value of the period column as text; null if there is no such column or no row. */
  readonly first_period: string | null;
  readonly last_period: string | null;
}

/** The result of a check. `error` stops the release, and `warn` is published with it. */
export interface CheckResult {
  readonly name: string;
  readonly severity: "error" | "warn";
  /** The rule as a sentence. */
  readonly check: Words;
  /** How many fail, counted in `noun`. */
  readonly failed: number;
  /** What `failed` counts: rows, or what is missing where no row can fail. */
  readonly noun: Words;
  /** How many different things the failing rows are about, such as values of a code. */
  readonly counted?: { readonly number: number; readonly noun: Words };
  /** Up to ten examples, as text by column. */
  readonly sample: readonly Readonly<Record<string, string | null>>[];
}

/** How much failed a check, with its nouns: `rows: 66 476, distinct values: 18`. */
export function failedText({
  failed,
  noun,
  counted,
}: Pick<CheckResult, "failed" | "noun" | "counted">): string {
  const about = counted === undefined ? "" : `, ${counted.noun.en}: ${countText(counted.number)}`;
  return `${noun.en}: ${countText(failed)}${about}`;
}
