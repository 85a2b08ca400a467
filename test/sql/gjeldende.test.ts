// Takstbruk summed to the kommuner and fylker of today, and the inhabitants a rate divides by.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

/** One takst in a kommune and year, used ten times for 1000 kroner. */
function used(behandler_kommunenr: string, ar: string): TextRow {
  return {
    ar,
    behandler_kommunenr,
    fagomraade: "LE",
    takstkode: "2ad",
    praksis_type_kode: "FALE",
    antall_regninger: "10",
    sum_antall_takst: "10",
    sum_refusjon: "1000.25",
  };
}

function usedInFylke(behandler_fylke: string, ar: string, antall: number): TextRow {
  const row = { ...used("", ar), behandler_fylke, sum_antall_takst: `${antall}` };
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== "behandler_kommunenr"));
}

const shown = `gjeldende_kommunenr, gjeldende_kommunenavn, er_gjeldende as kjent, antall_kilder as kilder,
  antall_uten_rad as uten, omtrentlig, sum_antall_takst as takst, sum_refusjon as refusjon`;

async function summed(rows: readonly TextRow[]): Promise<readonly (readonly (string | null)[])[]> {
  await models.given("takstbruk_kommune_ar", rows);
  const found = await models.rows(
    `select ${shown} from marts.takstbruk_kommune_ar_gjeldende order by gjeldende_kommunenr`,
  );
  return found.map((row) => Object.values(row));
}

describe("takstbruk_kommune_ar_gjeldende", () => {
  it("sums Asker, Røyken and Hurum of 2019 to the Asker of today", async () => {
    expect(await summed(["0220", "0627", "0628"].map((nr) => used(nr, "2019")))).toEqual([
      ["3203", "Asker", "true", "3", "0", "false", "30", "3000.75"],
    ]);
  });

  it("says that a kommune of that year has no row, which may be nought or up to five", async () => {
    expect(await summed([used("0220", "2019")])).toEqual([
      ["3203", "Asker", "true", "1", "2", "false", "10", "1000.25"],
    ]);
  });

  it("cannot say so when a number of another time may stand for the others", async () => {
    expect(await summed([used("0220", "2019"), used("3025", "2019")])).toEqual([
      ["3203", "Asker", "true", "2", null, "false", "20", "2000.50"],
    ]);
  });

  it("gives all of Snillfjord to Orkland, and calls each kommune that got a part approximate", async () => {
    const rows = ["5012", "5016", "5023", "5024", "5013"].map((nr) => used(nr, "2019"));
    expect(await summed(rows)).toEqual([
      ["5056", "Hitra", "true", "1", "0", "true", "10", "1000.25"],
      ["5059", "Orkland", "true", "4", "0", "true", "40", "4001.00"],
    ]);
  });

  it.each([
    ["1875", "2019", "true"],
    ["1875", "2020", "false"],
    ["1806", "2019", "true"],
    ["1850", "2019", "true"],
    ["5012", "2019", "true"],
    ["5012", "2020", "true"],
    ["5055", "2019", "true"],
    ["1507", "2023", "true"],
    ["1508", "2024", "false"],
    ["1504", "2019", "false"],
    ["1534", "2019", "false"],
    ["0704", "2016", "true"],
    ["0704", "2017", "false"],
    ["0301", "2019", "false"],
  ])("%s in %s is approximate: %s", async (kommunenr, ar, omtrentlig) => {
    expect((await summed([used(kommunenr, ar)])).map((row) => row[5])).toEqual([omtrentlig]);
  });

  it("gives Ålesund 2020–2023 whole to 1508, so that an unbroken series takes 1508 and 1580 as one", async () => {
    expect(await summed([used("1507", "2023")])).toEqual([
      ["1508", "Ålesund", "true", "1", "0", "true", "10", "1000.25"],
    ]);
    expect(await summed([used("1508", "2024"), used("1580", "2024")])).toEqual([
      ["1508", "Ålesund", "true", "1", "0", "false", "10", "1000.25"],
      ["1580", "Haram", "true", "1", "0", "false", "10", "1000.25"],
    ]);
  });

  it("keeps numbers that are no kommune of today, under their own number", async () => {
    expect(await summed(["0315", "9999", "4321"].map((nr) => used(nr, "2015")))).toEqual([
      ["0315", null, "false", "1", null, null, "10", "1000.25"],
      ["4321", null, "false", "1", null, null, "10", "1000.25"],
      ["9999", null, "false", "1", null, null, "10", "1000.25"],
    ]);
  });

  it.each([
    ["fullstendig", null, ["0220", "0627", "0628"], "0"],
    ["kan_mangle", null, ["0220"], "2"],
    ["ukjent", null, ["0220", "3025"], null],
    ["fullstendig", "0220,0627,0628", ["0220", "0627", "0628"], "0"],
    ["ukjent", "0220", ["0220"], null],
    ["ukjent", null, ["9999"], null],
  ])(
    "is %s if the pull requested kommuner %s and got %j",
    async (fullstendighet, kommuner, numbers, uten) => {
      await requested({ geography: "kommune", kommuner });
      await models.given(
        "takstbruk_kommune_ar",
        numbers.map((nr) => used(nr, "2019")),
      );
      expect(
        await models.rows(
          "select fullstendighet, antall_uten_rad as uten from marts.takstbruk_kommune_ar_gjeldende",
        ),
      ).toEqual([{ fullstendighet, uten }]);
      await models.given("plan", []);
    },
  );

  it.each(["kommune", "fylke"])("summed to a %s has the names of its codes", async (place) => {
    await models.given("fagomraader", [{ fagomraadekode: "LE", _row: lege }]);
    await models.given("takstkoder", [
      {
        fagomraade: "LE",
        takstkode: "2ad",
        beskrivelse: "Konsultasjon",
        fradato: "2020-07-01",
        takst_id: "1",
      },
    ]);
    await models.given("takstbruk_kommune_ar", [used("0301", "2023")]);
    await models.given("takstbruk_fylke_ar", [usedInFylke("03", "2023", 10)]);
    expect(
      await models.rows(`select fagomraade_navn, takst_navn, praksis_type_navn
        from marts.takstbruk_${place}_ar_gjeldende`),
    ).toEqual([{ fagomraade_navn: "Lege", takst_navn: "Konsultasjon", praksis_type_navn: "Fastlege" }]);
    for (const name of ["fagomraader", "takstkoder", "takstbruk_fylke_ar"]) await models.given(name, []);
  });

  it("keeps a sum nobody wrote empty, and adds up the others", async () => {
    await models.given("takstbruk_kommune_ar", [
      { ...used("0220", "2019"), sum_egenandel_betalt_av_pasient: "5" },
      used("0627", "2019"),
    ]);
    expect(
      await models.rows(
        `select sum_egenandel_betalt_av_pasient as betalt, sum_egenandel_dekket_av_folketrygden as dekket
        from marts.takstbruk_kommune_ar_gjeldende`,
      ),
    ).toEqual([{ betalt: "5.00", dekket: null }]);
  });
});

describe("takstbruk_fylke_ar_gjeldende", () => {
  const columns = `gjeldende_fylkesnavn as navn, summert_av, antall_kilder as kilder, antall_uten_rad as uten,
    fullstendighet, sum_antall_takst as takst, mangler_hoyst_sum_antall_takst as mangler`;

  async function summedToFylker(
    of: Readonly<Record<"fylker" | "kommuner", readonly (readonly [nr: string, antall: number])[]>>,
    ar: string,
  ) {
    const fylker = of.fylker.map(([nr, antall]) => usedInFylke(nr, ar, antall));
    const kommuner = of.kommuner.map(([nr, antall]) => ({ ...used(nr, ar), sum_antall_takst: `${antall}` }));
    await models.given("takstbruk_fylke_ar", fylker);
    await models.given("takstbruk_kommune_ar", kommuner);
    const found = await models.rows(
      `select ${columns} from marts.takstbruk_fylke_ar_gjeldende order by gjeldende_fylkesnr`,
    );
    return found.map((row) => Object.values(row));
  }

  it("takes undivided fylker from their own rows: Hordaland to Vestland, Oslo to itself", async () => {
    const fylker = [["12", 100] as const, ["03", 50] as const];
    expect(await summedToFylker({ fylker, kommuner: [["1201", 90]] }, "2018")).toEqual([
      ["Oslo", "fylke", "1", "0", "fullstendig", "50", "0"],
      ["Vestland", "fylke", "1", "25", "fullstendig", "100", "0"],
    ]);
  });

  it("takes divided fylker from their kommuner, and says how much they may lack: Viken", async () => {
    const kommuner = [["3025", 30] as const, ["3024", 20] as const, ["3004", 40] as const];
    expect(await summedToFylker({ fylker: [["30", 100]], kommuner }, "2021")).toEqual([
      ["Østfold", "kommuner", "1", "11", "kan_mangle", "40", "10"],
      ["Akershus", "kommuner", "2", "19", "kan_mangle", "50", "10"],
    ]);
  });

  it("gives Akershus 2018 from the old Akershus and the five kommuner it got from others", async () => {
    const fylker = [["02", 100] as const, ["06", 60] as const, ["01", 9] as const];
    const kommuner = [["0627", 20] as const, ["0628", 10] as const, ["0121", 9] as const];
    expect(await summedToFylker({ fylker, kommuner }, "2018")).toEqual([
      ["Akershus", "fylke_og_kommuner", "4", "2", "kan_mangle", "139", "30"],
    ]);
    const jevnakerAndLunner = [["0532", 6] as const, ["0533", 6] as const];
    const all = { fylker: [...fylker, ["05", 20] as const], kommuner: [...kommuner, ...jevnakerAndLunner] };
    expect(await summedToFylker(all, "2018")).toEqual([
      ["Akershus", "fylke_og_kommuner", "6", "0", "fullstendig", "151", "0"],
    ]);
  });

  it("knows what is missing for numbers of another time too, from the fylke of the same time", async () => {
    const requested = { fylker: [["30", 40] as const], kommuner: [["3025", 40] as const] };
    expect(await summedToFylker(requested, "2019")).toEqual([
      ["Akershus", "kommuner", "1", null, "fullstendig", "40", "0"],
    ]);
  });

  it("gives Akershus a row in each year, through three kinds of fylke", async () => {
    const years = ["2018", "2021", "2024"];
    const fylker = ["02", "30", "32"].map((nr, at) => usedInFylke(nr, years[at] ?? "", 10));
    await models.given("takstbruk_fylke_ar", fylker);
    await models.given(
      "takstbruk_kommune_ar",
      years.map((ar) => used(ar === "2021" ? "3025" : "0220", ar)),
    );
    const found = await models.rows(
      "select ar from marts.takstbruk_fylke_ar_gjeldende where gjeldende_fylkesnavn = 'Akershus' order by ar",
    );
    expect(found.map(({ ar }) => ar)).toEqual(years);
  });

  it("keeps a number that is no fylke under that number, so that sums are kept", async () => {
    expect(await summedToFylker({ fylker: [["99", 7]], kommuner: [["9999", 7]] }, "2021")).toEqual([
      [null, "fylke", "1", null, "ukjent", "7", null],
    ]);
  });

  it.each([
    ["fylke", { fylker: "02,06" }],
    ["kommune", { kommuner: "0627,0628,0121" }],
  ] as const)(
    "does not know what is missing if the pull requested some of a %s only",
    async (geography, some) => {
      await requested({ geography, ...some });
      const kommuner = [["0627", 20] as const, ["0628", 10] as const, ["0121", 9] as const];
      expect(await summedToFylker({ fylker: [["02", 100]], kommuner }, "2018")).toEqual([
        ["Akershus", "fylke_og_kommuner", "4", null, "ukjent", "139", null],
      ]);
      await models.given("plan", []);
    },
  );
});

describe("kommune_innbyggere", () => {
  it("gives a rate by one join on the number and the year of the row", async () => {
    await models.given("takstbruk_kommune_ar", [used("1505", "2023")]);
    expect(
      await models.rows(
        `select innbyggere from marts.takstbruk_kommune_ar as takstbruk
        inner join marts.kommune_innbyggere as folk
          on takstbruk.behandler_kommunenr = folk.kommunenr and takstbruk.ar = folk.ar`,
      ),
    ).toEqual([{ innbyggere: "24159" }]);
  });

  it("adds up to the kommuner of today: Asker, Røyken and Hurum 2019", async () => {
    expect(
      await models.rows(
        `select count(*) as kommuner, sum(innbyggere) as innbyggere from marts.kommune_innbyggere
        where gjeldende_kommunenr = '3203' and ar = 2019`,
      ),
    ).toEqual([{ kommuner: "3", innbyggere: "93679" }]);
  });

  it("has a row without inhabitants for each kommune that the source only has merged", async () => {
    const found = await models.rows(
      "select distinct kommunenr from marts.kommune_innbyggere where innbyggere is null order by kommunenr",
    );
    const missing = ["0706", "0719", "0720", "1723", "1729", "1901", "1915"];
    expect(found.map(({ kommunenr }) => kommunenr)).toEqual(missing);
  });

  it("has every kommune of each year, with the names of today", async () => {
    expect(
      await models.rows(`select count(*) as kommuner, count(gjeldende_kommunenavn) as navn,
        count(gjeldende_fylkesnavn) as fylker from marts.kommune_innbyggere where ar = 2016`),
    ).toEqual([{ kommuner: "428", navn: "428", fylker: "428" }]);
  });
});

describe("innbyggere_gjeldende", () => {
  it.each([
    ["fylke", "39", "2016", [null, "false", "13", "3", "174949"]],
    ["fylke", "39", "2017", ["240395", "true", "11", "0", "240395"]],
    ["kommune", "3907", "2016", [null, "false", "3", "3", null]],
    ["kommune", "3203", "2019", ["93679", "true", "3", "0", "93679"]],
    ["landet", "0", "2016", [null, "false", "428", "3", "5150571"]],
  ])("says for %s %s in %s what is known and whether it is all: %j", async (niva, nr, ar, expected) => {
    const [row = {}] = await models.rows(
      `select innbyggere, fullstendig, antall_kommuner, antall_uten_innbyggere, innbyggere_kjente
      from marts.innbyggere_gjeldende where niva = '${niva}' and nr = '${nr}' and ar = ${ar}`,
    );
    expect(Object.values(row)).toEqual(expected);
  });

  it("adds up to the same country from kommuner and from fylker, in each year", async () => {
    expect(
      await models.rows(`select ar from marts.innbyggere_gjeldende group by ar
        having count(distinct niva) <> 3
          or min(innbyggere_kjente) filter (niva = 'landet') <> sum(innbyggere_kjente) filter (niva = 'fylke')
          or min(innbyggere_kjente) filter (niva = 'landet') <> sum(innbyggere_kjente) filter (niva = 'kommune')`),
    ).toEqual([]);
  });

  it("is one join from takstbruk_fylke_ar_gjeldende", async () => {
    await models.given("takstbruk_fylke_ar", [usedInFylke("03", "2023", 10)]);
    expect(
      await models.rows(`select gjeldende_fylkesnavn as navn, innbyggere
        from marts.takstbruk_fylke_ar_gjeldende as bruk
        inner join marts.innbyggere_gjeldende as folk
          on folk.niva = 'fylke' and bruk.gjeldende_fylkesnr = folk.nr and bruk.ar = folk.ar`),
    ).toEqual([{ navn: "Oslo", innbyggere: "709037" }]);
  });
});

const lege = '{"fagomraadekode":"LE","navn":"Lege","praksistyper":[{"kode":"FALE","navn":"Fastlege"}]}';

/** Plans one request for takstbruk by year, with these codes as filters. */
async function requested(of: {
  readonly geography: "kommune" | "fylke";
  readonly kommuner?: string | null;
  readonly fylker?: string;
}): Promise<void> {
  const { geography, ...filters } = of;
  const chosen = Object.entries(filters).filter(([, codes]) => codes !== null);
  const parameters = JSON.stringify({
    fagomraade: "LE",
    fomar: "2015",
    tomar: "2019",
    ...Object.fromEntries(chosen),
  });
  await models.given("plan", [{ endpoint: `takstbruk_${geography}_ar`, key: "all", parameters }]);
}
