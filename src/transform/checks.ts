// The checks: rules about the data, from the registry and from SQL files. Runs them and counts the rows that fail.
import type { CheckResult } from "../domain/build.ts";
import type { Dataset, Words } from "../domain/dataset.ts";
import { HelserefusjonError, ModelError } from "../domain/errors.ts";
import type { Report } from "../domain/progress.ts";
import { eachOnConnection, type TextRow, type Warehouse, type Workers } from "../stores/warehouse.ts";
import { type Model, withoutEnd } from "./models.ts";

/** A rule about the data. */
export interface Check {
  readonly name: string;
  /** `error` stops the release, `warn` is published with it. */
  readonly severity: "error" | "warn";
  /** The rule as a sentence. */
  readonly check: Words;
  /** Selects the rows that fail. */
  readonly sql: string;
  /** The relations that `sql` reads besides marts of datasets that were requested. */
  readonly reads?: readonly string[];
  /** Set if each line of `sql` stands for several rows, which its column `rows` counts: what a line is, such as a value of a code. */
  readonly counts?: Words;
  /** Set if no row can fail, because `sql` selects what the tables lack: what that is, such as months. */
  readonly missing?: Words;
  /** A condition with aggregates of one relation. If it is true, the check passes. If not, `sql` decides. */
  readonly passes?: { readonly relation: string; readonly if: string };
  /** A cheaper query: if it finds no row, the check passes. If it finds one, `sql` decides. */
  readonly verifiedBy?: string;
}

/** Failing rows that a result shows. */
const sampleSize = 10;

/** The checks in SQL files that read only marts of these datasets. */
export function sqlChecks(models: readonly Model[], datasets: readonly Dataset[]): readonly Check[] {
  const built = new Set(datasets.map((dataset) => `marts.${dataset.name}`));
  const runnable = models.filter(({ reads }) =>
    reads.every((name) => !name.startsWith("marts.") || built.has(name)),
  );
  return runnable.map(checkIn);
}

/**
 * The first lines of a SQL check give its severity and its rule in both languages, and if needed `counts` or `missing`:
 *
 *     -- warn: Every kommune has a population.
 *     -- nb: Hver kommune har et folketall.
 *     -- missing: years (nb: år)
 */
function checkIn({ name, file, sql, reads }: Model): Check {
  const [, severity, en] = /^-- (error|warn): (.+)$/m.exec(sql) ?? [];
  const [, nb] = /^-- nb: (.+)$/m.exec(sql) ?? [];
  if (en === undefined || nb === undefined || (severity !== "error" && severity !== "warn")) {
    throw new ModelError(
      `Cannot run the check ${file}: expected "-- error: …" or "-- warn: …" in its first line, and "-- nb: …" in its second`,
      { facts: { file } },
    );
  }
  const [, kind, english = "", norwegian = ""] = /^-- (counts|missing): (.+) \(nb: (.+)\)$/m.exec(sql) ?? [];
  const noun = kind === undefined ? {} : { [kind]: { nb: norwegian, en: english } };
  return { name, severity, check: { nb, en }, sql, reads, ...noun };
}

/** Runs the checks; results in their order. Throws a ModelError that names the first check that cannot be run. */
export async function runChecks(
  on: Workers,
  checks: readonly Check[],
  report: Report = () => undefined,
): Promise<readonly CheckResult[]> {
  report({ kind: "stage_started", stage: "check", tables: checks.length });
  const done = (result: CheckResult) => {
    report({ kind: "table_done", stage: "check", name: result.name, rows: result.failed });
    return result;
  };
  const passed = await passedInOnePass(on, checks);
  return await eachOnConnection(on, checks, async (connection, check) =>
    done(passed.has(check) ? resultOf(check, []) : await runNamed(connection, check)),
  );
}

/** The checks whose condition is true. One pass over a relation decides the conditions of all of its checks. */
async function passedInOnePass(on: Workers, checks: readonly Check[]): Promise<ReadonlySet<Check>> {
  const relations = new Set(checks.flatMap(({ passes }) => (passes === undefined ? [] : [passes.relation])));
  const passed = await eachOnConnection(on, [...relations], async (connection, relation) => {
    const own = checks.filter(({ passes }) => passes?.relation === relation);
    const conditions = own.map(({ passes }, index) => `${passes?.if} as c${index}`);
    const [found] = await connection.rows(`select ${conditions.join(", ")} from ${relation}`);
    return own.filter((_, index) => found?.[`c${index}`] === "true");
  });
  return new Set(passed.flat());
}

async function runNamed(warehouse: Warehouse, check: Check): Promise<CheckResult> {
  try {
    return await run(warehouse, check);
  } catch (cause) {
    if (cause instanceof HelserefusjonError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`Cannot run the check ${check.name}: ${found}`, {
      cause,
      facts: { check: check.name },
    });
  }
}

async function run(warehouse: Warehouse, check: Check): Promise<CheckResult> {
  if (check.verifiedBy !== undefined && (await warehouse.rows(check.verifiedBy)).length === 0)
    return resultOf(check, []);
  const rows = check.counts === undefined ? "count(*)" : "sum(rows)";
  const failing = await warehouse.rows(
    `select *, count(*) over () as _lines, (${rows} over ())::bigint as _rows
      from (${withoutEnd(check.sql)}) order by all limit ${sampleSize}`,
  );
  return resultOf(check, failing);
}

const rowNoun: Words = { nb: "rader", en: "rows" };

/** The result from the first failing lines, each of which has the number of all lines and of the rows behind them. */
function resultOf(
  { name, severity, check, counts, missing = rowNoun }: Check,
  failing: readonly TextRow[],
): CheckResult {
  const [first] = failing;
  const failed = Number(first?._rows ?? 0);
  const counted =
    counts === undefined ? {} : { counted: { number: Number(first?._lines ?? 0), noun: counts } };
  const sample = failing.map(({ _lines, _rows, ...row }) => row);
  return { name, severity, check, failed, noun: missing, ...counted, sample };
}
