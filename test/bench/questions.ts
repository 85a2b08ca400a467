// What people ask of takstbruk, and how long DuckDB takes to answer.
import { parquetRows } from "../../src/stores/read-files.ts";
import { identifier, literal, openWarehouse } from "../../src/stores/warehouse.ts";

/** A question, as SQL about whatever `from` names, and as the columns and conditions of a reader without SQL. */
export interface Question {
  readonly name: string;
  readonly sql: (from: string) => string;
  readonly columns: readonly string[];
  readonly where: Readonly<Record<string, readonly (string | number)[]>>;
}

const sums = "sum(sum_antall_takst) as antall, sum(sum_refusjon) as refusjon";

/** One takst over time (the one with most rows), one kommune for all time (Oslo), one year nationally (the last whole one). */
export async function questionsAbout(parquet: string): Promise<readonly Question[]> {
  const takst = await largestTakst(parquet);
  if (takst === undefined) throw new Error(`Cannot ask ${parquet} as it has no rows`);
  const added = ["sum_antall_takst", "sum_refusjon"];
  const isTakst = Object.entries(takst)
    .map(([name, code]) => `${identifier(name)} = ${literal(code ?? "")}`)
    .join(" and ");
  return [
    {
      name: `${Object.values(takst).join(" ")} over time`,
      sql: (from) => `select ar, maned, ${sums} from ${from} where ${isTakst} group by all order by all`,
      columns: ["ar", "maned", ...added],
      where: Object.fromEntries(Object.entries(takst).map(([name, code]) => [name, [code ?? ""]])),
    },
    {
      name: "kommune 0301, all time",
      sql: (from) =>
        `select ar, fagomraade, ${sums} from ${from} where behandler_kommunenr = '0301' group by all order by all`,
      columns: ["ar", "fagomraade", ...added],
      where: { behandler_kommunenr: ["0301"] },
    },
    {
      name: "kommunenavn Bergen, all time",
      sql: (from) =>
        `select ar, fagomraade, ${sums} from ${from} where kommunenavn = 'Bergen' group by all order by all`,
      columns: ["ar", "fagomraade", ...added],
      where: { kommunenavn: ["Bergen"] },
    },
    {
      name: "2025 nationally",
      sql: (from) =>
        `select fagomraade, takstkode, ${sums} from ${from} where ar = 2025 group by all order by all`,
      columns: ["fagomraade", "takstkode", ...added],
      where: { ar: [2025] },
    },
  ];
}

async function largestTakst(parquet: string) {
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const [largest] = await warehouse.rows(`select fagomraade, takstkode, praksis_type_kode
      from ${parquetRows(parquet)} group by all order by count(*) desc, fagomraade, takstkode, praksis_type_kode limit 1`);
    return largest;
  } finally {
    warehouse.close();
  }
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
