// Takster: one row per takst, whatever its history, with its name, its rates on the day of the pull and its use.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
beforeEach(async () => {
  for (const name of ["takstkoder", "takstbruk_landet_maned", "takstbruk_landet_ar"])
    await models.given(name, []);
  await models.given("fagomraader", [
    { fagomraadekode: "LE", _row: '{"fagomraadekode":"LE","navn":"Lege"}' },
  ]);
  await models.given("receipts", [
    { fetched_at: "2026-10-31T03:00:00.000Z" },
    { fetched_at: "2026-10-31T23:30:00.000Z" },
  ]);
});
afterAll(() => models.close());

const used: TextRow = { ar: "2025", fagomraade: "LE", takstkode: "2ad", praksis_type_kode: "FALE" };
const before: TextRow = {
  takst_id: "1",
  fagomraade: "LE",
  takstkode: "2ad",
  fradato: "2024-07-01",
  tildato: "2026-10-31",
  honorar: "191.0",
  refusjon: "16.0",
  egenandel: "175.0",
  beskrivelse: "Konsultasjon.",
};
const now: TextRow = {
  ...before,
  takst_id: "2",
  fradato: "2026-11-01",
  tildato: null,
  refusjon: "15.0",
  beskrivelse: "Konsultasjon hos allmennlege. Gjelder på dagtid.",
};

function columns(names: string): Promise<readonly TextRow[]> {
  return models.rows(`select ${names} from marts.takster order by all`);
}

describe("takster", () => {
  it("have one row for all periods of a takst, with the latest text and the rates of the day in Norway", async () => {
    await models.given("takstkoder", [now, before]);
    await models.given("takstbruk_landet_maned", [
      { ...used, maned: "3" },
      { ...used, maned: "12" },
    ]);
    await models.given("takstbruk_landet_ar", [used, { ...used, ar: "2019" }]);
    expect(await models.rows("from marts.takster")).toEqual([
      {
        fagomraade: "LE",
        fagomraade_navn: "Lege",
        takstkode: "2ad",
        takst_navn: "Konsultasjon hos allmennlege",
        beskrivelse: "Konsultasjon hos allmennlege. Gjelder på dagtid.",
        takst_type: "konsultasjon",
        takst_tid: "dag",
        gyldig_fra: "2024-07-01",
        gyldig_til: null,
        takst_er_gjeldende: "true",
        gjeldende_honorar: "191.00",
        gjeldende_refusjon: "15.00",
        gjeldende_egenandel: "175.00",
        antall_perioder: "2",
        takstbruk_forste_maned: "2025-03-01",
        takstbruk_siste_maned: "2025-12-01",
        takstbruk_forste_ar: "2019",
        takstbruk_siste_ar: "2025",
        kilde: "kodeverk",
      },
    ]);
  });

  it("multiply no krone of the use they are joined to, as takstkoder do", async () => {
    await models.given("takstkoder", [before, now]);
    await models.given("takstbruk_landet_ar", [{ ...used, sum_refusjon: "100.0" }]);
    const sumJoinedTo = async (dataset: string) =>
      await models.rows(`select sum(sum_refusjon) as sum from marts.takstbruk_landet_ar
        left join marts.${dataset} using (fagomraade, takstkode)`);
    expect(await sumJoinedTo("takster")).toEqual([{ sum: "100.00" }]);
    expect(await sumJoinedTo("takstkoder")).toEqual([{ sum: "200.00" }]);
  });

  it("have no rates today of a takst that has ended, and say so", async () => {
    await models.given("takstkoder", [before]);
    expect(await columns("takst_er_gjeldende, gjeldende_refusjon, gyldig_til")).toEqual([
      { takst_er_gjeldende: "false", gjeldende_refusjon: null, gyldig_til: "2026-10-31" },
    ]);
  });

  it("take the rate that began last where a period was never closed", async () => {
    await models.given("takstkoder", [{ ...before, tildato: null }, now]);
    expect(await columns("gjeldende_refusjon, gyldig_til")).toEqual([
      { gjeldende_refusjon: "15.00", gyldig_til: null },
    ]);
  });

  it("hold a code that is only used, without a name, so that the reference is complete", async () => {
    await models.given("takstkoder", [now]);
    await models.given("takstbruk_landet_ar", [{ ...used, takstkode: "X9" }]);
    expect(await columns("takstkode, takst_navn, takst_er_gjeldende, antall_perioder, kilde")).toEqual([
      {
        takstkode: "2ad",
        takst_navn: "Konsultasjon hos allmennlege",
        takst_er_gjeldende: "true",
        antall_perioder: "1",
        kilde: "kodeverk",
      },
      {
        takstkode: "X9",
        takst_navn: null,
        takst_er_gjeldende: null,
        antall_perioder: "0",
        kilde: "takstbruk",
      },
    ]);
  });

  it("keep the text of an earlier period where the latest has none", async () => {
    await models.given("takstkoder", [before, { ...now, beskrivelse: null }]);
    expect(await columns("takst_navn")).toEqual([{ takst_navn: "Konsultasjon" }]);
  });

  it("keep takster of the same code in different fagområder apart, and name a kind only of doctors' takster", async () => {
    await models.given("takstkoder", [now, { ...now, takst_id: "3", fagomraade: "TH" }]);
    expect(await columns("fagomraade, takst_type")).toEqual([
      { fagomraade: "LE", takst_type: "konsultasjon" },
      { fagomraade: "TH", takst_type: null },
    ]);
  });

  it.each([
    ["2at", "telefon", "dag"],
    ["2as", "tekst", "dag"],
    ["2afv", "video", "kveld"],
    ["2ak", "konsultasjon", "kveld"],
    ["705k", "laboratorium", null],
    ["707", null, null],
  ])("describe %s as the official tariff does: %s, %s", async (takstkode, type, time) => {
    await models.given("takstkoder", [{ ...now, takstkode }]);
    expect(await columns("takst_type, takst_tid")).toEqual([{ takst_type: type, takst_tid: time }]);
  });
});

describe("the short name of a takst", () => {
  it.each([
    ["Konsultasjon hos allmennlege.", "Konsultasjon hos allmennlege"],
    ["Kort kontakt på dagtid.\nGjelder også ved bud.", "Kort kontakt på dagtid"],
    ["Tidsbruk utover 20 min. per påbegynt 15 min.", "Tidsbruk utover 20 min. per påbegynt 15 min"],
    ["Video (kveld). Kan kun kombineres med H1", "Video (kveld)"],
    [
      `Sykebesøk ${"over fjell og fjord ".repeat(9)}`,
      "Sykebesøk over fjell og fjord over fjell og fjord over…",
    ],
    ["x".repeat(80), `${"x".repeat(59)}…`],
    ["To\tord   til", "To ord til"],
    ["", null],
  ])("of %j is %j", async (beskrivelse, takst_navn) => {
    await models.given("takstkoder", [{ ...now, beskrivelse }]);
    expect(await columns("takst_navn")).toEqual([{ takst_navn }]);
  });
});
