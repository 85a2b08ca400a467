// Puts every claim to the data: those each dataset makes in the registry, and those written as SQL.
import type { CheckResult } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import { ModelError } from "../domain/errors.ts";
import type { Warehouse } from "../stores/warehouse.ts";
import { withoutEnd } from "./materialise.ts";
import type { Model } from "./models.ts";
import { claimsOf } from "./registry-claims.ts";

/** A claim whose query gives the rows that break it. */
export interface Claim {
  readonly name: string;
  readonly severity: "error" | "warn";
  readonly claim: string;
  readonly sql: string;
}

const sampleSize = 10;

/** All claims about what was built: from the registry first, then the SQL checks whose marts are there. */
export function allClaims(of: {
  readonly datasets: readonly Dataset[];
  readonly checks: readonly Model[];
  readonly rows: ReadonlyMap<string, number>;
}): readonly Claim[] {
  const built = new Set(of.datasets.map((dataset) => `marts.${dataset.name}`));
  const askable = of.checks.filter((check) =>
    check.reads.every((name) => !name.startsWith("marts.") || built.has(name)),
  );
  return [...of.datasets.flatMap((dataset) => claimsOf(dataset, of)), ...askable.map(claimIn)];
}

/** Counts the rows that break a claim, and shows up to ten of them. */
export async function check(
  warehouse: Warehouse,
  { name, severity, claim, sql }: Claim,
): Promise<CheckResult> {
  await warehouse.run(`create or replace temporary table broken as ${withoutEnd(sql)}`);
  const [count] = await warehouse.rows("select count(*) as failed from broken");
  const sample = await warehouse.rows(`from broken order by all limit ${sampleSize}`);
  return { name, severity, claim, failed: Number(count?.failed), sample };
}

/** A check's first line says how much it matters and what it claims: `-- warn: No sum is negative.` */
function claimIn(model: Model): Claim {
  const [, severity, claim] = /^-- (error|warn): (.+)$/m.exec(model.sql.split("\n")[0] ?? "") ?? [];
  if (claim === undefined || (severity !== "error" && severity !== "warn")) {
    throw new ModelError(
      `Cannot read ${model.file} as a check: its first line is not "-- error: …" or "-- warn: …"`,
    );
  }
  return { name: model.name, severity, claim, sql: model.sql };
}
