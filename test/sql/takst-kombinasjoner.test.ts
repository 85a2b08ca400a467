// Which takster may not, or must, be billed together: from lists of codes to one row per pair.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

const takst: TextRow = {
  ...{ takst_id: "17", takstkode: "K01d", fagomraade: "LE" },
  ...{ fradato: "2025-07-01", tildato: null },
};

/** Kind, mode, other takstkode and whether official, of every row in order. */
async function rules(
  lists: TextRow,
  official?: string | null,
): Promise<readonly (readonly (string | null | undefined)[])[]> {
  await models.given("takstkoder", [{ ...takst, ...lists }]);
  await models.given(
    "takstkoder_offisielle",
    official === undefined ? [] : [{ ...takst, ugyldig_kombinasjon: official }],
  );
  const rows = await models.rows("from marts.takst_kombinasjoner order by kombinasjon desc, nummer");
  return rows.map((row) => [row.kombinasjon, row.modus, row.annen_takstkode, row.offisiell]);
}

describe("a combination", () => {
  it("has the days and the fagområde of its takst, and a number in its list", async () => {
    await rules({ ugyldig_kombinasjon: "L120|L30" });
    expect(await models.rows("from marts.takst_kombinasjoner order by nummer limit 1")).toEqual([
      {
        takst_id: "17",
        fagomraade: "LE",
        fagomraade_navn: null,
        takstkode: "K01d",
        takst_navn: null,
        gyldig_fra: "2025-07-01",
        gyldig_til: null,
        kombinasjon: "ugyldig",
        nummer: "1",
        modus: "kun",
        annen_takstkode: "L120",
        annen_takst_navn: null,
        offisiell: null,
      },
    ]);
  });

  it("is a row for each code, in the order of the list", async () => {
    expect(await rules({ ugyldig_kombinasjon: "L30|L120", krever_takst: "2ad|2as" })).toEqual([
      ["ugyldig", "kun", "L30", null],
      ["ugyldig", "kun", "L120", null],
      ["krever", "kun", "2ad", null],
      ["krever", "kun", "2as", null],
    ]);
  });

  it.each(["Alle unntatt|3ad|7", '["Alle unntatt","3ad","7"]', "Alle unntatt 3ad, 7"])(
    "of %s is a row for all, and one for each exception",
    async (list) => {
      expect(await rules({ ugyldig_kombinasjon: list })).toEqual([
        ["ugyldig", "alle_unntatt", null, null],
        ["ugyldig", "alle_unntatt", "3ad", null],
        ["ugyldig", "alle_unntatt", "7", null],
      ]);
    },
  );

  it("of Alle alone is the one row for all", async () => {
    expect(await rules({ ugyldig_kombinasjon: "Alle" })).toEqual([["ugyldig", "alle_unntatt", null, null]]);
  });

  it("of a code that stands twice in a list is one row", async () => {
    expect(await rules({ krever_takst: "7|3ad|7" })).toEqual([
      ["krever", "kun", "7", null],
      ["krever", "kun", "3ad", null],
    ]);
  });

  it.each([[null], [""], ["[]"]])("is no row for no list: %j", async (list) => {
    expect(await rules({ ugyldig_kombinasjon: list })).toEqual([]);
  });
});

describe("an official combination", () => {
  it("is marked, not doubled, and others are marked as not", async () => {
    expect(await rules({ ugyldig_kombinasjon: "L30|L120", krever_takst: "7" }, "L120")).toEqual([
      ["ugyldig", "kun", "L30", "false"],
      ["ugyldig", "kun", "L120", "true"],
      ["krever", "kun", "7", null],
    ]);
  });

  it("of all remains where every exception is filtered away and Alle unntatt becomes Alle", async () => {
    expect(await rules({ ugyldig_kombinasjon: "Alle unntatt|3ad|7" }, "Alle")).toEqual([
      ["ugyldig", "alle_unntatt", null, "true"],
      ["ugyldig", "alle_unntatt", "3ad", "false"],
      ["ugyldig", "alle_unntatt", "7", "false"],
    ]);
  });

  it("there is none of where the official list is gone", async () => {
    expect(await rules({ ugyldig_kombinasjon: "L30" }, null)).toEqual([["ugyldig", "kun", "L30", "false"]]);
  });

  it("is kept, last, where the other list does not have it", async () => {
    expect(await rules({ ugyldig_kombinasjon: "L30" }, "A1|L30")).toEqual([
      ["ugyldig", "kun", "L30", "true"],
      ["ugyldig", "kun", "A1", "true"],
    ]);
  });
});
