// An answer the real API gave (use of takst 2ad by doctors in Kristiansund in 2023), through the whole pipe.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** Facts of the answer: praksistype and its name, bills, refusjon, egenandel paid and covered, as their numbers were written. */
const answered = [
  ["FATU", "LIS1-Lege", "3999", "301185.0", "421520.0", "235920.0"],
  ["LEKO", "Legevakt kommunal", "10", "310.0", "1440.0", "160.0"],
  ["FALO", "Fastlønnet", "5571", "443411.0", "569630.0", "351050.0"],
  ["FALE", "Fastlege", "57602", "4756525.0", "5697640.0", "3806230.0"],
] as const;

const rows = answered.map(
  ([kode, navn, antall, refusjon, betalt, dekket]) =>
    `{"ar":"2023","behandler_kommunenr":"1505","sum_antall_takst":${antall},"takstkode":"2ad","fagomraade":"LE",` +
    `"praksis_type_kode":"${kode}","samhandler_praksis_type":"${navn}","antall_regninger":${antall},` +
    `"sum_refusjon":${refusjon},"sum_egenandel_betalt_av_pasient":${betalt},` +
    `"sum_egenandel_dekket_av_folketrygden":${dekket}}`,
);
const list =
  '{"fagomraader":[{"fagomraadekode":"LE","beskrivelse":"Lege","praksistyper":[{"kode":"FALE","navn":"Fastlege"}]}]}';

const argv = (origin: string, output: string) => [
  "run",
  ...["--origin", origin, "--output", output, "--datasets", "takstbruk_kommune_ar,praksistyper"],
  ...[
    "--fagomraader",
    "LE",
    "--kommuner",
    "1505",
    "--takstkoder",
    "2ad",
    "--since",
    "2023-01",
    "--until",
    "2023-12",
  ],
];

describe("the real answer", () => {
  it("becomes four Parquet rows with the right types, names and sums, asked for as the API was", async () => {
    const api = await scriptedServer((response, path) => {
      response.end(path === "/v1/fagomraader" ? list : `{"antall":4,"takstbruk":[${rows.join(",")}]}`);
    });
    const output = await temporaryFolder();
    const context = capturedContext();
    expect(await runProgram(argv(`${api.origin}/v1`, output), context), context.err()).toBe(0);
    expect(api.asked.map(decodeURIComponent)).toEqual([
      "/v1/fagomraader",
      "/v1/takstbruk/agtakst/kommune/ar?fagomraade=LE&fomar=2023&tomar=2023&takstkoder=2ad&kommuner=1505",
    ]);
    const file = join(output, "releases", "latest", "takstbruk_kommune_ar.parquet");
    const duckdb = await openWarehouse({ file: ":memory:" });
    expect(await duckdb.rows(`from '${file}' where praksis_type_kode = 'FALE'`)).toEqual([
      {
        ar: "2023",
        periode: "2023-01-01",
        behandler_kommunenr: "1505",
        kommunenavn: "Kristiansund",
        kommune_gyldig: "gyldig",
        fylkesnr: "15",
        fylkesnavn: "Møre og Romsdal",
        gjeldende_kommunenr: "1505",
        gjeldende_fylkesnr: "15",
        entydig: "true",
        fagomraade: "LE",
        fagomraade_navn: "Lege",
        takstkode: "2ad",
        praksis_type_kode: "FALE",
        praksis_type_navn: "Fastlege",
        praksistype_fagomraade: "LE",
        samhandler_praksis_type: "Fastlege",
        antall_regninger: "57602",
        sum_antall_takst: "57602",
        sum_refusjon: "4756525.00",
        sum_egenandel_betalt_av_pasient: "5697640.00",
        sum_egenandel_dekket_av_folketrygden: "3806230.00",
      },
    ]);
    const types = await duckdb.rows(`select column_type from (describe from '${file}')`);
    expect(types.map((row) => row.column_type).join(" ")).toBe(
      `SMALLINT DATE${" VARCHAR".repeat(7)} BOOLEAN${" VARCHAR".repeat(7)} BIGINT BIGINT${" DECIMAL(18,2)".repeat(3)}`,
    );
    const sums = `select sum(sum_refusjon)::varchar as refusjon, count(*)::varchar as rows from '${file}'`;
    expect(await duckdb.rows(sums)).toEqual([{ refusjon: "5501431.00", rows: "4" }]);
    duckdb.close();
  });
});
