// Fagomraader and praksistyper, whose key names nobody has seen, and the tariff, from the API's text to the published row.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

describe("fagomraader and praksistyper", () => {
  it.each([
    '{"fagomraadekode":"LE","navn":"Lege","praksistyper":[{"kode":"FALE","navn":"Fastlege"}]}',
    '{"fagomraadekode":"LE","beskrivelse":"Lege","praksisTyper":[{"praksistypekode":"FALE","beskrivelse":"Fastlege"}]}',
    '{"praksiser":[{"fagomraadekode":"LE","praksis_type_kode":"FALE","tekst":"Fastlege"}],"fagomraadekode":"LE","tekst":"Lege"}',
    '{"fagomraadekode":"LE","navn":"Lege","praksistyper":{"praksistype":{"kode":"FALE","navn":"Fastlege"}}}',
    '{"fagomraadekode":"LE","navn":"Lege","p":[{"kode":"FALE","navn":"Fastlege","id":7}],"_links":{"self":"/x"},"tall":[1]}',
  ])("are found in %s", async (row) => {
    await models.given("fagomraader", [{ fagomraadekode: "LE", _row: row }]);
    expect(await models.rows("select fagomraade, fagomraade_navn from marts.fagomraader")).toEqual([
      { fagomraade: "LE", fagomraade_navn: "Lege" },
    ]);
    expect(await models.rows("from marts.praksistyper")).toEqual([
      {
        praksis_type_kode: "FALE",
        praksis_type_navn: "Fastlege",
        fagomraade: "LE",
        fagomraade_navn: "Lege",
        kilde: "kodeverk",
      },
    ]);
  });

  it.each([
    '{"fagomraadekode":"APO","navn":"Apotek"}',
    '{"fagomraadekode":"APO","navn":"Apotek","praksistyper":[]}',
  ])("may have no praksistyper: %s", async (row) => {
    await models.given("fagomraader", [{ fagomraadekode: "APO", _row: row }]);
    expect(await models.rows("from marts.fagomraader")).toHaveLength(1);
    expect(await models.rows("from marts.praksistyper")).toEqual([]);
  });

  it("let a praksistype stand under two fagomraader, and then belong to neither alone", async () => {
    const nested = '"praksistyper":[{"kode":"FELL","navn":"Felles"}]';
    await models.given("fagomraader", [
      { fagomraadekode: "LE", _row: `{"fagomraadekode":"LE","navn":"Lege",${nested}}` },
      { fagomraadekode: "PS", _row: `{"fagomraadekode":"PS","navn":"Psykolog",${nested}}` },
    ]);
    expect(await models.rows("from marts.praksistyper")).toHaveLength(2);
    expect(await models.rows("from dimensions.praksistyper_picked_by_kode")).toEqual([
      { praksis_type_kode: "FELL", praksis_type_navn: "Felles", fagomraade: null, kilde: "kodeverk" },
    ]);
  });
});

describe("takstkoder", () => {
  const row = { takst_id: "17", takstkode: "2ad", fagomraade: "LE" };

  it("reads days, amounts, counts and flags", async () => {
    await models.given("takstkoder", [
      {
        ...row,
        fradato: "2025-06-30T22:00:00.000+0000",
        tildato: "9999-12-31",
        honorar: "179",
        refusjon: "93,5",
        egenandel: "1.79E2",
        maks_repetisjoner: "99",
        repetisjonsprosent: "50",
        spesialisttakst: "N",
        beskrivelse: " Konsultasjon hos allmennpraktiserende lege ",
      },
    ]);
    expect(
      await models.rows(
        `select fradato, tildato, honorar, refusjon, egenandel, pasient_egenbetaling, maks_repetisjoner,
          repetisjonsprosent, spesialisttakst, beskrivelse from marts.takstkoder`,
      ),
    ).toEqual([
      {
        fradato: "2025-07-01",
        tildato: null,
        honorar: "179.00",
        refusjon: "93.50",
        egenandel: "179.00",
        pasient_egenbetaling: null,
        maks_repetisjoner: "99",
        repetisjonsprosent: "50.00",
        spesialisttakst: "false",
        beskrivelse: "Konsultasjon hos allmennpraktiserende lege",
      },
    ]);
  });

  it("keeps a code list as written, how it is meant, and its codes", async () => {
    await models.given("takstkoder", [
      { ...row, ugyldig_kombinasjon: "Alle unntatt|3ad|7", krever_takst: "2ad|2ak" },
    ]);
    expect(
      await models.rows(
        `select ugyldig_kombinasjon, ugyldig_kombinasjon_modus, ugyldig_kombinasjon_takstkoder,
          krever_takst_modus, krever_takst_takstkoder, krever_diagnose_koder from marts.takstkoder`,
      ),
    ).toEqual([
      {
        ugyldig_kombinasjon: "Alle unntatt|3ad|7",
        ugyldig_kombinasjon_modus: "alle_unntatt",
        ugyldig_kombinasjon_takstkoder: "['3ad', '7']",
        krever_takst_modus: "kun",
        krever_takst_takstkoder: "['2ad', '2ak']",
        krever_diagnose_koder: null,
      },
    ]);
  });

  it.each(["true", "J", "per pasient", "2"])(
    "gives maks_antall_gjelder_pasient as written: %s",
    async (text) => {
      await models.given("takstkoder", [{ ...row, maks_antall_gjelder_pasient: text }]);
      expect(await models.rows("select maks_antall_gjelder_pasient as text from marts.takstkoder")).toEqual([
        { text },
      ]);
    },
  );

  it.each([
    ["fradato", "20250701"],
    ["honorar", "gratis"],
    ["maks_repetisjoner", "1,5"],
    ["spesialisttakst", "kanskje"],
    ["krever_takst", "2ad|Alle"],
  ])("stops at %s %j and shows it", async (field, raw) => {
    await models.given("takstkoder", [{ ...row, [field]: raw }]);
    await expect(models.rows("from marts.takstkoder")).rejects.toThrow(`found ${JSON.stringify(raw)}`);
  });
});

describe("bandasjister", () => {
  it("keeps organisation numbers as text and times as Norwegian days", async () => {
    await models.given("bandasjister", [
      {
        sar_id: "1001",
        sar_orgnr: "012345678",
        gyldig_fra: "[2020,1,1]",
        tidspunkt_registrert: "1751320800000",
      },
    ]);
    expect(
      await models.rows(
        "select sar_orgnr, gyldig_fra, gyldig_til, tidspunkt_registrert from marts.bandasjister",
      ),
    ).toEqual([
      {
        sar_orgnr: "012345678",
        gyldig_fra: "2020-01-01",
        gyldig_til: null,
        tidspunkt_registrert: "2025-07-01 00:00:00",
      },
    ]);
  });
});
