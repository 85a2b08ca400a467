// What the use of takster adds to the code lists: praksistyper that no list has, and what each fagområde has.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
beforeEach(async () => {
  for (const name of ["plan", "takstkoder", "takstbruk_landet_maned", "takstbruk_landet_ar"]) {
    await models.given(name, []);
  }
  await models.given("fagomraader", [
    listed("FY", "Fysioterapi", [["FYNO", "Fysioterapeut"]]),
    listed("BI", "Bidragsreiser", []),
  ]);
});
afterAll(() => models.close());

type Praksistype = readonly [kode: string, navn: string];

function listed(fagomraadekode: string, navn: string, praksistyper: readonly Praksistype[]): TextRow {
  const nested = praksistyper.map(([kode, name]) => ({ kode, navn: name }));
  return { fagomraadekode, _row: JSON.stringify({ fagomraadekode, navn, praksistyper: nested }) };
}

const used: TextRow = { ar: "2026", fagomraade: "FY", takstkode: "A1a", praksis_type_kode: "FYNO" };

function requested(endpoint: string, fagomraade: string): TextRow {
  return { endpoint, key: fagomraade, parameters: JSON.stringify({ fagomraade }) };
}

describe("praksistyper", () => {
  const rows = () => models.rows("from marts.praksistyper order by all");
  const fromList = {
    praksis_type_kode: "FYNO",
    praksis_type_navn: "Fysioterapeut",
    fagomraade: "FY",
    fagomraade_navn: "Fysioterapi",
    kilde: "kodeverk",
  };

  it("are those of the code list where all that are used are in it", async () => {
    await models.given("takstbruk_landet_ar", [used]);
    expect(await rows()).toEqual([fromList]);
  });

  it("hold a code that is only used, with the name its rows carry", async () => {
    const row = { ...used, praksis_type_kode: "RHFO", samhandler_praksis_type: "Regionalt helseforetak" };
    await models.given("takstbruk_landet_ar", [row]);
    await models.given("takstbruk_landet_maned", [{ ...row, maned: "01" }]);
    expect(await rows()).toEqual([
      fromList,
      {
        praksis_type_kode: "RHFO",
        praksis_type_navn: "Regionalt helseforetak",
        fagomraade: "FY",
        fagomraade_navn: "Fysioterapi",
        kilde: "takstbruk",
      },
    ]);
  });

  it("call such a code what its latest rows call it", async () => {
    const row = { ...used, praksis_type_kode: "RHFO" };
    await models.given("takstbruk_landet_maned", [
      { ...row, ar: "2025", maned: "12", samhandler_praksis_type: "Å, det gamle navnet" },
      { ...row, maned: "02", samhandler_praksis_type: "Det nye navnet" },
      { ...row, maned: "03", samhandler_praksis_type: null },
    ]);
    expect((await rows()).map((found) => found.praksis_type_navn)).toEqual([
      "Fysioterapeut",
      "Det nye navnet",
    ]);
  });

  it("hold a code without a name, and one for each fagområde it is used in", async () => {
    const row = { ...used, praksis_type_kode: "KORI" };
    await models.given("takstbruk_landet_ar", [row, { ...row, fagomraade: "BI" }]);
    expect(
      await models.rows(
        "select * exclude (fagomraade_navn) from marts.praksistyper where kilde = 'takstbruk' order by all",
      ),
    ).toEqual([
      { praksis_type_kode: "KORI", praksis_type_navn: null, fagomraade: "BI", kilde: "takstbruk" },
      { praksis_type_kode: "KORI", praksis_type_navn: null, fagomraade: "FY", kilde: "takstbruk" },
    ]);
  });

  it("do not gain a listed code that is used in another fagområde, which is reported instead", async () => {
    await models.given("takstbruk_landet_ar", [{ ...used, fagomraade: "BI" }]);
    expect(await rows()).toEqual([fromList]);
  });
});

describe("fagomraader", () => {
  const columns = `antall_praksistyper, antall_takstkoder, antall_praksistyper_brukt, antall_takstkoder_brukt,
    takstbruk_forste_maned, takstbruk_siste_maned, takstbruk_forste_ar, takstbruk_siste_ar`;
  const values = async (fagomraade: string) => {
    const [row] = await models.rows(
      `select ${columns} from marts.fagomraader where fagomraade = '${fagomraade}'`,
    );
    return Object.values(row ?? {});
  };

  it("say how many praksistyper and takster each has, and from when to when takster were used", async () => {
    await models.given("plan", [
      requested("takstkoder", "all"),
      ...["FY", "BI"].map((fagomraade) => requested("takstbruk_landet_maned", fagomraade)),
    ]);
    await models.given("takstkoder", [
      { takst_id: "1", takstkode: "A1a", fagomraade: "FY" },
      { takst_id: "2", takstkode: "A1a", fagomraade: "FY" },
      { takst_id: "3", takstkode: "A2a", fagomraade: "FY" },
    ]);
    await models.given("takstbruk_landet_maned", [
      { ...used, ar: "2015", maned: "02" },
      { ...used, ar: "2016", maned: "201603" },
      { ...used, ar: null, maned: "2026-10", takstkode: "A9", praksis_type_kode: "KORI" },
    ]);
    await models.given("takstbruk_landet_ar", [{ ...used, ar: "2015" }, used]);
    expect(await values("FY")).toEqual(["1", "2", "2", "2", "2015-02-01", "2026-10-01", "2015", "2026"]);
    expect(await values("BI")).toEqual(["0", "0", "0", "0", null, null, null, null]);
  });

  it("leave empty what was not requested, rather than say 0", async () => {
    expect(await values("FY")).toEqual(["1", null, null, null, null, null, null, null]);
  });
});
