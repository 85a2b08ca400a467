// A small pull that keeps every claim, and for each check the change that makes one row break it.
import type { TextRow } from "../../src/stores/warehouse.ts";

/** The rows of each endpoint. */
export type Pull = Readonly<Record<string, readonly TextRow[]>>;

const used: TextRow = {
  ar: "2023",
  fagomraade: "LE",
  takstkode: "2ad",
  praksis_type_kode: "FALE",
  antall_regninger: "10",
  sum_antall_takst: "10",
  sum_refusjon: "1000.0",
  sum_egenandel_betalt_av_pasient: "500.0",
  sum_egenandel_dekket_av_folketrygden: "200.0",
};
const year: TextRow = { ...used, antall_regninger: "120", sum_antall_takst: "120", sum_refusjon: "12000.0" };
/** An øre off, as two figures can be that are each rounded to the øre. */
const rounded: TextRow = { ...used, sum_refusjon: "1000.01" };
const oslo: TextRow = { behandler_kommunenr: "0301" };
const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
const takst: TextRow = {
  takst_id: "1",
  takstkode: "2ad",
  fagomraade: "LE",
  fradato: "2023-07-01",
  tildato: "2024-06-30",
  refusjon: "80.0",
};
const rate: TextRow = {
  refusjonskategori: "MB2",
  refusjonssats: "6.96",
  fradato: "2024-01-01",
  tildato: "2024-12-31",
};
const nested = '[{"refusjonskategori":"MB2","refusjonssats":6.96,"fradato":"2024-01-01"}]';
const nlkkode: TextRow = {
  nlkKodeid: "5",
  nlkKode: "NPU01566",
  fradato: "2013-01-25",
  refusjonskategorisats: nested,
};
const apat: TextRow = {
  t_kode: "T1",
  p_kode: "P1",
  refusjonskategori: "PA1",
  samhandler_type: "PO",
  fradato: "2024-01-01",
};
const lege = '"praksistyper":[{"kode":"FALE","navn":"Fastlege"}]';

/** The receipt of an answer for these months. */
function window(fagomraade: string, fommaned: string, tommaned: string): TextRow {
  const parameters = JSON.stringify({ fagomraade, fommaned, tommaned });
  const endpoint = "takstbruk_landet_maned";
  return { endpoint, key: fagomraade, parameters, rows: "1", fetched_at: "2026-11-01T04:00:00.000Z" };
}

/** Keeps every claim. */
export const keeping: Pull = {
  receipts: [window("LE", "202301", "202312"), window("FY", "202301", "202312")],
  splits: [{ because: "status 504", divided_by: "fommaned", parts: "[]", _file: "/p/e/all.split.json" }],
  fagomraader: [{ fagomraadekode: "LE", _row: `{"fagomraadekode":"LE","navn":"Lege",${lege}}` }],
  takstkoder: [takst, { ...takst, takst_id: "2", fradato: "2024-07-01", tildato: null }],
  nlkkoder: [
    { ...nlkkode, _samhandlertype: "PO" },
    { ...nlkkode, _samhandlertype: "LR", refusjonskategorisats: nested.replace("6.96", "6.45") },
    { ...nlkkode, nlkKodeid: "6", nlkKode: "NPU01567", _samhandlertype: "LR", refusjonskategorisats: null },
  ],
  refusjonskategorisatser: [{ ...rate, _samhandlertype: "PO" }],
  apatkombinasjoner: [apat],
  bandasjister: [{ sar_id: "1", gyldig_fra: "2020-01-01", gyldig_til: null }],
  takstbruk_kommune_maned: months.map((maned) => ({ ...used, ...oslo, maned })),
  takstbruk_kommune_ar: [{ ...year, ...oslo }],
  takstbruk_fylke_maned: months.map((maned) => ({ ...rounded, behandler_fylke: "03", maned })),
  takstbruk_fylke_ar: [{ ...year, behandler_fylke: "Oslo" }],
  takstbruk_landet_maned: months.map((maned) => ({ ...used, maned })),
  takstbruk_landet_ar: [{ ...year, sum_refusjon: "12000.06" }],
};

const elsewhere = [{ fagomraadekode: "PS", _row: `{"fagomraadekode":"PS","navn":"Psykolog",${lege}}` }];
const january = { ...used, maned: "01" };

/** By check: the endpoints whose rows are changed, and to what. */
export const breaking: Readonly<Record<string, Pull>> = {
  apatkombinasjoner_end_after_they_begin: { apatkombinasjoner: [{ ...apat, tildato: "2023-12-31" }] },
  bandasjister_end_after_they_begin: {
    bandasjister: [{ sar_id: "1", gyldig_fra: "2020-01-02", gyldig_til: "2020-01-01" }],
  },
  behandler_fylke_is_known_ar: { takstbruk_fylke_ar: [{ ...year, behandler_fylke: "Atlantis" }] },
  behandler_fylke_is_known_maned: { takstbruk_fylke_maned: [{ ...january, behandler_fylke: "Atlantis" }] },
  dekket_egenandel_within_refusjon_ar: {
    takstbruk_landet_ar: [{ ...year, sum_egenandel_dekket_av_folketrygden: "12000.01" }],
  },
  dekket_egenandel_within_refusjon_maned: {
    takstbruk_landet_maned: [{ ...january, sum_egenandel_dekket_av_folketrygden: "1000.01" }],
  },
  fylker_within_landet_ar: {
    takstbruk_fylke_ar: ["03", "15"].map((fylke) => ({ ...year, behandler_fylke: fylke })),
  },
  fylker_within_landet_maned: {
    takstbruk_fylke_maned: [{ ...january, behandler_fylke: "03", sum_refusjon: "1000.02" }],
  },
  kommuner_of_months_over_10000: { takstbruk_kommune_maned: [{ ...january, behandler_kommunenr: "1151" }] },
  kommuner_within_fylker: {
    takstbruk_kommune_ar: ["0301", "3025"].map((kommunenr) => ({ ...year, behandler_kommunenr: kommunenr })),
  },
  kommuner_within_fylke_ar: { takstbruk_kommune_ar: [{ ...year, ...oslo, sum_antall_takst: "121" }] },
  kommuner_within_fylke_maned: {
    takstbruk_kommune_maned: ["3024", "3025"].map((kommunenr) => ({
      ...january,
      behandler_kommunenr: kommunenr,
    })),
    takstbruk_fylke_maned: [{ ...january, behandler_fylke: "Viken" }],
  },
  months_add_up_to_year: { takstbruk_landet_ar: [{ ...year, sum_refusjon: "12000.07" }] },
  nlkkoder_end_after_they_begin: { nlkkoder: [{ ...nlkkode, _samhandlertype: "PO", tildato: "2013-01-24" }] },
  nlkkoder_have_every_answer: {
    nlkkoder: ["PO", "PO"].map((type) => ({ ...nlkkode, _samhandlertype: type })),
  },
  nlkkoder_rates_as_in_refusjonskategorisatser: {
    refusjonskategorisatser: [{ ...rate, _samhandlertype: "PO", refusjonssats: "6.97" }],
  },
  nlkkoder_rates_begin_and_end_side_by_side: {
    nlkkoder: [
      {
        ...nlkkode,
        _samhandlertype: "PO",
        refusjonskategorisats: nested.replace("[", '[{"refusjonskategori":"MB2","fradato":"2024-01-01"},'),
      },
    ],
  },
  nlkkoder_rates_one_at_a_time: {
    nlkkoder: [
      {
        ...nlkkode,
        _samhandlertype: "PO",
        refusjonskategorisats: nested.replace("}]", '},{"refusjonskategori":"MB2","fradato":"2025-01-01"}]'),
      },
    ],
  },
  nlkkoder_replaced_without_a_circle: {
    nlkkoder: [{ ...nlkkode, _samhandlertype: "PO", erstattesAv: "NPU01566" }],
  },
  nlkkoder_valid_one_at_a_time: {
    nlkkoder: [nlkkode, { ...nlkkode, nlkKodeid: "7", fradato: "2020-01-01" }].map((row) => ({
      ...row,
      _samhandlertype: "PO",
    })),
  },
  dekning_has_no_hole: { receipts: [window("LE", "202301", "202312"), window("FY", "202301", "202311")] },
  months_present_for_fagomraade: {
    takstbruk_landet_maned: months.slice(0, -1).map((maned) => ({ ...used, maned })),
  },
  no_answer_divided_by_a_list: {
    splits: [
      { because: "status 413", divided_by: "praksistyper", parts: "[]", _file: "/p/e/all.split.json" },
    ],
  },
  nlkkoder_have_every_nested_rate: {
    nlkkoder: [{ ...nlkkode, _samhandlertype: "PO", refusjonskategorisats: nested.replace("}]", "},{}]") }],
  },
  nlkkoder_satser_per_samhandlertype_end_after_they_begin: {
    nlkkoder: [
      {
        ...nlkkode,
        _samhandlertype: "PO",
        refusjonskategorisats: nested.replace("}]", ',"tildato":"2023-12-31"}]'),
      },
    ],
  },
  praksistype_in_own_fagomraade_ar: { fagomraader: elsewhere },
  praksistype_in_own_fagomraade_maned: { fagomraader: elsewhere },
  praksistyper_have_every_nested_one: {
    fagomraader: [
      { fagomraadekode: "LE", _row: `{"fagomraadekode":"LE",${lege.replace("]", ',{"kode":null}]')}}` },
    ],
  },
  praksistyper_in_one_fagomraade: { fagomraader: [...(keeping.fagomraader ?? []), ...elsewhere] },
  refusjon_is_rate_times_count: { takstkoder: [{ ...takst, refusjon: "81.0" }] },
  refusjonskategorisatser_end_after_they_begin: {
    refusjonskategorisatser: [{ ...rate, _samhandlertype: "PO", tildato: "2023-12-31" }],
  },
  takstkoder_end_after_they_begin: { takstkoder: [{ ...takst, tildato: "2023-06-30" }] },
  takstkoder_valid_one_at_a_time: {
    takstkoder: [takst, { ...takst, takst_id: "2", fradato: "2024-06-30", tildato: null }],
  },
};
