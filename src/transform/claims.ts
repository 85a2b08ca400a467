// Every claim the data must answer to: those each dataset makes in the registry, and those written as SQL.
import type { Dataset } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { ModelError } from "../domain/errors.ts";
import type { Claim } from "./claim.ts";
import type { Model } from "./models.ts";
import { claimsOf } from "./registry-claims.ts";

/** All claims about what was built: from the registry first, then the SQL checks whose marts are there. */
export function allClaims(of: {
  readonly datasets: readonly Dataset[];
  readonly endpoints: readonly Endpoint[];
  readonly checks: readonly Model[];
  /** How many rows each endpoint answered. */
  readonly rows: ReadonlyMap<string, number>;
}): readonly Claim[] {
  const built = new Set(of.datasets.map((dataset) => `marts.${dataset.name}`));
  const askable = of.checks.filter((check) =>
    check.reads.every((name) => !name.startsWith("marts.") || built.has(name)),
  );
  return [...of.datasets.flatMap((dataset) => claimsOf(dataset, of)), ...askable.map(claimIn)];
}

/** A check's first line says how much it matters and what it claims: `-- warn: No sum is negative.` */
function claimIn(model: Model): Claim {
  const [, severity, claim] = /^-- (error|warn): (.+)$/.exec(model.sql.split("\n")[0] ?? "") ?? [];
  if (claim === undefined || (severity !== "error" && severity !== "warn")) {
    throw new ModelError(
      `Cannot read ${model.file} as a check: its first line is not "-- error: …" or "-- warn: …"`,
    );
  }
  return { name: model.name, severity, claim, sql: model.sql };
}
