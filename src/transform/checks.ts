// The checks: rules about the data, from the registry and from SQL files. Runs them and counts the rows that fail.
import type { CheckResult } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import { HelserefusjonError, ModelError } from "../domain/errors.ts";
import { eachOnConnection, type Warehouse } from "../stores/warehouse.ts";
import { type Model, withoutEnd } from "./models.ts";

/** A rule about the data. */
export interface Check {
  readonly name: string;
  /** `error` stops the release, `warn` is published with it. */
  readonly severity: "error" | "warn";
  /** The rule as a sentence. */
  readonly claim: string;
  /** Selects the rows that fail. */
  readonly sql: string;
  /** For a rule about single rows: the relation, and the condition under which one of its rows fails. */
  readonly byRow?: { readonly relation: string; readonly fails: string };
  /** A cheaper query: if it finds no row, the check passes. If it finds one, `sql` decides. */
  readonly provenBy?: string;
}

/** Failing rows that a result shows. */
const sampleSize = 10;

/** Many checks use one thread. */
const workers = 2;

/** The checks in SQL files that read only marts of these datasets. */
export function sqlChecks(models: readonly Model[], datasets: readonly Dataset[]): readonly Check[] {
  const built = new Set(datasets.map((dataset) => `marts.${dataset.name}`));
  const runnable = models.filter(({ reads }) =>
    reads.every((name) => !name.startsWith("marts.") || built.has(name)),
  );
  return runnable.map(checkIn);
}

/** The first line of a SQL check gives its severity and its rule: `-- warn: No sum is negative.` */
function checkIn(model: Model): Check {
  const [, severity, claim] = /^-- (error|warn): (.+)$/.exec(model.sql.split("\n")[0] ?? "") ?? [];
  if (claim === undefined || (severity !== "error" && severity !== "warn")) {
    throw new ModelError(
      `Cannot read ${model.file} as a check: its first line is not "-- error: …" or "-- warn: …"`,
    );
  }
  return { name: model.name, severity, claim, sql: model.sql };
}

/** Runs the checks; results in their order. Throws a ModelError that names the first check that cannot be run. */
export async function runChecks(
  warehouse: Warehouse,
  checks: readonly Check[],
): Promise<readonly CheckResult[]> {
  const passed = await passedByEveryRow(warehouse, checks);
  return await eachOnConnection({ warehouse, workers }, checks, async (connection, check) =>
    passed.has(check) ? resultOf(check, 0, []) : await runNamed(connection, check),
  );
}

/** The checks of single rows that no row fails. One pass over a relation counts for all its checks. */
async function passedByEveryRow(warehouse: Warehouse, checks: readonly Check[]): Promise<ReadonlySet<Check>> {
  const relations = new Set(checks.flatMap(({ byRow }) => (byRow === undefined ? [] : [byRow.relation])));
  const passed = new Set<Check>();
  for (const relation of relations) {
    const about = checks.filter(({ byRow }) => byRow?.relation === relation);
    const counts = about.map(({ byRow }, index) => `count(*) filter (where ${byRow?.fails}) as c${index}`);
    const [found] = await warehouse.rows(`select ${counts.join(", ")} from ${relation}`);
    for (const [index, check] of about.entries()) if (found?.[`c${index}`] === "0") passed.add(check);
  }
  return passed;
}

async function runNamed(warehouse: Warehouse, check: Check): Promise<CheckResult> {
  try {
    return await run(warehouse, check);
  } catch (cause) {
    if (cause instanceof HelserefusjonError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`Cannot run the check ${check.name}: ${found}`, { cause });
  }
}

async function run(warehouse: Warehouse, check: Check): Promise<CheckResult> {
  if (check.provenBy !== undefined && (await warehouse.rows(check.provenBy)).length === 0)
    return resultOf(check, 0, []);
  const failing = await warehouse.rows(
    `select *, count(*) over () as _failed from (${withoutEnd(check.sql)}) order by all limit ${sampleSize}`,
  );
  const sample = failing.map(({ _failed, ...row }) => row);
  return resultOf(check, Number(failing[0]?._failed ?? 0), sample);
}

function resultOf(
  { name, severity, claim }: Check,
  failed: number,
  sample: CheckResult["sample"],
): CheckResult {
  return { name, severity, claim, failed, sample };
}
