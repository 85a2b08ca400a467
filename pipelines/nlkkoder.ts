// The national laboratory code system (norsk laboratoriekodeverk): its codes, and their rates for PO and LR.

import type { Column, Dataset } from "../src/domain/dataset.ts";
import type { Endpoint } from "../src/domain/endpoint.ts";
import { codeList, count, day, decimal, flag, list, same, sameOfMany, text } from "./columns.ts";
import * as field from "./fields.ts";
import { rate, samhandlertypeAxis, samhandlertypes } from "./laboratorium.ts";

/** What a code is, when it is valid, and for whom. */
const nlkkoderColumns: readonly Column[] = [
  text("nlk_kodeid", {
    api: "nlkKodeid",
    nb: "APIets identifikator for koden i denne gyldighetsperioden. At bare den er unik, er ikke sett i et ekte svar på begge spørringene, for PO og LR.",
    en: "The API's identifier of the code in this validity period. That it alone is unique has not been seen in real answers to both questions, for PO and LR.",
  }),
  text("nlk_kode", {
    api: "nlkKode",
    nb: "NLK-koden, for eksempel NPU01566. Ikke unik: koden har én rad per gyldighetsperiode.",
    en: "The NLK code, such as NPU01566. Not unique: a code has one row per validity period.",
  }),
  text("norsk_bruksnavn", {
    api: "norsk_bruksnavn",
    nb: "Analysens norske bruksnavn, for eksempel P-Albumin.",
    en: "Norwegian name of the analysis in use, such as P-Albumin.",
  }),
  text("komponent", {
    api: "komponent",
    nb: "Det som måles, for eksempel glukose.",
    en: "What is measured, such as glucose.",
  }),
  text("system", {
    api: "system",
    nb: "Det materialet eller den delen av kroppen målingen gjelder, for eksempel plasma.",
    en: "The material or part of the body that is measured, such as plasma.",
  }),
  text("enhet", {
    api: "enhet",
    nb: "Måleenheten svaret oppgis i.",
    en: "Unit of the result.",
  }),
  text("egenskapsart", {
    api: "egenskapsart",
    nb: "Den egenskapen som måles, for eksempel stoffkonsentrasjon.",
    en: "Kind of property measured, such as substance concentration.",
  }),
  text("spesifisert_komponent", {
    api: "spesifisertKomponent",
    nb: "Nærmere angivelse av komponenten.",
    en: "Further specification of the component.",
  }),
  text("system_spesifikasjon", {
    api: "systemSpesifikasjon",
    nb: "Nærmere angivelse av systemet.",
    en: "Further specification of the system.",
  }),
  text("egenskapsart_spesifikasjon", {
    api: "egenskapsartSpesifikasjon",
    nb: "Nærmere angivelse av egenskapsarten.",
    en: "Further specification of the kind of property.",
  }),
  text("npu_definisjon", {
    api: "npuDefinisjon",
    nb: "Kodens definisjon i det internasjonale NPU-systemet, på engelsk.",
    en: "Definition of the code in the international NPU terminology.",
  }),
  text("npu_spesialitet", {
    api: "npuSpesialitet",
    nb: "Koden for spesialiteten i NPU-systemet, for eksempel CLC.",
    en: "Code of the specialty in the NPU terminology, such as CLC.",
  }),
  text("fagomraade_nlk", {
    api: "fagomraadeNlk",
    nb: "Laboratoriefaget koden hører til. Ikke det samme som takstenes fagområde.",
    en: "Laboratory discipline of the code. Not the same as the fagområde of a takst.",
  }),
  text("fagomraade_sekundaert", {
    api: "fagomraadeSekundaert",
    nb: "Et annet laboratoriefag koden også hører til.",
    en: "Another laboratory discipline the code also belongs to.",
  }),
  text("gruppering", {
    api: "gruppering",
    nb: "Grupperingen koden er plassert i.",
    en: "Group the code is placed in.",
  }),
  text("refusjonskategori", {
    api: "refusjonskategori",
    nb: "Koden for refusjonskategorien. Satsene står i nlkkoder_refusjonskategorisatser.",
    en: "Code of the refusjonskategori. The rates are in nlkkoder_refusjonskategorisatser.",
  }),
  day("fradato", {
    api: "fradato",
    nb: "Første dag koden gjelder, i norsk tid.",
    en: "First day the code is valid, Norwegian time.",
  }),
  day("tildato", {
    api: "tildato",
    nb: "Siste dag koden gjelder, medregnet. Tom når den fortsatt gjelder.",
    en: "Last day the code is valid, inclusive. Empty while it still is.",
  }),
  text("erstattes_av", {
    api: "erstattesAv",
    nb: "NLK-koden som erstatter denne.",
    en: "The NLK code that replaces this one.",
  }),
  text("erstattes_av_endelig", {
    nb: "Den siste koden i rekken av erstatninger som begynner med erstattes_av: den som ikke selv er erstattet i sin siste gyldighetsperiode. Tom når koden ikke er erstattet, og når rekken går i ring.",
    en: "The last code of the chain of replacements that begins with erstattes_av: the one that is not itself replaced in its latest validity period. Empty where the code is not replaced, and where the chain goes around in a circle.",
  }),
  text("hva_endret", {
    api: "hvaEndret",
    nb: "Hva som ble endret sist, med APIets egne ord.",
    en: "What was changed last, in the API's own words (Norwegian).",
  }),
  day("sist_endret_dato", {
    api: "sistEndretDato",
    nb: "Dagen koden sist ble endret, i norsk tid.",
    en: "Day the code was last changed, Norwegian time.",
  }),
  text("stjernekode", {
    api: "stjernekode",
    nb: "Om koden er en stjernekode. Gjengitt slik APIet skriver det, siden skrivemåten ikke er dokumentert.",
    en: "Whether the code is a stjernekode (starred code). Given as the API writes it, because the form is not documented.",
  }),
  ...codeList("ugyldig_kombinasjon", {
    api: "ugyldigKombinasjon",
    codes: { name: "nlk_koder", nb: "NLK-kodene", en: "The NLK codes" },
    nb: "NLK-koder som ikke kan brukes sammen med denne. Gjengitt slik APIet skriver listen.",
    en: "NLK codes that may not be used with this one. Given as the API writes the list.",
  }),
  list("samhandlertyper", {
    nb: "Samhandlertypene APIet gir koden for, sortert: LR for privat laboratorium og radiologi, PO for poliklinikk.",
    en: "The samhandlertyper the API gives the code for, sorted: LR for private laboratories and radiology, PO for hospital outpatient clinics.",
  }),
];

export const nlkkoderEndpoint: Endpoint = {
  name: "nlkkoder",
  path: "/nlkkoder",
  otherPaths: { xml: "/nlkkoder" },
  envelope: "nlkkoder",
  axes: [samhandlertypeAxis],
  filters: [],
  fields: {
    nlkKodeid: field.key,
    nlkKode: field.key,
    norsk_bruksnavn: field.text,
    komponent: field.text,
    system: field.text,
    enhet: field.text,
    egenskapsart: field.text,
    spesifisertKomponent: field.perhaps(field.text),
    npuDefinisjon: field.text,
    npuSpesialitet: field.text,
    fagomraadeSekundaert: field.perhaps(field.text),
    fagomraadeNlk: field.text,
    fradato: field.firstDay,
    tildato: field.perhaps(field.date),
    refusjonskategori: field.text,
    erstattesAv: field.perhaps(field.text),
    hvaEndret: field.perhaps(field.text),
    sistEndretDato: field.perhaps(field.date),
    stjernekode: field.perhaps(field.boolean),
    ugyldigKombinasjon: field.perhaps(field.codes),
    systemSpesifikasjon: field.perhaps(field.text),
    egenskapsartSpesifikasjon: field.perhaps(field.text),
    gruppering: field.perhaps(field.text),
    refusjonskategorisats: field.rows,
  },
};

export const nlkkoder: Dataset = {
  name: "nlkkoder",
  title: { nb: "NLK-koder", en: "Norwegian laboratory codes (NLK)" },
  grain: {
    nb: "Én rad per NLK-kode og gyldighetsperiode.",
    en: "One row per NLK code and validity period.",
  },
  keywords: {
    nb: ["Norsk laboratoriekodeverk", "NLK", "NPU", "laboratorium", "kodeverk"],
    en: ["Norwegian laboratory code system", "NPU", "laboratory", "code list"],
  },
  from: ["nlkkoder"],
  key: ["nlk_kodeid"],
  sort: ["nlk_kode", "fradato", "nlk_kodeid"],
  references: [{ columns: ["erstattes_av"], dataset: "nlkkoder", to: ["nlk_kode"], matches: "many" }],
  columns: nlkkoderColumns,
};

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
      en: `Whom the rate is for: ${samhandlertypes.en} Taken from the request, because the answer does not say.`,
    }),
    ...rate,
  ],
};
