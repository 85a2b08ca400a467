// The rates of laboratory codes: as answered for each samhandlertype, and PO and LR side by side.
import type { Column, Dataset } from "../src/domain/dataset.ts";
import { count, day, decimal, flag, same, sameOfMany, text } from "./columns.ts";
import { rate, samhandlertypeAxis, samhandlertypes } from "./laboratorium.ts";

const nlkKodeid = text("nlk_kodeid", {
  api: "nlkKodeid",
  nb: "APIets identifikator for NLK-koden i en gyldighetsperiode, som i nlkkoder.",
  en: "The API's identifier of the NLK code in one validity period, as in nlkkoder.",
});

const refusjonskategori = text("refusjonskategori", {
  api: "refusjonskategori",
  nb: "Koden for refusjonskategorien, for eksempel MB2.",
  en: "Code of the refusjonskategori, such as MB2.",
});

const sideBySide: readonly Column[] = [
  nlkKodeid,
  text("nlk_kode", {
    api: "nlkKode",
    nb: "NLK-koden, for eksempel NPU01566.",
    en: "The NLK code, such as NPU01566.",
  }),
  text("norsk_bruksnavn", {
    api: "norsk_bruksnavn",
    nb: "Analysens norske bruksnavn, for eksempel P-Albumin.",
    en: "Norwegian name of the analysis in use, such as P-Albumin.",
  }),
  refusjonskategori,
  day("gyldig_fra", {
    nb: "Første dag begge satsene og kodens gyldighet er som i raden. En ny rad begynner når satsen for PO, satsen for LR eller kodens gyldighet begynner eller har sluttet.",
    en: "First day both rates and the validity of the code are as in the row. A new row begins when the rate for PO, the rate for LR or the validity of the code begins or has ended.",
  }),
  day("gyldig_til", {
    nb: "Siste dag det er slik, medregnet. Tom når det fortsatt er slik.",
    en: "Last day this is so, inclusive. Empty while it still is.",
  }),
  decimal("refusjonssats_po", {
    nb: "Refusjonen i kroner for poliklinikker (PO). Tom når ingen sats gjelder for dem. Gjelder flere, er dette den som begynte sist.",
    en: "Reimbursement in kroner for hospital outpatient clinics (PO). Empty where no rate is valid for them. Where several are, this is the one that began last.",
  }),
  decimal("refusjonssats_lr", {
    nb: "Refusjonen i kroner for private laboratorier (LR). Tom når ingen sats gjelder for dem. Gjelder flere, er dette den som begynte sist.",
    en: "Reimbursement in kroner for private laboratories (LR). Empty where no rate is valid for them. Where several are, this is the one that began last.",
  }),
  count("antall_satser_po", {
    nb: "Antall satser som gjelder for PO samtidig. Ventet er 0 eller 1; alle står i nlkkoder_satser_per_samhandlertype.",
    en: "Number of rates valid for PO at once. Expected are 0 or 1; all are in nlkkoder_satser_per_samhandlertype.",
  }),
  count("antall_satser_lr", {
    nb: "Antall satser som gjelder for LR samtidig. Ventet er 0 eller 1; alle står i nlkkoder_satser_per_samhandlertype.",
    en: "Number of rates valid for LR at once. Expected are 0 or 1; all are in nlkkoder_satser_per_samhandlertype.",
  }),
  flag("kode_gyldig", {
    nb: "Om NLK-koden selv gjelder i dette tidsrommet. APIet gir satser også fra før koden begynte og etter at den sluttet.",
    en: "Whether the NLK code itself is valid in this stretch of time. The API gives rates also from before the code began and after it ended.",
  }),
];

/** The list people build by hand: what a code pays a public and a private laboratory. */
export const nlkkoderRefusjonskategorisatser: Dataset = {
  name: "nlkkoder_refusjonskategorisatser",
  title: {
    nb: "NLK-kodenes refusjonssatser, PO og LR ved siden av hverandre",
    en: "Reimbursement rates of the NLK codes, PO and LR side by side",
  },
  grain: {
    nb: "Én rad per NLK-kode, refusjonskategori og tidsrom der verken satsene eller kodens gyldighet endres.",
    en: "One row per NLK code, refusjonskategori and stretch of time in which neither rate nor the validity of the code changes.",
  },
  keywords: {
    nb: ["Norsk laboratoriekodeverk", "NLK", "laboratorium", "refusjonssatser"],
    en: ["Norwegian laboratory code system", "NPU", "laboratory", "reimbursement rates"],
  },
  from: ["nlkkoder"],
  key: ["nlk_kodeid", "refusjonskategori", "gyldig_fra"],
  sort: ["nlk_kode", "gyldig_fra", "nlk_kodeid", "refusjonskategori"],
  references: [same("nlkkoder", ["nlk_kodeid"])],
  columns: sideBySide,
};

/** The rates as they were answered. */
export const nlkkoderSatserPerSamhandlertype: Dataset = {
  name: "nlkkoder_satser_per_samhandlertype",
  title: {
    nb: "NLK-kodenes refusjonssatser slik APIet gir dem",
    en: "Reimbursement rates of the NLK codes as the API gives them",
  },
  grain: {
    nb: "Én rad per NLK-kode, samhandlertype og periode satsen gjelder, historikken medregnet.",
    en: "One row per NLK code, samhandlertype and period of the rate, history included.",
  },
  keywords: {
    nb: ["Norsk laboratoriekodeverk", "NLK", "laboratorium", "refusjonssatser"],
    en: ["Norwegian laboratory code system", "NPU", "laboratory", "reimbursement rates"],
  },
  from: ["nlkkoder"],
  key: ["nlk_kodeid", "samhandlertype", "refusjonskategori", "fradato"],
  sort: ["nlk_kodeid", "samhandlertype", "refusjonskategori", "fradato"],
  references: [
    same("nlkkoder", ["nlk_kodeid"]),
    sameOfMany("refusjonskategorisatser", ["samhandlertype", "refusjonskategori"]),
  ],
  columns: [
    nlkKodeid,
    text("samhandlertype", {
      among: samhandlertypeAxis.values,
      nb: `Hvem satsen gjelder for: ${samhandlertypes.nb} Tatt fra spørringen, siden svaret ikke sier det.`,
      en: `Whom the rate is for: ${samhandlertypes.en} Taken from the request, since the answer does not say.`,
    }),
    ...rate,
  ],
};
