// NLK-koder, which are requested twice, and the rates nested in them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

const code = { nlkKodeid: "501", nlkKode: "NPU01566", refusjonskategori: "MB2", fradato: "2013-01-25" };

function rates(sats: string): string {
  return `[{"refusjonskategoriid":9,"refusjonskategori":"MB2","refusjonssats":${sats},"fradato":"2024-01-01"}]`;
}

describe("nlkkoder", () => {
  it("is one row for a code answered for both samhandlertyper, though their rates differ", async () => {
    await models.given("nlkkoder", [
      { ...code, _samhandlertype: "PO", refusjonskategorisats: rates("6.96") },
      { ...code, _samhandlertype: "LR", refusjonskategorisats: rates("6.45") },
    ]);
    expect(await models.rows("select nlk_kodeid, nlk_kode, samhandlertyper from marts.nlkkoder")).toEqual([
      { nlk_kodeid: "501", nlk_kode: "NPU01566", samhandlertyper: "['LR', 'PO']" },
    ]);
    expect(
      await models.rows(
        "select samhandlertype, refusjonssats from marts.nlkkoder_satser_per_samhandlertype order by all",
      ),
    ).toEqual([
      { samhandlertype: "LR", refusjonssats: "6.45" },
      { samhandlertype: "PO", refusjonssats: "6.96" },
    ]);
  });

  it("names the one samhandlertype a code was answered for", async () => {
    await models.given("nlkkoder", [{ ...code, _samhandlertype: "LR" }]);
    expect(await models.rows("select samhandlertyper from marts.nlkkoder")).toEqual([
      { samhandlertyper: "['LR']" },
    ]);
  });

  it("lets two rows survive where the two answers disagree, for the key check to stop", async () => {
    await models.given("nlkkoder", [
      { ...code, _samhandlertype: "PO" },
      { ...code, _samhandlertype: "LR", enhet: "mmol/L" },
    ]);
    expect(await models.rows("from marts.nlkkoder")).toHaveLength(2);
  });
});

describe("nlkkoder_satser_per_samhandlertype", () => {
  const rate =
    '{"refusjonskategori":"MB2","refusjonssats":6.96,"fradato":"2024-01-01","tildato":"2024-12-31"}';
  const later = '{"refusjonskategori":"MB2","refusjonssats":7.1,"fradato":"2025-01-01"}';

  it.each([
    ["an array", `[${rate},${later}]`, 2],
    ["a single object", rate, 1],
    ["an empty array", "[]", 0],
    ["an absent key", null, 0],
    ["an object around the array", `{"refusjonskategorisats":[${rate},${later}]}`, 2],
  ])("reads %s", async (_form, refusjonskategorisats, count) => {
    await models.given("nlkkoder", [{ ...code, _samhandlertype: "PO", refusjonskategorisats }]);
    expect(await models.rows("from marts.nlkkoder_satser_per_samhandlertype")).toHaveLength(count);
  });

  it("gives the rate's days, and the code's category where the rate has none", async () => {
    const bare = '{"refusjonssats":"6,96","fradato":[2024,1,1],"tildato":"9999-12-31"}';
    await models.given("nlkkoder", [{ ...code, _samhandlertype: "PO", refusjonskategorisats: bare }]);
    expect(await models.rows("from marts.nlkkoder_satser_per_samhandlertype")).toEqual([
      {
        nlk_kodeid: "501",
        samhandlertype: "PO",
        refusjonskategori: "MB2",
        refusjonskategoriid: null,
        refusjonssats: "6.96",
        fradato: "2024-01-01",
        tildato: null,
      },
    ]);
  });

  it("stops at a list it cannot read and shows it", async () => {
    await models.given("nlkkoder", [{ ...code, _samhandlertype: "PO", refusjonskategorisats: "6.96" }]);
    await expect(models.rows("from marts.nlkkoder_satser_per_samhandlertype")).rejects.toThrow(
      'found "6.96"',
    );
  });
});

describe("refusjonskategorisatser", () => {
  it("takes the samhandlertype from the request, which the answer does not say", async () => {
    const row = { refusjonskategori: "MB2", fradato: "01.01.2024" };
    await models.given("refusjonskategorisatser", [
      { ...row, _samhandlertype: "PO", refusjonssats: "6.96" },
      { ...row, _samhandlertype: "LR", refusjonssats: "6.45" },
    ]);
    expect(
      await models.rows(
        "select samhandlertype, refusjonskategori, refusjonssats, fradato from marts.refusjonskategorisatser order by all",
      ),
    ).toEqual([
      { samhandlertype: "LR", refusjonskategori: "MB2", refusjonssats: "6.45", fradato: "2024-01-01" },
      { samhandlertype: "PO", refusjonskategori: "MB2", refusjonssats: "6.96", fradato: "2024-01-01" },
    ]);
  });
});

describe("apatkombinasjoner", () => {
  it("reads the amount and the open end", async () => {
    await models.given("apatkombinasjoner", [
      {
        t_kode: "T01000",
        p_kode: "P11",
        refusjonskategori: "PA1",
        samhandler_type: "PO",
        belop: "1234.5",
        tildato: "",
      },
    ]);
    expect(await models.rows("select t_kode, p_kode, belop, tildato from marts.apatkombinasjoner")).toEqual([
      { t_kode: "T01000", p_kode: "P11", belop: "1234.50", tildato: null },
    ]);
  });
});
