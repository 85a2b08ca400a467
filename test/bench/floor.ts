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

/**
 * Writes the statements: the takstbruk tables with the API's columns typed, the names of fylke and fagomraade joined, in our
 * order. It proves nothing, keeps no hash, takes money through doubles, and writes fewer columns than we do.
 */
export async function writeStatements(
  file: string,
  of: { readonly answers: Answers; readonly from: string; readonly to: string; readonly reference: string },
): Promise<void> {
  const statements = Object.entries(geographies).flatMap(([geography, places]) =>
    Object.entries(periods).map(([period, when]) => {
      const files = of.answers.answers.flatMap(({ path }, at) =>
        path.includes(`/${geography}/${period}?`) ? [`'${join(of.from, `${at}.json`)}'`] : [],
      );
      const to = join(of.to, `takstbruk_${geography}_${period}.parquet`);
      return statementOf({ places, when, files, to, reference: of.reference });
    }),
  );
  await writeFile(
    file,
    `set memory_limit = '8GB';\n${statements.filter((text) => text !== "").join(";\n")};\n`,
  );
}

const codes = ["fagomraade", "takstkode", "praksis_type_kode", "samhandler_praksis_type"];
const counts = ["antall_regninger", "sum_antall_takst"];
const amounts = ["sum_refusjon", "sum_egenandel_betalt_av_pasient", "sum_egenandel_dekket_av_folketrygden"];

interface Statement {
  readonly places: readonly string[];
  readonly when: readonly string[];
  readonly files: readonly string[];
  readonly to: string;
  readonly reference: string;
}

function statementOf({ places, when, files, to, reference }: Statement): string {
  if (files.length === 0) return "";
  const columns = [
    ...[...when, ...places, ...codes].map((name) => `${name} varchar`),
    ...counts.map((name) => `${name} bigint`),
    ...amounts.map((name) => `${name} decimal(18, 2)`),
  ];
  const ofKommune = places.includes("behandler_kommunenr");
  const names = ofKommune ? ", kommunenavn, fylkesnr" : "";
  const kommuner = `left join read_csv('${reference}', all_varchar = true) on kommunenr = row.behandler_kommunenr`;
  const order = ["fagomraade", "takstkode", "praksis_type_kode", ...places, ...when];
  return `copy (
    select row.* ${names} from (
      select unnest(takstbruk) as row
      from read_json([${files.join(", ")}], columns = {takstbruk: 'struct(${columns.join(", ")})[]'},
        format = 'unstructured', maximum_object_size = 1000000000)
    ) ${ofKommune ? kommuner : ""}
    order by ${order.map((name) => `row.${name}`).join(", ")}
  ) to '${to}' (format parquet, compression zstd)`;
}
