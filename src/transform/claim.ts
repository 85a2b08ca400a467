// One claim about the data, put to it: how many rows break it, and some of them.
import type { CheckResult } from "../domain/build.ts";
import { HelserefusjonError, ModelError } from "../domain/errors.ts";
import { inLanes } from "../stores/lanes.ts";
import type { Warehouse } from "../stores/warehouse.ts";
import { withoutEnd } from "./models.ts";

/** A claim whose query gives the rows that break it. */
export interface Claim {
  readonly name: string;
  readonly severity: "error" | "warn";
  readonly claim: string;
  readonly sql: string;
  /** The relation whose rows each break the claim or not by themselves, and the condition for it, as `sql` has it. */
  readonly byRow?: { readonly relation: string; readonly broken: string };
  /** A cheaper query that finds no row only where `sql` would find none: it proves the claim, it does not refute it. */
  readonly provenBy?: string;
}

const sampleSize = 10;

/**
 * Puts every claim, counting the rows that break it and showing up to ten of them; results in the order of the claims. Two are
 * put at a time, since many take one thread.
 */
export async function checkAll(
  warehouse: Warehouse,
  claims: readonly Claim[],
): Promise<readonly CheckResult[]> {
  const kept = await keptByEveryRow(warehouse, claims);
  const open = claims.filter((claim) => !kept.has(claim));
  const put = await inLanes(open, { warehouse, lanes: 2 }, checkNamed);
  return claims.map((claim) => put.get(claim) ?? resultOf(claim, 0, []));
}

/** The claims about single rows that no row breaks: all those about a relation are counted in one pass over it. */
async function keptByEveryRow(warehouse: Warehouse, claims: readonly Claim[]): Promise<ReadonlySet<Claim>> {
  const relations = new Set(claims.flatMap(({ byRow }) => (byRow === undefined ? [] : [byRow.relation])));
  const kept = new Set<Claim>();
  for (const relation of relations) {
    const about = claims.filter(({ byRow }) => byRow?.relation === relation);
    const counts = about.map(({ byRow }, index) => `count(*) filter (where ${byRow?.broken}) as c${index}`);
    const [found] = await warehouse.rows(`select ${counts.join(", ")} from ${relation}`);
    for (const [index, claim] of about.entries()) if (found?.[`c${index}`] === "0") kept.add(claim);
  }
  return kept;
}

/** Throws a ModelError that names the claim where it cannot be put. */
async function checkNamed(warehouse: Warehouse, claim: Claim): Promise<CheckResult> {
  try {
    return await check(warehouse, claim);
  } catch (cause) {
    if (cause instanceof HelserefusjonError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`Cannot check ${claim.name}: ${found}`, { cause });
  }
}

async function check(warehouse: Warehouse, claim: Claim): Promise<CheckResult> {
  if (claim.provenBy !== undefined && (await warehouse.rows(claim.provenBy)).length === 0)
    return resultOf(claim, 0, []);
  const broken = await warehouse.rows(
    `select *, count(*) over () as _failed from (${withoutEnd(claim.sql)}) order by all limit ${sampleSize}`,
  );
  const sample = broken.map(({ _failed, ...row }) => row);
  return resultOf(claim, Number(broken[0]?._failed ?? 0), sample);
}

function resultOf(
  { name, severity, claim }: Claim,
  failed: number,
  sample: CheckResult["sample"],
): CheckResult {
  return { name, severity, claim, failed, sample };
}
