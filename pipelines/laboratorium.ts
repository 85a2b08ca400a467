// Laboratory reimbursement: the rate of each refusjonskategori, and the apat combinations that give one.
import type { Column, Dataset } from "../src/domain/dataset.ts";
import type { Axis, Endpoint } from "../src/domain/endpoint.ts";
import { day, decimal, text } from "./columns.ts";
import * as field from "./fields.ts";

/** Each samhandlertype has its own request, because the two have different rates and the answers do not name it. */
export const samhandlertypeAxis = {
  kind: "fixed",
  parameter: "samhandlertype",
  values: ["PO", "LR"],
} as const satisfies Axis;

export const refusjonskategorisatserEndpoint: Endpoint = {
  name: "refusjonskategorisatser",
  path: "/refusjonskategorisatser",
  otherPaths: { xml: "/refusjonskategorisatser" },
  envelope: "refusjonskategorisatser",
  axes: [samhandlertypeAxis],
  filters: [],
  fields: {
    refusjonskategoriid: field.text,
    refusjonskategori: field.key,
    refusjonssats: field.amount,
    fradato: field.firstDay,
    tildato: field.perhaps(field.date),
  },
};

export const apatkombinasjonerEndpoint: Endpoint = {
  name: "apatkombinasjoner",
  path: "/apatkombinasjoner",
  otherPaths: { xml: "/apatkombinasjoner" },
  envelope: "apatKombinasjoner",
  axes: [],
  filters: [],
  fields: {
    t_kode: field.key,
    p_kode: field.key,
    refusjonskategori: field.key,
    belop: field.amount,
    samhandler_type: field.key,
    fradato: field.firstDay,
    tildato: field.perhaps(field.date),
  },
};

/** Who PO and LR are. */
export const samhandlertypes = {
  nb: "PO for poliklinikk eller LR for privat laboratorium og radiologi.",
  en: "PO for hospital outpatient clinics or LR for private laboratories and radiology.",
};

/** A rate and the days it is valid: the same nested in a code as on its own. */
export const rate: readonly Column[] = [
  text("refusjonskategori", {
    api: "refusjonskategori",
    nb: "Koden for refusjonskategorien, for eksempel MB2.",
    en: "Code of the refusjonskategori, such as MB2.",
  }),
  text("refusjonskategoriid", {
    api: "refusjonskategoriid",
    nb: "APIets identifikator for refusjonskategorien med denne satsen.",
    en: "The API's identifier of the refusjonskategori with this rate.",
  }),
  decimal("refusjonssats", {
    api: "refusjonssats",
    nb: "Refusjonen i kroner for en analyse i kategorien. Satsene for PO og LR er forskjellige.",
    en: "Reimbursement in kroner for one analysis of the category. PO and LR have different rates.",
  }),
  day("fradato", {
    api: "fradato",
    nb: "Første dag satsen gjelder, i norsk tid.",
    en: "First day the rate is valid, Norwegian time.",
  }),
  day("tildato", {
    api: "tildato",
    nb: "Siste dag satsen gjelder, medregnet. Tom når den fortsatt gjelder.",
    en: "Last day the rate is valid, inclusive. Empty while it still is.",
  }),
];

export const refusjonskategorisatser: Dataset = {
  name: "refusjonskategorisatser",
  title: { nb: "Refusjonskategorier med satser", en: "Reimbursement categories and their rates" },
  grain: {
    nb: "Én rad per refusjonskategori, samhandlertype og periode satsen gjelder.",
    en: "One row per refusjonskategori, samhandlertype and period of the rate.",
  },
  keywords: {
    nb: ["laboratorium", "refusjonskategorier", "refusjonssatser", "poliklinikk"],
    en: ["laboratory", "reimbursement categories", "reimbursement rates", "Norway"],
  },
  from: ["refusjonskategorisatser"],
  oneRowPer: "refusjonskategorisatser",
  key: ["samhandlertype", "refusjonskategori", "fradato"],
  sort: ["samhandlertype", "refusjonskategori", "fradato"],
  references: [],
  columns: [
    text("samhandlertype", {
      among: samhandlertypeAxis.values,
      nb: `Hvem satsen gjelder for: ${samhandlertypes.nb} Tatt fra spørringen, siden svaret ikke sier det.`,
      en: `Whom the rate is for: ${samhandlertypes.en} Taken from the request, because the answer does not say.`,
    }),
    ...rate,
  ],
};

export const apatkombinasjoner: Dataset = {
  name: "apatkombinasjoner",
  title: { nb: "Apat-kombinasjoner for patologi", en: "Pathology code combinations (apat)" },
  grain: {
    nb: "Én rad per kombinasjon av T-kode og P-kode, refusjonskategori, samhandlertype og periode.",
    en: "One row per combination of T code and P code, refusjonskategori, samhandlertype and period.",
  },
  keywords: {
    nb: ["patologi", "apat", "laboratorium", "refusjonssatser"],
    en: ["pathology", "laboratory", "reimbursement rates", "Norway"],
  },
  from: ["apatkombinasjoner"],
  oneRowPer: "apatkombinasjoner",
  key: ["t_kode", "p_kode", "refusjonskategori", "samhandler_type", "fradato"],
  sort: ["t_kode", "p_kode", "refusjonskategori", "samhandler_type", "fradato"],
  references: [
    {
      columns: ["samhandler_type", "refusjonskategori"],
      dataset: "refusjonskategorisatser",
      to: ["samhandlertype", "refusjonskategori"],
      matches: "many",
    },
  ],
  columns: [
    text("t_kode", {
      api: "t_kode",
      nb: "T-koden (topografi): hvor i kroppen prøven er fra.",
      en: "The T code (topography): where in the body the sample is from.",
    }),
    text("p_kode", {
      api: "p_kode",
      nb: "P-koden (prosedyre): hva som er gjort med prøven.",
      en: "The P code (procedure): what was done with the sample.",
    }),
    text("refusjonskategori", {
      api: "refusjonskategori",
      nb: "Koden for refusjonskategorien kombinasjonen gir.",
      en: "Code of the refusjonskategori the combination gives.",
    }),
    text("samhandler_type", {
      among: samhandlertypeAxis.values,
      api: "samhandler_type",
      nb: `Hvem beløpet gjelder for: ${samhandlertypes.nb}`,
      en: `Whom the amount is for: ${samhandlertypes.en}`,
    }),
    decimal("belop", {
      api: "belop",
      nb: "Refusjonen i kroner for kombinasjonen.",
      en: "Reimbursement in kroner for the combination.",
    }),
    day("fradato", {
      api: "fradato",
      nb: "Første dag beløpet gjelder, i norsk tid.",
      en: "First day the amount is valid, Norwegian time.",
    }),
    day("tildato", {
      api: "tildato",
      nb: "Siste dag beløpet gjelder, medregnet. Tom når det fortsatt gjelder.",
      en: "Last day the amount is valid, inclusive. Empty while it still is.",
    }),
  ],
};
