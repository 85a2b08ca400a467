// Coverage: what was asked for and what came, from the receipts of a pull and the requests that were divided.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

const answered: TextRow = {
  endpoint: "takstbruk_kommune_maned",
  key: "fagomraade-LE_fommaned-201805_tommaned-201905",
  parameters: '{"fagomraade":"LE","fommaned":"201805","tommaned":"201905"}',
  status: "200",
  fetched_at: "2026-06-30T22:30:00.000Z",
  rows: "5748",
  body: '{"bytes":1781880,"sha256":"ab12"}',
};
const columns = "endepunkt, status, rader, periode_fra, periode_til";

describe("dekning", () => {
  it("says of an answer what was asked for, what came, and when", async () => {
    await models.given("receipts", [answered]);
    expect(await models.rows("from marts.dekning")).toEqual([
      {
        endepunkt: "takstbruk_kommune_maned",
        foresporsel: "fagomraade-LE_fommaned-201805_tommaned-201905",
        fagomraade: "LE",
        samhandlertype: null,
        geografi: "kommune",
        periodetype: "maned",
        periode_fra: "2018-05-01",
        periode_til: "2019-05-01",
        status: "ok",
        rader: "5748",
        bytes: "1781880",
        sha256: "ab12",
        hentet: "2026-06-30 22:30:00",
        gjenbrukt_fra: null,
        delt_etter: null,
      },
    ]);
  });

  it("covers years from their first month to their last, and code lists without any", async () => {
    const years = { endpoint: "takstbruk_landet_ar", parameters: '{"fomar":"2015","tomar":"2019"}' };
    await models.given("receipts", [
      { ...answered, ...years },
      { ...answered, endpoint: "nlkkoder", parameters: '{"samhandlertype":"PO"}' },
    ]);
    expect(await models.rows(`select ${columns} from marts.dekning order by endepunkt`)).toEqual([
      { endepunkt: "nlkkoder", status: "ok", rader: "5748", periode_fra: null, periode_til: null },
      {
        endepunkt: "takstbruk_landet_ar",
        status: "ok",
        rader: "5748",
        periode_fra: "2015-01-01",
        periode_til: "2019-12-01",
      },
    ]);
  });

  it.each([
    [{ rows: "0" }, "tom"],
    [{ rows: "0", reused_from: "20260101T000000Z" }, "gjenbrukt"],
    [{ reused_from: "20260101T000000Z" }, "gjenbrukt"],
  ])("calls an answer with %j %s", async (more, status) => {
    await models.given("receipts", [{ ...answered, ...more }]);
    expect(await models.rows("select status from marts.dekning")).toEqual([{ status }]);
  });

  it("has a row for a request that was divided, besides those of its parts", async () => {
    await models.given("receipts", [answered]);
    await models.given("splits", [
      {
        because: "status 413",
        divided_by: "fommaned",
        parts: "[]",
        _file: "/pull/takstbruk_kommune_maned/fagomraade-LE_fommaned-201805_tommaned-201906.split.json",
      },
    ]);
    expect(
      await models.rows(
        "select foresporsel, fagomraade, status, rader, delt_etter from marts.dekning order by status",
      ),
    ).toEqual([
      {
        foresporsel: "fagomraade-LE_fommaned-201805_tommaned-201906",
        fagomraade: "LE",
        status: "delt",
        rader: null,
        delt_etter: "fommaned",
      },
      {
        foresporsel: "fagomraade-LE_fommaned-201805_tommaned-201905",
        fagomraade: "LE",
        status: "ok",
        rader: "5748",
        delt_etter: null,
      },
    ]);
  });
});
