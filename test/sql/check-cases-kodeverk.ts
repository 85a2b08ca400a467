// The tariff, the laboratory codes and the bandasjister of the pull that passes every check, and what fails each.
import type { TextRow } from "../../src/stores/warehouse.ts";
import type { Pull } from "./check-cases.ts";

export const takst: TextRow = {
  takst_id: "1",
  takstkode: "2ad",
  fagomraade: "LE",
  fradato: "2023-07-01",
  tildato: "2024-06-30",
  refusjon: "80.0",
};
const again: TextRow = { ...takst, takst_id: "2", fradato: "2024-07-01", tildato: null };
/** A takst with every field the API documents. */
const whole: TextRow = {
  ...takst,
  ...Object.fromEntries(
    [
      ...["honorar", "egenandel", "pasient_egenbetaling", "maks_repetisjoner", "repetisjonsprosent"],
      ...[
        "redusert_ref_fra_repetisjon",
        "redusert_repetisjonsprosent",
        "spesialisttakst",
        "krever_prosedyre",
      ],
      ...["krever_diagnose", "maks_antall_per_aar", "maks_antall_per_kalender_aar", "minimum_tidsbruk"],
      ...["maks_antall_gjelder_pasient", "beskrivelse", "resource_id", "tidsbruk_per_rep"],
    ].map((field) => [field, "1"]),
  ),
  ugyldig_kombinasjon: "Alle unntatt|2ad",
  krever_takst: "2ad",
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

export const kodeverkKeeping: Pull = {
  takstkoder: [whole, again],
  takstkoder_offisielle: [{ ...takst, ugyldig_kombinasjon: "Alle" }, again],
  nlkkoder: [
    { ...nlkkode, _samhandlertype: "PO" },
    { ...nlkkode, _samhandlertype: "LR", refusjonskategorisats: nested.replace("6.96", "6.45") },
    { ...nlkkode, nlkKodeid: "6", nlkKode: "NPU01567", _samhandlertype: "LR", refusjonskategorisats: null },
  ],
  refusjonskategorisatser: [{ ...rate, _samhandlertype: "PO" }],
  apatkombinasjoner: [apat],
  bandasjister: [{ sar_id: "1", gyldig_fra: "2020-01-01", gyldig_til: null }],
};

/** By check: the endpoints whose rows are changed, and to what. */
export const kodeverkBreaking: Readonly<Record<string, Pull>> = {
  apatkombinasjoner_end_after_they_begin: { apatkombinasjoner: [{ ...apat, tildato: "2023-12-31" }] },
  bandasjister_end_after_they_begin: {
    bandasjister: [{ sar_id: "1", gyldig_fra: "2020-01-02", gyldig_til: "2020-01-01" }],
  },
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
  nlkkoder_have_every_nested_rate: {
    nlkkoder: [{ ...nlkkode, _samhandlertype: "PO", refusjonskategorisats: nested.replace("}]", "},{}]") }],
  },
  nlkkoder_nested_rates_have_amounts: {
    nlkkoder: [
      {
        ...nlkkode,
        _samhandlertype: "PO",
        refusjonskategorisats: nested.replace("refusjonssats", "refusjonsSats"),
      },
    ],
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
  refusjonskategorisatser_end_after_they_begin: {
    refusjonskategorisatser: [{ ...rate, _samhandlertype: "PO", tildato: "2023-12-31" }],
  },
  takst_kombinasjoner_have_every_code: {
    takstkoder: [whole, { ...again, takst_id: null, krever_takst: "7" }],
  },
  takst_kombinasjoner_official_ones_among_all: {
    takstkoder_offisielle: [{ ...takst, ugyldig_kombinasjon: "Alle unntatt|7" }, again],
  },
  takst_kombinasjoner_official_ones_of_same_takster: { takstkoder_offisielle: [takst] },
  takstkoder_have_every_field_in_use: { takstkoder: [{ ...whole, resource_id: null }, again] },
  takstkoder_valid_without_a_gap: { takstkoder: [whole, { ...again, fradato: "2024-07-02" }] },
  takstkoder_end_after_they_begin: { takstkoder: [{ ...takst, tildato: "2023-06-30" }] },
  takstkoder_valid_one_at_a_time: {
    takstkoder: [takst, { ...takst, takst_id: "2", fradato: "2024-06-30", tildato: null }],
  },
};
