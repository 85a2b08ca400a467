// A small pull that passes every check, and for each check the change that makes one row fail.
import type { TextRow } from "../../src/stores/warehouse.ts";
import { kodeverkBreaking, kodeverkKeeping, takst } from "./check-cases-kodeverk.ts";
import { part, planned, window, windows } from "./requested-windows.ts";

/** The rows of each endpoint. */
export type Pull = Readonly<Record<string, readonly TextRow[]>>;

const used: TextRow = {
  ar: "2023",
  fagomraade: "LE",
  takstkode: "2ad",
  praksis_type_kode: "FALE",
  samhandler_praksis_type: "Fastlege",
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
const lege = '"praksistyper":[{"kode":"FALE","navn":"Fastlege"}]';

/** Passes every check. */
export const keeping: Pull = {
  plan: windows.map(planned),
  receipts: windows,
  splits: [{ because: "status 504", divided_by: "fommaned", parts: "[]", _file: "/p/e/all.split.json" }],
  fagomraader: [{ fagomraadekode: "LE", _row: `{"fagomraadekode":"LE","navn":"Lege",${lege}}` }],
  ...kodeverkKeeping,
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
  ...kodeverkBreaking,
  takstbruk_fylke_ar_behandler_fylke_is_valid_in_its_period: {
    takstbruk_fylke_ar: [{ ...year, behandler_fylke: "01" }],
  },
  takstbruk_fylke_maned_behandler_fylke_is_valid_in_its_period: {
    takstbruk_fylke_maned: [{ ...january, ar: "2019", behandler_fylke: "30" }],
  },
  takstbruk_kommune_ar_behandler_kommunenr_is_valid_in_its_period: {
    takstbruk_kommune_ar: [{ ...year, behandler_kommunenr: "0312" }],
  },
  takstbruk_kommune_maned_behandler_kommunenr_is_valid_in_its_period: {
    takstbruk_kommune_maned: [{ ...january, ar: "2019", behandler_kommunenr: "3025" }],
  },
  takstbruk_fylke_ar_behandler_fylke_is_known: {
    takstbruk_fylke_ar: [{ ...year, behandler_fylke: "Atlantis" }],
  },
  takstbruk_fylke_maned_behandler_fylke_is_known: {
    takstbruk_fylke_maned: [{ ...january, behandler_fylke: "Atlantis" }],
  },
  takstbruk_landet_ar_dekket_egenandel_within_refusjon: {
    takstbruk_landet_ar: [{ ...year, sum_egenandel_dekket_av_folketrygden: "12000.01" }],
  },
  takstbruk_landet_maned_dekket_egenandel_within_refusjon: {
    takstbruk_landet_maned: [{ ...january, sum_egenandel_dekket_av_folketrygden: "1000.01" }],
  },
  takstbruk_fylke_ar_within_takstbruk_landet_ar: {
    takstbruk_fylke_ar: ["03", "15"].map((fylke) => ({ ...year, behandler_fylke: fylke })),
  },
  takstbruk_fylke_maned_within_takstbruk_landet_maned: {
    takstbruk_fylke_maned: [{ ...january, behandler_fylke: "03", sum_refusjon: "1000.02" }],
  },
  kommuner_of_months_over_10000: { takstbruk_kommune_maned: [{ ...january, behandler_kommunenr: "1151" }] },
  kommuner_within_fylker: {
    takstbruk_kommune_ar: ["0301", "3025"].map((kommunenr) => ({ ...year, behandler_kommunenr: kommunenr })),
  },
  takstbruk_kommune_ar_within_takstbruk_fylke_ar: {
    takstbruk_kommune_ar: [{ ...year, ...oslo, sum_antall_takst: "121" }],
  },
  takstbruk_kommune_maned_within_takstbruk_fylke_maned: {
    takstbruk_kommune_maned: ["3024", "3025"].map((kommunenr) => ({
      ...january,
      behandler_kommunenr: kommunenr,
    })),
    takstbruk_fylke_maned: [{ ...january, behandler_fylke: "Viken" }],
  },
  months_add_up_to_year: { takstbruk_landet_ar: [{ ...year, sum_refusjon: "12000.07" }] },
  dekning_has_every_month: {
    plan: [planned(window("LE", "202301", "202312")), planned(window("FY", "202301", "202311"))],
  },
  dekning_has_no_hole: {
    splits: [{ because: "status 504", divided_by: "fommaned", parts: part, _file: "/p/e/all.split.json" }],
  },
  months_present_for_fagomraade: {
    takstbruk_landet_maned: months.slice(0, -1).map((maned) => ({ ...used, maned })),
  },
  no_request_split_by_a_list: {
    splits: [
      {
        because: "status 413",
        divided_by: "praksistyper",
        parts: "[]",
        _file: "/p/takstbruk_landet_maned/LE.split.json",
      },
    ],
  },
  takstbruk_landet_ar_praksistype_in_own_fagomraade: { fagomraader: elsewhere },
  takstbruk_landet_maned_praksistype_in_own_fagomraade: { fagomraader: elsewhere },
  praksistyper_have_every_nested_one: {
    fagomraader: [
      { fagomraadekode: "LE", _row: `{"fagomraadekode":"LE",${lege.replace("]", ',{"kode":null}]')}}` },
    ],
  },
  praksistyper_in_code_list: { takstbruk_landet_ar: [{ ...year, praksis_type_kode: "KORI" }] },
  praksistyper_called_as_in_code_list: {
    takstbruk_landet_ar: [{ ...year, samhandler_praksis_type: "Allmennlege" }],
  },
  praksistyper_in_one_fagomraade: { fagomraader: [...(keeping.fagomraader ?? []), ...elsewhere] },
  refusjon_is_rate_times_count: { takstkoder: [{ ...takst, refusjon: "81.0" }] },
};
