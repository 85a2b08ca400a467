// Reconciliation: rows of the three levels and the months on one side, what they add up to on the other.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());
beforeEach(async () => {
  for (const name of ["plan", ...registry.endpoints.map((endpoint) => endpoint.name)])
    await models.given(name, []);
});

/** Takst 2ad of general practitioners in 2023: five bills of 80 kroner, and 100 of egenandel the state covered. */
const used: TextRow = {
  ar: "2023",
  fagomraade: "LE",
  takstkode: "2ad",
  praksis_type_kode: "FALE",
  antall_regninger: "5",
  sum_antall_takst: "5",
  sum_refusjon: "500.0",
  sum_egenandel_dekket_av_folketrygden: "100.0",
};
const twice = { ...used, antall_regninger: "10", sum_antall_takst: "12", sum_refusjon: "1200.5" };
const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

function avstemt(columns: string): Promise<readonly TextRow[]> {
  return models.rows(`select ${columns} from marts.avstemming
    order by fagomraade, takstkode, praksis_type_kode, periodetype, periode`);
}

describe("avstemming", () => {
  it("puts kommuner, fylker and the country beside each other, with what lies between them", async () => {
    const kommuner = ["0301", "1505"].map((kommunenr) => ({ ...used, behandler_kommunenr: kommunenr }));
    await models.given("takstbruk_kommune_ar", kommuner);
    await models.given("takstbruk_fylke_ar", [
      { ...used, behandler_fylke: "03" },
      { ...twice, behandler_fylke: "15" },
    ]);
    await models.given("takstbruk_landet_ar", [{ ...twice, antall_regninger: "16", sum_antall_takst: "20" }]);
    expect(await models.rows("from marts.avstemming")).toEqual([
      {
        periodetype: "ar",
        ar: "2023",
        maned: null,
        periode: "2023-01-01",
        forelopig: null,
        fagomraade: "LE",
        fagomraade_navn: null,
        takstkode: "2ad",
        takst_navn: null,
        praksis_type_kode: "FALE",
        praksis_type_navn: null,
        ...level("kommune", ["2", "10", "10", "1000.00"]),
        ...level("fylke", ["2", "15", "17", "1700.50"]),
        ...level("landet", ["1", "16", "20", "1200.50"]),
        ...difference("fylke_minus_kommune", ["5", "7", "700.50"]),
        ...difference("landet_minus_fylke", ["1", "3", "-500.00"]),
        mangler_i_kommune_prosent_sum_antall_takst: "50.00",
        mangler_i_kommune_prosent_sum_refusjon: "16.70",
        maneder_spurt: "0",
        ...level("maneder", ["0", null, null, null]),
        ...difference("ar_minus_maneder", ["16", "20", "1200.50"]),
      },
    ]);
  });

  it("counts a kommune that is left out as missing, not as zero", async () => {
    await models.given("takstbruk_kommune_maned", [{ ...used, maned: "01", behandler_kommunenr: "0301" }]);
    await models.given("takstbruk_fylke_maned", [{ ...twice, maned: "01", behandler_fylke: "03" }]);
    await models.given("takstbruk_landet_maned", [{ ...twice, maned: "01" }]);
    expect(
      await avstemt("periodetype, maned, kommune_rader, mangler_i_kommune_prosent_sum_antall_takst as share"),
    ).toContainEqual({ periodetype: "maned", maned: "1", kommune_rader: "1", share: "58.33" });
  });

  it.each([
    ["kommune", { behandler_kommunenr: "0301" }],
    ["fylke", { behandler_fylke: "03" }],
    ["landet", {}],
  ])("keeps a takst that only %s has, and says that the others have no rows", async (only, place) => {
    await models.given(`takstbruk_${only}_ar`, [{ ...used, ...place }]);
    const expected = Object.fromEntries(
      ["kommune", "fylke", "landet"].flatMap((name) => [
        [`${name}_rader`, name === only ? "1" : "0"],
        [`${name}_sum_refusjon`, name === only ? "500.00" : null],
      ]),
    );
    expect(await avstemt(Object.keys(expected).join(", "))).toEqual([expected]);
  });

  it("takes all of a level for the difference where the other has no rows, and none where neither has", async () => {
    await models.given("takstbruk_landet_ar", [used]);
    expect(
      await avstemt(
        "landet_minus_fylke_sum_refusjon as landet, fylke_minus_kommune_sum_refusjon as fylke, mangler_i_kommune_prosent_sum_refusjon as share",
      ),
    ).toEqual([{ landet: "500.00", fylke: null, share: "100.00" }]);
  });

  it("does not take a sum the API did not write for zero", async () => {
    const silent = { ...used, sum_refusjon: null };
    await models.given("takstbruk_fylke_ar", [
      { ...used, behandler_fylke: "03" },
      { ...silent, behandler_fylke: "15" },
    ]);
    await models.given("takstbruk_landet_ar", [used]);
    expect(
      await avstemt(
        "fylke_sum_refusjon, landet_minus_fylke_sum_refusjon as money, landet_minus_fylke_antall_regninger as bills",
      ),
    ).toEqual([{ fylke_sum_refusjon: null, money: null, bills: "-5" }]);
  });

  it("gives no share of a country that has nothing", async () => {
    await models.given("takstbruk_landet_ar", [{ ...used, sum_refusjon: "0" }]);
    expect(await avstemt("mangler_i_kommune_prosent_sum_refusjon as share")).toEqual([{ share: null }]);
  });

  it("keeps the same takst of two fagomraader and two praksistyper apart", async () => {
    const rows = [used, { ...used, fagomraade: "PS" }, { ...used, praksis_type_kode: "LEVA" }];
    await models.given("takstbruk_landet_ar", rows);
    expect(await avstemt("fagomraade, praksis_type_kode, landet_rader")).toEqual([
      { fagomraade: "LE", praksis_type_kode: "FALE", landet_rader: "1" },
      { fagomraade: "LE", praksis_type_kode: "LEVA", landet_rader: "1" },
      { fagomraade: "PS", praksis_type_kode: "FALE", landet_rader: "1" },
    ]);
  });
});

describe("avstemming of months and years", () => {
  const columns = "maneder_spurt, maneder_rader, ar_minus_maneder_sum_refusjon as difference";

  async function given(those: readonly string[], year: string): Promise<readonly TextRow[]> {
    const parameters = '{"fagomraade":"LE","fommaned":"202301","tommaned":"202312"}';
    const requested = { endpoint: "takstbruk_landet_maned", key: "LE", parameters };
    await models.given("plan", [requested]);
    const inMonths = those.map((maned) => ({ ...used, maned }));
    await models.given("takstbruk_landet_maned", inMonths);
    await models.given("takstbruk_landet_ar", [{ ...used, sum_refusjon: year }]);
    return (await avstemt(`periodetype, ${columns}`)).filter(({ periodetype }) => periodetype === "ar");
  }

  it("finds nothing between twelve months and their year", async () => {
    expect(await given(months, "6000.0")).toEqual([
      { periodetype: "ar", maneder_spurt: "12", maneder_rader: "12", difference: "0.00" },
    ]);
  });

  it("finds what the year has more than its months", async () => {
    expect(await given(months, "6000.25")).toMatchObject([{ difference: "0.25" }]);
  });

  it("tells a month without a row from a month that was not requested", async () => {
    expect(await given(months.slice(1), "6000.0")).toMatchObject([
      { maneder_spurt: "12", maneder_rader: "11", difference: "500.00" },
    ]);
  });

  it("keeps a takst that has months and no year", async () => {
    await models.given("takstbruk_landet_maned", [{ ...used, maned: "03" }]);
    expect(await avstemt(`periodetype, landet_rader, ${columns}`)).toEqual([
      { periodetype: "ar", landet_rader: "0", maneder_spurt: "0", maneder_rader: "1", difference: "-500.00" },
      {
        periodetype: "maned",
        landet_rader: "1",
        maneder_spurt: null,
        maneder_rader: null,
        difference: null,
      },
    ]);
  });
});

type Four = readonly [string, string | null, string | null, string | null];

function level(name: string, [rader, regninger, takst, refusjon]: Four): TextRow {
  return { [`${name}_rader`]: rader, ...difference(name, [regninger, takst, refusjon]) };
}

function difference(name: string, [regninger, takst, refusjon]: readonly (string | null)[]): TextRow {
  return {
    [`${name}_antall_regninger`]: regninger ?? null,
    [`${name}_sum_antall_takst`]: takst ?? null,
    [`${name}_sum_refusjon`]: refusjon ?? null,
  };
}
