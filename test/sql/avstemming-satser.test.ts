// Reconciliation with the published rates: when a rate applied throughout, and when the sums are that rate times the bills.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());
beforeEach(async () => {
  for (const name of ["takstbruk_landet_maned", "takstbruk_landet_ar"]) await models.given(name, []);
});

const takst: TextRow = { takst_id: "1", takstkode: "2ad", fagomraade: "LE", refusjon: "80.0" };
const until = { ...takst, fradato: "2022-07-01", tildato: "2023-06-30" };
const since = { ...takst, takst_id: "2", fradato: "2023-07-01", tildato: null, refusjon: "85.5" };

/** Five bills of 80 kroner, and 100 of egenandel the state covered. */
const june: TextRow = {
  ar: "2023",
  maned: "06",
  fagomraade: "LE",
  takstkode: "2ad",
  praksis_type_kode: "FALE",
  antall_regninger: "5",
  sum_antall_takst: "5",
  sum_refusjon: "500.0",
  sum_egenandel_dekket_av_folketrygden: "100.0",
};

async function tested(takster: readonly TextRow[], bruk: readonly TextRow[]): Promise<readonly TextRow[]> {
  await models.given("takstkoder", takster);
  await models.given(
    "takstbruk_landet_maned",
    bruk.filter(({ maned }) => maned !== undefined),
  );
  await models.given(
    "takstbruk_landet_ar",
    bruk.filter(({ maned }) => maned === undefined),
  );
  return models.rows("from marts.avstemming_satser order by periodetype, periode");
}

describe("avstemming_satser", () => {
  it("holds a month against the rate of its period, apart from the egenandel the state covered", async () => {
    expect(await tested([until, since], [june])).toEqual([
      {
        periodetype: "maned",
        ar: "2023",
        maned: "6",
        periode: "2023-06-01",
        forelopig: null,
        fagomraade: "LE",
        fagomraade_navn: null,
        takstkode: "2ad",
        takst_navn: null,
        refusjon: "80.00",
        rader: "1",
        rader_som_stemmer: "1",
        prosent_som_stemmer: "100.00",
        antall_regninger: "5",
        forventet_refusjon: "400.00",
        funnet_refusjon: "400.00",
        differanse: "0.00",
      },
    ]);
  });

  it("says which share of the praksistyper holds", async () => {
    const practices = ["FALE", "LEVA", "LEKO"].map((kode) => ({ ...june, praksis_type_kode: kode }));
    const found = await tested(
      [until],
      [...practices, { ...june, praksis_type_kode: "SPES", sum_refusjon: "510" }],
    );
    expect(found).toMatchObject([
      { rader: "4", rader_som_stemmer: "3", prosent_som_stemmer: "75.00", differanse: "10.00" },
    ]);
  });

  it.each([
    ["500.01", "1"],
    ["499.99", "1"],
    ["500.02", "0"],
    ["499.98", "0"],
  ])(
    "lets %s kroner pass for 500 in %s rows, as far as two rounded sums can be apart",
    async (sum, holding) => {
      expect(await tested([until], [{ ...june, sum_refusjon: sum }])).toMatchObject([
        { rader_som_stemmer: holding },
      ]);
    },
  );

  it("takes a year only where one rate applied from its first day to its last", async () => {
    const { maned: _maned, ...year } = june;
    expect(await tested([until, since], [year])).toEqual([]);
    expect(await tested([{ ...until, fradato: "2023-01-01", tildato: "2023-12-31" }], [year])).toMatchObject([
      { periodetype: "ar", maned: null, rader_som_stemmer: "1" },
    ]);
  });

  it.each([
    ["begins within the month", [{ ...until, fradato: "2023-06-02" }]],
    ["ends within the month", [{ ...until, tildato: "2023-06-29" }]],
    ["overlaps another period", [until, { ...since, fradato: "2023-06-15" }]],
    ["has no rate", [{ ...until, refusjon: null }]],
    ["is of another fagomraade", [{ ...until, fagomraade: "PS" }]],
  ])("holds nothing against a takst that %s", async (_what, takster) => {
    expect(await tested(takster, [june])).toEqual([]);
  });

  it("leaves out rows where a bill has the takst more than once, and those without a sum", async () => {
    expect(
      await tested(
        [until],
        [
          { ...june, sum_antall_takst: "6" },
          { ...june, sum_refusjon: null },
        ],
      ),
    ).toEqual([]);
  });

  it("takes no covered egenandel for none covered", async () => {
    const uncovered = { ...june, sum_refusjon: "400", sum_egenandel_dekket_av_folketrygden: null };
    expect(await tested([until], [uncovered])).toMatchObject([{ rader_som_stemmer: "1" }]);
  });

  it("holds the same takstkode of two fagomraader against the rate of each", async () => {
    const other = { ...until, takst_id: "3", fagomraade: "PS", refusjon: "100" };
    expect(
      await tested([until, other], [june, { ...june, fagomraade: "PS", sum_refusjon: "600" }]),
    ).toHaveLength(2);
    expect(await models.rows("select distinct prosent_som_stemmer from marts.avstemming_satser")).toEqual([
      { prosent_som_stemmer: "100.00" },
    ]);
  });
});
