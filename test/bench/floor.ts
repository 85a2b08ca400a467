// What a skilled person does by hand: curl everything to disk at once, then one statement a table, straight to Parquet.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Answers } from "./answers.ts";

const geographies = { kommune: ["behandler_kommunenr"], fylke: ["behandler_fylke"], landet: [] };
const periods = { maned: ["ar", "maned"], ar: ["ar"] };

/** Writes what `curl --config` reads: every answer, from that server, to a file of that folder. */
export async function writeCurlConfig(
  file: string,
  of: { readonly answers: Answers; readonly origin: string; readonly to: string },
): Promise<void> {
  const lines = of.answers.answers.map(
    ({ path }, at) =>
      `url = "${of.origin}${path}"\noutput = "${of.to === "/dev/null" ? of.to : join(of.to, `${at}.json`)}"`,
  );
  await writeFile(file, `${lines.join("\n")}\n`);
}

interface Statements {
  readonly answers: Answers;
  readonly from: string;
  readonly to: string;
  /** The folder with `kommuner.csv` and its neighbours. */
  readonly reference: string;
  /** The columns we publish, or only those the API has. */
  readonly columns: "ours" | "the API's";
}

/**
 * Writes the statements: the takstbruk tables in our order, with our columns or the API's. They prove nothing, keep no hash,
 * take money through doubles, know one name a place, and make none of the other tables.
 */
export async function writeStatements(file: string, of: Statements): Promise<void> {
  const { answers, from } = of;
  const filesOf = (part: string) =>
    answers.answers.flatMap(({ path }, at) => (path.includes(part) ? [`'${join(from, `${at}.json`)}'`] : []));
  const statements = Object.entries(geographies).flatMap(([geography, places]) =>
    Object.entries(periods).map(([period, when]) => {
      const files = filesOf(`/${geography}/${period}?`);
      const to = join(of.to, `takstbruk_${geography}_${period}.parquet`);
      return files.length === 0
        ? ""
        : copyOf({
            places,
            when,
            files,
            to,
            ...(of.columns === "ours" ? looking(of, geography) : asAnswered),
          });
    }),
  );
  const named = of.columns === "ours" ? namesFrom(filesOf("/fagomraader").join(", ")) : "";
  await writeFile(
    file,
    `set memory_limit = '16GB';\n${named}${statements.filter((text) => text !== "").join(";\n")};\n`,
  );
}

const codes = ["fagomraade", "takstkode", "praksis_type_kode", "samhandler_praksis_type"];
const counts = ["antall_regninger", "sum_antall_takst"];
const amounts = ["sum_refusjon", "sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"];

/** What is looked up for a row: the columns that come of it, and where they come from. */
interface LookUp {
  readonly columns: string;
  readonly joins: string;
}

const asAnswered: LookUp = { columns: "", joins: "" };

function looking({ reference }: Statements, geography: string): LookUp {
  const table = (name: string) => `read_csv('${join(reference, `${name}.csv`)}', all_varchar = true)`;
  const valid = (place: string) =>
    `case when ${place}.gyldig_fra is null then 'ukjent' when year(${place}.gyldig_fra::date) > row.ar::int
      or year(${place}.gyldig_til::date) < row.ar::int then 'annen_periode' else 'gyldig' end`;
  const columns =
    ", make_date(row.ar::int, 1, 1) as periode, fagomraade_navn, praksis_type_navn, p.fagomraade as praksistype_fagomraade";
  const joins = `left join fagomraader as f on f.fagomraade = row.fagomraade
    left join praksistyper as p on p.praksis_type_kode = row.praksis_type_kode`;
  if (geography === "landet") return { columns, joins };
  if (geography === "fylke") {
    return {
      columns: `${columns}, fylker.fylkesnr, fylkesnavn, ${valid("fylker")} as fylke_gyldig, fylkesnr as gjeldende_fylkesnr, fylkesnavn as gjeldende_fylkesnavn, true as entydig`,
      joins: `${joins} left join ${table("fylker")} as fylker on fylkesnr = row.behandler_fylke`,
    };
  }
  return {
    columns: `${columns}, kommuner.kommunenavn, ${valid("kommuner")} as kommune_gyldig, kommuner.fylkesnr, fylker.fylkesnavn,
      gjeldende_kommunenr, dagens.kommunenavn as gjeldende_kommunenavn, dagens.fylkesnr as gjeldende_fylkesnr,
      dagens_fylke.fylkesnavn as gjeldende_fylkesnavn, entydig::boolean as entydig`,
    joins: `${joins} left join ${table("kommuner")} as kommuner on kommuner.kommunenr = row.behandler_kommunenr
      left join ${table("kommune_til_gjeldende")} as gjeldende on gjeldende.kommunenr = row.behandler_kommunenr
      left join ${table("fylker")} as fylker on fylker.fylkesnr = kommuner.fylkesnr
      left join ${table("kommuner")} as dagens on dagens.kommunenr = gjeldende.gjeldende_kommunenr
      left join ${table("fylker")} as dagens_fylke on dagens_fylke.fylkesnr = dagens.fylkesnr`,
  };
}

function namesFrom(files: string): string {
  return `create temp table answered as select unnest(fagomraader, recursive := true) from read_json([${files}]);
    create temp table fagomraader as select distinct fagomraadekode as fagomraade, beskrivelse as fagomraade_navn from answered;
    create temp table praksistyper as select p.praksistypekode as praksis_type_kode, any_value(p.beskrivelse) as praksis_type_navn,
      any_value(fagomraade) as fagomraade
      from (select fagomraadekode as fagomraade, unnest(praksistyper) as p from answered) group by all;\n`;
}

interface Copy extends LookUp {
  readonly places: readonly string[];
  readonly when: readonly string[];
  readonly files: readonly string[];
  readonly to: string;
}

function copyOf({ places, when, files, to, columns, joins }: Copy): string {
  const fields = [
    ...[...when, ...places, ...codes].map((name) => `${name} varchar`),
    ...counts.map((name) => `${name} bigint`),
    ...amounts.map((name) => `${name} decimal(18, 2)`),
  ];
  const order = ["fagomraade", "takstkode", "praksis_type_kode", ...places, ...when];
  return `copy (
    select row.* ${columns} from (
      select unnest(takstbruk) as row
      from read_json([${files.join(", ")}], columns = {takstbruk: 'struct(${fields.join(", ")})[]'},
        format = 'unstructured', maximum_object_size = 1000000000)
    ) ${joins}
    order by ${order.map((name) => `row.${name}`).join(", ")}
  ) to '${to}' (format parquet, compression zstd)`;
}
