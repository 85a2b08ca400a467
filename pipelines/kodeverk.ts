// The code lists takstbruk is told in: fagområder, and the praksistyper nested in them.
import type { Dataset } from "../src/domain/dataset.ts";
import type { Endpoint } from "../src/domain/endpoint.ts";
import { same, text } from "./columns.ts";
import { key } from "./fields.ts";

/** Only the code's key is known; the name and the nested praksistyper are found by what they are. */
export const fagomraaderEndpoint: Endpoint = {
  name: "fagomraader",
  path: "/fagomraader",
  envelope: "fagomraader",
  axes: [],
  filters: [],
  fields: { fagomraadekode: key },
  unnamed: ["text", "rows"],
};

export const fagomraader: Dataset = {
  name: "fagomraader",
  title: { nb: "Fagområder", en: "Fields of practice (fagområder)" },
  grain: { nb: "Én rad per fagområde.", en: "One row per fagområde." },
  keywords: {
    nb: ["fagområder", "kodeverk", "helserefusjon", "behandlere"],
    en: ["fields of practice", "code list", "health reimbursement", "Norway"],
  },
  from: ["fagomraader"],
  oneRowPer: "fagomraader",
  key: ["fagomraade"],
  sort: ["fagomraade"],
  references: [],
  columns: [
    text("fagomraade", {
      api: "fagomraadekode",
      nb: "Kode for fagområdet, for eksempel LE for lege eller FY for fysioterapi.",
      en: "Code of the fagområde, such as LE for doctors or FY for physiotherapy.",
    }),
    text("fagomraade_navn", {
      nb: "Fagområdets navn i APIets kodeverk.",
      en: "Name of the fagområde in the API's code list.",
    }),
  ],
};

export const praksistyper: Dataset = {
  name: "praksistyper",
  title: { nb: "Praksistyper", en: "Kinds of practice (praksistyper)" },
  grain: {
    nb: "Én rad per praksistype og fagområdet den hører til.",
    en: "One row per praksistype and the fagområde it belongs to.",
  },
  keywords: {
    nb: ["praksistyper", "kodeverk", "helserefusjon", "behandlere"],
    en: ["kinds of practice", "code list", "health reimbursement", "Norway"],
  },
  from: ["fagomraader"],
  key: ["praksis_type_kode", "fagomraade"],
  sort: ["praksis_type_kode", "fagomraade"],
  references: [same("fagomraader", ["fagomraade"])],
  columns: [
    text("praksis_type_kode", {
      nb: "Kode for praksistypen, for eksempel FALE for fastlege. Listen er den APIet gir; dokumentasjonens liste er eldre.",
      en: "Code of the praksistype, such as FALE for general practitioners (fastlege). The list is what the API gives; the one in its documentation is older.",
    }),
    text("praksis_type_navn", {
      nb: "Praksistypens navn i APIets kodeverk.",
      en: "Name of the praksistype in the API's code list.",
    }),
    text("fagomraade", {
      nb: "Kode for fagområdet praksistypen er ført opp under.",
      en: "Code of the fagområde the praksistype is listed under.",
    }),
  ],
};
