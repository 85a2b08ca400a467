// Rows are compared with the request while their answer is read, and counted by month or year, however these are written.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { ContractError } from "../../src/domain/errors.ts";
import type { Period } from "../../src/domain/period.ts";
import { endpointNamed } from "../../src/domain/registry.ts";
import { extract } from "../../src/extract/extract.ts";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import { RowLines } from "../../src/extract/rows-file.ts";
import { openOriginal } from "../../src/representations/store-original.ts";
import { announced, endpoint as bodies } from "../representations/stored-bodies.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { scriptedServer } from "./scripted-server.ts";
import { give, options, scope } from "./two-endpoints.ts";

const byMunicipality = endpointNamed(registry, "takstbruk_kommune_ar");
const byCounty = endpointNamed(registry, "takstbruk_fylke_maned");
const window = { fagomraade: "FY", fomar: "2023", tomar: "2024" };
const right = {
  ar: "2023",
  takstkode: "2ad",
  fagomraade: "FY",
  praksis_type_kode: "FALE",
  behandler_kommunenr: "0301",
};

/** Reads rows as the answer to a request with these parameters, in chunks of so many bytes. */
function read(
  rows: readonly Readonly<Record<string, unknown>>[],
  {
    parameters,
    endpoint = byMunicipality,
    chunk = 1_000,
  }: {
    readonly parameters: Readonly<Record<string, string>>;
    readonly endpoint?: typeof byMunicipality;
    readonly chunk?: number;
  },
) {
  const body = Buffer.from(JSON.stringify({ takstbruk: rows }));
  const answer = new JsonAnswer({ endpoint, parameters }, new RowLines());
  for (let at = 0; at < body.length; at += chunk) answer.read(Buffer.from(body.subarray(at, at + chunk)));
  return answer.end();
}

describe("a row that was not requested is rejected", () => {
  it.each([
    [
      "another fagomraade",
      { fagomraade: "LE" },
      {},
      'has a value that was not requested in row 4 (expected fagomraade FY; found fagomraade "LE")',
    ],
    [
      "the same code in capitals",
      { takstkode: "2AD" },
      { takstkoder: "2ad" },
      'has a value that was not requested in row 4 (expected takstkoder 2ad; found takstkode "2AD")',
    ],
    [
      "another takst",
      { takstkode: "2ae" },
      { takstkoder: "2ad,2cd" },
      'has a value that was not requested in row 4 (expected takstkoder 2ad, 2cd; found takstkode "2ae")',
    ],
    [
      "another kommune",
      { behandler_kommunenr: "4601" },
      { kommuner: "0301,1505" },
      'has a value that was not requested in row 4 (expected kommuner 0301, 1505; found behandler_kommunenr "4601")',
    ],
    [
      "a kommune that is the number of another",
      { behandler_kommunenr: 1301 },
      { kommuner: "0301" },
      'in row 4 (expected kommuner 0301; found behandler_kommunenr "1301")',
    ],
    [
      "another praksistype",
      { praksis_type_kode: "LEVA" },
      { praksistyper: "FALE" },
      'has a value that was not requested in row 4 (expected praksistyper FALE; found praksis_type_kode "LEVA")',
    ],
    [
      "a code longer than most",
      { takstkode: "2ad-og-mer" },
      { takstkoder: "2ad" },
      'found takstkode "2ad-og-mer"',
    ],
    ["a code with an escape", { takstkode: "2a\nb" }, { takstkoder: "2ad" }, 'found takstkode "2a\\nb"'],
    [
      "an earlier year",
      { ar: "2019" },
      {},
      'has a value that was not requested in row 4 (expected 2023 to 2024; found ar "2019")',
    ],
    [
      "a later year, as a number",
      { ar: 2025 },
      {},
      'has a value that was not requested in row 4 (expected 2023 to 2024; found ar "2025")',
    ],
    [
      "a year that cannot be read",
      { ar: "i fjor" },
      {},
      'has a value that was not requested in row 4 (expected 2023 to 2024; found ar "i fjor")',
    ],
    ["a part of a year", { ar: "20" }, {}, 'found ar "20"'],
  ])("%s", (_, wrong, parameters, sentence) => {
    const rows = [right, right, { ...right, ar: "2024" }, { ...right, ...wrong }, right];
    for (const chunk of [1, 40, 1_000])
      expect(() => read(rows, { parameters: { ...window, ...parameters }, chunk })).toThrow(sentence);
  });

  it.each([
    ["05", "2019"],
    [5, 2019],
    ["201905", "2019"],
    ["2019-05", "2019"],
    ["201805", undefined],
    ["05", undefined],
    ["201802", "2019"],
    [13, 2018],
    [undefined, "2017"],
  ])("a month written as %s in the year %s", (maned, ar) => {
    const rows = [
      { ar: "2018", maned: "02" },
      { ar, maned },
    ];
    const parameters = { fommaned: "201801", tommaned: "201804" };
    expect(() => read(rows, { endpoint: byCounty, parameters })).toThrow(
      /in row 2 \(expected 201801 to 201804; found /,
    );
  });

  it("shortens a long list of codes", () => {
    const kommuner = Array.from({ length: 200 }, (_, at) => String(1000 + at)).join(",");
    expect(() => read([right], { parameters: { ...window, kommuner } })).toThrow(
      "1007, 1008, 1009 and 190 more; found",
    );
  });

  it("a row of another samhandlertype, where rows say it", () => {
    const nlk = { ...byMunicipality, period: undefined };
    const { period: _, ...endpoint } = nlk;
    const parameters = { samhandlertype: "PO" };
    expect(read([{ samhandlertype: "PO" }, {}], { endpoint, parameters }).rows).toBe(2);
    expect(() => read([{ samhandlertype: "LR" }], { endpoint, parameters })).toThrow(
      'has a value that was not requested in row 1 (expected samhandlertype PO; found samhandlertype "LR")',
    );
  });

  it("read from CSV too", async () => {
    const csv = (row: string) => `ar;takstkode;sum\n2023;2ad;1\n${row}\n`;
    const parameters = { fomar: "2023", tomar: "2023", takstkoder: "2ad" };
    const endpoint = { ...bodies, period: "ar" } as const;
    const store = async (row: string) => {
      const folder = await temporaryFolder();
      const files = { rows: join(folder, "rows"), original: join(folder, "original") };
      const writer = openOriginal({
        ...files,
        endpoint,
        parameters,
        representation: "csv",
        headers: announced,
      });
      writer.input.end(csv(row));
      return await writer.stored;
    };
    expect((await store("2023;2ad;2")).rows).toBe(2);
    await expect(store("2023;2ae;2")).rejects.toThrow(
      'has a value that was not requested in row 2 (expected takstkoder 2ad; found takstkode "2ae")',
    );
    await expect(store("2022;2ad;2")).rejects.toThrow(
      'has a value that was not requested in row 2 (expected 2023 to 2023; found ar "2022")',
    );
  });
});

describe("a row that was requested is read", () => {
  it.each([
    ["a kommune as a number", { behandler_kommunenr: 301 }, { kommuner: "1505,0301" }],
    ["a kommune without its zero", { behandler_kommunenr: "301" }, { kommuner: "0301" }],
    ["a code with spaces around it", { takstkode: " 2ad " }, { takstkoder: "2ad" }],
    ["a code written with escapes or as null", { takstkode: null }, { takstkoder: "2ad" }],
    ["a place that is not given", { behandler_kommunenr: undefined }, { kommuner: "0301" }],
    ["a year as a number", { ar: 2024 }, {}],
  ])("%s", (_, other, parameters) => {
    const rows = [right, { ...right, ...other }, right];
    expect(read(rows, { parameters: { ...window, ...parameters } }).rows).toBe(3);
  });

  it("with its fylke as 3, 03 or a name, which a number cannot be compared with", () => {
    const rows = [3, "3", "03", "Oslo"].map((behandler_fylke) => ({ behandler_fylke }));
    expect(read(rows, { endpoint: byCounty, parameters: { fylker: "03" } }).rows).toBe(4);
    expect(() =>
      read([{ behandler_fylke: 11 }], { endpoint: byCounty, parameters: { fylker: "03" } }),
    ).toThrow('has a value that was not requested in row 1 (expected fylker 03; found behandler_fylke "11")');
  });
});

describe("a server that answers another request", () => {
  const other = {
    takstkode: "7",
    praksis_type_kode: "FYAV",
    behandler_kommunenr: "1505",
    antall_regninger: 7,
    sum_antall_takst: 7,
    sum_refusjon: 7.5,
    sum_egenandel_betalt_av_pasient: 1.5,
    sum_egenandel_dekket_av_folketrygden: 0.0,
  };
  const swapped = (requested: string) => (requested === "FY" ? "LE" : "FY");
  const servers: readonly (readonly [
    string,
    (requested: string) => readonly object[],
    Readonly<Record<string, readonly string[]>>,
    string,
  ])[] = [
    [
      "adds rows of LE to those of FY",
      () => [
        { ...other, ar: "2023", fagomraade: "FY" },
        { ...other, ar: "2023", fagomraade: "LE" },
      ],
      { fagomraader: ["FY"] },
      'has a value that was not requested in row 2 (expected fagomraade FY; found fagomraade "LE")',
    ],
    [
      "answers other years",
      (requested) => [{ ...other, ar: "2019", fagomraade: requested }],
      {},
      'has a value that was not requested in row 1 (expected 2023 to 2024; found ar "2019")',
    ],
    [
      "ignores kommuner",
      (requested) => [{ ...other, ar: "2023", fagomraade: requested }],
      { kommuner: ["0301"] },
      'has a value that was not requested in row 1 (expected kommuner 0301; found behandler_kommunenr "1505")',
    ],
    [
      "ignores takstkoder",
      (requested) => [{ ...other, ar: "2023", fagomraade: requested }],
      { takstkoder: ["2ad"] },
      'has a value that was not requested in row 1 (expected takstkoder 2ad; found takstkode "7")',
    ],
    [
      "swaps FY and LE",
      (requested) => [{ ...other, ar: "2023", fagomraade: swapped(requested) }],
      {},
      'has a value that was not requested in row 1 (expected fagomraade LE; found fagomraade "FY")',
    ],
  ];

  it.each(servers)("%s: exit 4, names the request, keeps nothing", async (_, rowsFor, narrowed, sentence) => {
    const server = await scriptedServer((response, path) => {
      if (path === "/fagomraader")
        return give(response, '{"fagomraader":[{"fagomraadekode":"LE"},{"fagomraadekode":"FY"}]}');
      const requested = new URL(path, "http://x").searchParams.get("fagomraade") ?? "";
      return give(response, JSON.stringify({ takstbruk: rowsFor(requested) }));
    });
    const given = await options(server.origin);
    const failure = await extract({
      ...given,
      scope: {
        ...scope,
        since: "202301",
        until: "202412",
        geographies: ["kommune"],
        periods: ["ar"],
        ...narrowed,
      },
      endpoints: [endpointNamed(registry, "fagomraader"), byMunicipality],
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ContractError);
    expect(failure).toMatchObject({ exitCode: 4, message: expect.stringContaining(sentence) });
    expect(failure).toMatchObject({
      message: expect.stringMatching(/takstbruk_kommune_ar\/fagomraade-(LE|FY)_/),
    });
    const kept = await readdir(join(given.output, "raw"), { recursive: true });
    expect(
      kept.filter(
        (name) => /takstbruk_kommune_ar.*(rows\.csv|ndjson)$/.test(name) && !name.includes("partial"),
      ),
    ).toEqual([]);
  });
});

function periodsOf(period: Period, rows: readonly string[], chunk = 1_000): Readonly<Record<string, number>> {
  const body = Buffer.from(`{"takstbruk":[${rows.join(",")}]}`);
  const answer = new JsonAnswer({ endpoint: { ...byMunicipality, period } }, new RowLines());
  for (let at = 0; at < body.length; at += chunk) answer.read(Buffer.from(body.subarray(at, at + chunk)));
  return answer.end().periods;
}

it.each([
  ["texts", '{"ar":"2018","maned":"05"}'],
  ["numbers", '{"ar":2018,"maned":5}'],
  ["a month that carries its year", '{"ar":"2018","maned":"201805"}'],
  ["a month that carries its year, alone", '{"x":1,"maned":201805}'],
  ["a hyphen", '{"maned":"2018-05","ar":2018}'],
  ["spaces", '{ "ar" : " 2018" , "maned" : "05 " }'],
])("a month written as %s", (_, row) => {
  for (const chunk of [1, 7, 1_000])
    expect(periodsOf("maned", [row, row, row], chunk)).toEqual({ "201805": 3 });
});

it("counts each row in its own period, in order of time", () => {
  const rows = ["02", "01", "02", "12"].map(
    (maned, at) => `{"ar":"${2019 - (at % 2)}","maned":"${maned}","n":${at}}`,
  );
  expect(periodsOf("maned", rows)).toEqual({ "201801": 1, "201812": 1, "201902": 2 });
  expect(periodsOf("ar", rows)).toEqual({ "2018": 2, "2019": 2 });
});

it("counts no row that does not say, or not in digits", () => {
  const rows = [
    '{"ar":"2018"}',
    '{"maned":"05"}',
    '{"ar":"2018","maned":"mai"}',
    '{"ar":2018,"maned":5.5}',
    "{}",
  ];
  expect(periodsOf("maned", [...rows, '{"ar":null,"maned":null}', '{"ar":[2018],"maned":{"m":5}}'])).toEqual(
    {},
  );
});

it("rejects an answer with more months than any window has", () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => `{"ar":${1_000 + at}}`);
  expect(() => periodsOf("ar", rows)).toThrow("has too many different periods (expected at most 1000)");
});
