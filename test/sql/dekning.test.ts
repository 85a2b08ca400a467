// Coverage: the requests and their answers, from a pull's plan, its receipts and the requests that were divided.
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

/** Plans these requests and answers them. */
async function given(...requests: readonly TextRow[]): Promise<void> {
  await models.given("plan", requests.map(requested));
  await models.given("receipts", requests);
  await models.given("splits", []);
}

function requested({ endpoint = null, key = null, parameters = null }: TextRow): TextRow {
  return { endpoint, key, parameters };
}

describe("dekning", () => {
  it("has the request, the answer and the time of each request", async () => {
    await given(answered);
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
    await given(
      { ...answered, ...years },
      { ...answered, endpoint: "nlkkoder", parameters: '{"samhandlertype":"PO"}' },
    );
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
    await given({ ...answered, ...more });
    expect(await models.rows("select status from marts.dekning")).toEqual([{ status }]);
  });

  it("calls a planned request without an answer avvist, and tells what it requested", async () => {
    await models.given("plan", [requested(answered)]);
    await models.given("receipts", []);
    expect(await models.rows(`select ${columns} from marts.dekning`)).toEqual([
      {
        endepunkt: "takstbruk_kommune_maned",
        status: "avvist",
        rader: null,
        periode_fra: "2018-05-01",
        periode_til: "2019-05-01",
      },
    ]);
  });

  it("has a row for a request that was divided, and one for each part, answered or not", async () => {
    const whole = "fagomraade-LE_fommaned-201805_tommaned-201906";
    const endpoint = "takstbruk_kommune_maned";
    const part = { endpoint, key: "last", parameters: { fagomraade: "LE", fommaned: "201906" } };
    const parts = JSON.stringify([{ ...part, key: answered.key }, part]);
    await models.given("plan", [
      { endpoint, key: whole, parameters: '{"fagomraade":"LE","fommaned":"201805","tommaned":"201906"}' },
    ]);
    await models.given("receipts", [answered]);
    await models.given("splits", [
      {
        because: "status 413",
        divided_by: "fommaned",
        parts,
        _file: `/pull/${endpoint}/${whole}.split.json`,
      },
    ]);
    const told = "foresporsel, fagomraade, geografi, status, rader, delt_etter";
    const same = { fagomraade: "LE", geografi: "kommune" };
    expect(await models.rows(`select ${told} from marts.dekning order by status`)).toEqual([
      { ...same, foresporsel: "last", status: "avvist", rader: null, delt_etter: null },
      { ...same, foresporsel: whole, status: "delt", rader: null, delt_etter: "fommaned" },
      { ...same, foresporsel: answered.key, status: "ok", rader: "5748", delt_etter: null },
    ]);
  });
});
