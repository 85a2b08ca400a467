// An answer the real API gave (use of takst 2ad by doctors in Kristiansund in 2023), through the whole pipe.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { openWarehouse } from "../../src/stores/warehouse.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const recorded = join(projectFolder, "test", "recordings", "takst-2ad-kristiansund-2023", "kommune-ar.json");
/** Made up, since no answer of this endpoint is on record: only the names seen are. */
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

/** The row of the general practitioners, as it is published. */
const rowOfFastleger = {
  ar: "2023",
  periode: "2023-01-01",
  antall_maneder: "12",
  forelopig: "false",
  behandler_kommunenr: "1505",
  kommunenavn: "Kristiansund",
  kommune_gyldig: "gyldig",
  fylkesnr: "15",
  fylkesnavn: "Møre og Romsdal",
  gjeldende_kommunenr: "1505",
  gjeldende_kommunenavn: "Kristiansund",
  gjeldende_fylkesnr: "15",
  gjeldende_fylkesnavn: "Møre og Romsdal",
  entydig: "true",
  fagomraade: "LE",
  fagomraade_navn: "Lege",
  takstkode: "2ad",
  praksis_type_kode: "FALE",
  praksis_type_navn: "Fastlege",
  praksis_type_fagomraade: "LE",
  samhandler_praksis_type: null,
  antall_regninger: "57602",
  sum_antall_takst: "57602",
  sum_refusjon: "4756525.00",
  sum_egenandel_betalt_av_pasient: "5697640.00",
  sum_egenandel_dekket_av_folketrygden: "3806230.00",
};

describe("the real answer", () => {
  it("becomes four Parquet rows with the right types, names and sums, requested as from the API", async () => {
    const api = await scriptedServer((response, path) => {
      response.end(path === "/v1/fagomraader" ? list : readFileSync(recorded));
    });
    const output = await temporaryFolder();
    const context = capturedContext();
    expect(await runProgram(argv(`${api.origin}/v1`, output), context), context.err()).toBe(0);
    expect(api.requested.map(decodeURIComponent)).toEqual([
      "/v1/fagomraader",
      "/v1/takstbruk/agtakst/kommune/ar?fagomraade=LE&fomar=2023&tomar=2023&takstkoder=2ad&kommuner=1505",
    ]);
    const file = join(output, "releases", "latest", "takstbruk_kommune_ar.parquet");
    const duckdb = await openWarehouse({ file: ":memory:" });
    expect(await duckdb.rows(`from '${file}' where praksis_type_kode = 'FALE'`)).toEqual([rowOfFastleger]);
    const types = await duckdb.rows(`select column_type from (describe from '${file}')`);
    expect(types.map((row) => row.column_type).join(" ")).toBe(
      `SMALLINT DATE TINYINT BOOLEAN${" VARCHAR".repeat(9)} BOOLEAN${" VARCHAR".repeat(7)} BIGINT BIGINT${" DECIMAL(18,2)".repeat(3)}`,
    );
    const sums = `select sum(sum_refusjon)::varchar as refusjon, count(*)::varchar as rows from '${file}'`;
    expect(await duckdb.rows(sums)).toEqual([{ refusjon: "5501431.00", rows: "4" }]);
    duckdb.close();
  });
});
