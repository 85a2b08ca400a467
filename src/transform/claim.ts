// One claim about the data, put to it: how many rows break it, and some of them.
import type { CheckResult } from "../domain/build.ts";
import type { Warehouse } from "../stores/warehouse.ts";
import { withoutEnd } from "./models.ts";

/** A claim whose query gives the rows that break it. */
export interface Claim {
  readonly name: string;
  readonly severity: "error" | "warn";
  readonly claim: string;
  readonly sql: string;
}

const sampleSize = 10;

/** Counts the rows that break a claim, and shows up to ten of them. */
export async function check(
  warehouse: Warehouse,
  { name, severity, claim, sql }: Claim,
): Promise<CheckResult> {
  const broken = await warehouse.rows(
    `select *, count(*) over () as _failed from (${withoutEnd(sql)}) order by all limit ${sampleSize}`,
  );
  const sample = broken.map(({ _failed, ...row }) => row);
  return { name, severity, claim, failed: Number(broken[0]?._failed ?? 0), sample };
}
