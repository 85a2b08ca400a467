// What people ask of takstbruk, and how long DuckDB takes to answer.
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";
import { groupsOfTakster } from "./row-groups.ts";

/** A question, as SQL about whatever `from` names. */
export interface Question {
  readonly name: string;
  readonly sql: (from: string) => string;
}

const sums = "sum(sum_antall_takst) as antall, sum(sum_refusjon) as refusjon";

/** One takst over time (the one with most rows), one kommune for all time (Oslo), one year nationally (the last whole one). */
export async function questionsAbout(parquet: string): Promise<readonly Question[]> {
  const takster = [...(await groupsOfTakster(parquet))].sort((one, other) => other.rows - one.rows);
  const [takst] = takster;
  if (takst === undefined) throw new Error(`Cannot ask ${parquet} as it has no rows`);
  const { fagomraade, takstkode, praksis_type_kode } = takst;
  const isTakst = `fagomraade = ${literal(fagomraade)} and takstkode = ${literal(takstkode)}
    and praksis_type_kode = ${literal(praksis_type_kode)}`;
  return [
    {
      name: `${fagomraade} ${takstkode} ${praksis_type_kode} over time`,
      sql: (from) => `select ar, maned, ${sums} from ${from} where ${isTakst} group by all order by all`,
    },
    {
      name: "kommune 0301, all time",
      sql: (from) =>
        `select ar, fagomraade, ${sums} from ${from} where behandler_kommunenr = '0301' group by all order by all`,
    },
    {
      name: "2025 nationally",
      sql: (from) =>
        `select fagomraade, takstkode, ${sums} from ${from} where ar = 2025 group by all order by all`,
    },
  ];
}

/** The milliseconds a fresh DuckDB takes, its files in the memory of the system; opening it is not counted. */
export async function timed({ name, sql }: Question, from: string): Promise<number> {
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const started = process.hrtime.bigint();
    const rows = await warehouse.rows(sql(from));
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    if (rows.length === 0) throw new Error(`Cannot time "${name}" as ${from} has no answer to it`);
    return milliseconds;
  } finally {
    warehouse.close();
  }
}
