// PO and LR rates side by side: where the periods of the two and of the code itself cross, begin late or stay open.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

type Sats = readonly [sats: number | null, fra: string, til?: string];
type Row = readonly (string | null)[];

const code: TextRow = { nlkKodeid: "501", nlkKode: "NPU01566", fradato: "2013-01-25" };

/** The answers for a code: its rates for PO and for LR. */
function answers(of: TextRow, rates: { PO: readonly Sats[]; LR: readonly Sats[] }): readonly TextRow[] {
  return Object.entries(rates).map(([samhandlertype, satser]) => ({
    ...of,
    refusjonskategori: of.refusjonskategori ?? "MB2",
    _samhandlertype: samhandlertype,
    refusjonskategorisats: JSON.stringify(
      satser.map(([refusjonssats, fradato, tildato]) => ({ refusjonssats, fradato, tildato })),
    ),
  }));
}

/** From, to, PO, LR of every row. */
async function sideBySide(given: readonly TextRow[]): Promise<readonly Row[]> {
  await models.given("nlkkoder", given);
  const rows = await models.rows(
    "from marts.nlkkoder_refusjonskategorisatser order by nlk_kodeid, gyldig_fra",
  );
  return rows.map((row) =>
    ["gyldig_fra", "gyldig_til", "refusjonssats_po", "refusjonssats_lr"].map((name) => row[name] ?? null),
  );
}

describe("the rates of PO and LR side by side", () => {
  it("are one row where both have the same period", async () => {
    const given = answers(code, { PO: [[6.96, "2024-01-01"]], LR: [[6.45, "2024-01-01"]] });
    expect(await sideBySide(given)).toEqual([["2024-01-01", null, "6.96", "6.45"]]);
  });

  it("are cut where the period of either begins or ends", async () => {
    const given = answers(code, {
      PO: [
        [6, "2023-01-01", "2023-12-31"],
        [7, "2024-01-01"],
      ],
      LR: [
        [4, "2023-01-01", "2023-06-30"],
        [5, "2023-07-01", "2024-06-30"],
      ],
    });
    expect(await sideBySide(given)).toEqual([
      ["2023-01-01", "2023-06-30", "6.00", "4.00"],
      ["2023-07-01", "2023-12-31", "6.00", "5.00"],
      ["2024-01-01", "2024-06-30", "7.00", "5.00"],
      ["2024-07-01", null, "7.00", null],
    ]);
  });

  it("leave a gap open in which neither has a rate, and one side empty where only one has", async () => {
    const given = answers(code, {
      PO: [[6, "2023-01-01", "2023-03-31"]],
      LR: [[5, "2023-05-01", "2023-05-31"]],
    });
    expect(await sideBySide(given)).toEqual([
      ["2023-01-01", "2023-03-31", "6.00", null],
      ["2023-05-01", "2023-05-31", null, "5.00"],
    ]);
  });

  it("give the rate that began last where an earlier one was never closed, and count both", async () => {
    const given = answers(code, {
      PO: [
        [6, "2023-01-01"],
        [7, "2024-01-01"],
      ],
      LR: [],
    });
    expect(await sideBySide(given)).toEqual([
      ["2023-01-01", "2023-12-31", "6.00", null],
      ["2024-01-01", null, "7.00", null],
    ]);
    expect(
      await models.rows(
        `select antall_satser_po, antall_satser_lr from marts.nlkkoder_refusjonskategorisatser
          order by gyldig_fra`,
      ),
    ).toEqual([
      { antall_satser_po: "1", antall_satser_lr: "0" },
      { antall_satser_po: "2", antall_satser_lr: "0" },
    ]);
  });

  it("give an empty rate as empty, not as the rate before", async () => {
    const given = answers(code, {
      PO: [
        [6, "2023-01-01"],
        [null, "2024-01-01"],
      ],
      LR: [],
    });
    expect((await sideBySide(given)).map((row) => row[2])).toEqual(["6.00", null]);
  });

  it("leave out a rate that ends before it begins, which only the answered rates show", async () => {
    const given = answers(code, { PO: [[6, "2024-01-01", "2023-12-31"]], LR: [[5, "2024-01-01"]] });
    expect(await sideBySide(given)).toEqual([["2024-01-01", null, null, "5.00"]]);
    expect(await models.rows("from marts.nlkkoder_satser_per_samhandlertype")).toHaveLength(2);
  });
});

describe("NPU61124, which changed its category in the middle of 2023", () => {
  const years: readonly Sats[] = [
    [30, "2022-01-01", "2022-12-31"],
    [32.44, "2023-01-01"],
  ];
  const first = {
    ...code,
    nlkKodeid: "1",
    fradato: "2023-03-23",
    tildato: "2023-05-31",
    refusjonskategori: "IT2",
  };
  const second = { ...code, nlkKodeid: "2", fradato: "2023-06-01", refusjonskategori: "IT6" };
  const given = [
    ...answers(first, { PO: years, LR: [[32.25, "2023-01-01"]] }),
    ...answers(second, { PO: [[116.3, "2023-01-01"]], LR: [[115.6, "2023-01-01"]] }),
  ];

  it("has each category's rates in the days of its own row, and says which days those are", async () => {
    expect(await sideBySide(given)).toEqual([
      ["2022-01-01", "2022-12-31", "30.00", null],
      ["2023-01-01", "2023-03-22", "32.44", "32.25"],
      ["2023-03-23", "2023-05-31", "32.44", "32.25"],
      ["2023-06-01", null, "32.44", "32.25"],
      ["2023-01-01", "2023-05-31", "116.30", "115.60"],
      ["2023-06-01", null, "116.30", "115.60"],
    ]);
    expect(
      await models.rows(
        `select refusjonskategori, gyldig_fra, gyldig_til from marts.nlkkoder_refusjonskategorisatser
          where kode_gyldig order by gyldig_fra`,
      ),
    ).toEqual([
      { refusjonskategori: "IT2", gyldig_fra: "2023-03-23", gyldig_til: "2023-05-31" },
      { refusjonskategori: "IT6", gyldig_fra: "2023-06-01", gyldig_til: null },
    ]);
  });
});
