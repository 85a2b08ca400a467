// The code lists of takstbruk: fagområder, and the praksistyper nested in them.
import type { Dataset } from "../src/domain/dataset.ts";
import type { Endpoint } from "../src/domain/endpoint.ts";
import { column, count, day, fagomraadeNavn, same, text } from "./columns.ts";
import { key } from "./fields.ts";

/** Only the code's key is known; the name and the nested praksistyper are found by what they are. */
/** The codes in the API's documentation of 2026. Pulls read them from the answer. */
export const documentedFagomraader = [
  ...["AP", "APO", "BE", "BI", "FBV", "FY", "HS", "JO", "KI", "KU", "LE", "LOGO"],
  ...["LR", "MU", "OP", "OR", "PO", "PR", "PS", "PT", "RE", "TH", "TP"],
] as const;

export const fagomraaderEndpoint: Endpoint = {
  name: "fagomraader",
  path: "/fagomraader",
  otherPaths: { xml: "/fagomraader" },
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
  alsoFrom: ["takstkoder", "takstbruk_landet_maned", "takstbruk_landet_ar"],
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
    fagomraadeNavn,
    count("antall_praksistyper", {
      nb: "Antall praksistyper kodeverket fører opp under fagområdet.",
      en: "Number of praksistyper the code list has under the fagområde.",
    }),
    count("antall_takstkoder", {
      nb: "Antall forskjellige takstkoder i takstkoder, historikken medregnet. 0 betyr at APIet ikke gir takster for fagområdet; tom når det ikke er spurt etter takster.",
      en: "Number of different takstkoder in takstkoder, history included. 0 means that the API gives no takster for the fagområde; empty where takster were not requested.",
    }),
    count("antall_praksistyper_brukt", {
      nb: "Antall praksistyper i fagområdets takstbruk for hele landet, også de som ikke står i kodeverket. Tom når det ikke er spurt etter den.",
      en: "Number of praksistyper in the takstbruk of the fagområde for the whole country, also those that are not in the code list. Empty where it was not requested.",
    }),
    count("antall_takstkoder_brukt", {
      nb: "Antall forskjellige takstkoder i fagområdets takstbruk for hele landet. Tom når det ikke er spurt etter den.",
      en: "Number of different takstkoder in the takstbruk of the fagområde for the whole country. Empty where it was not requested.",
    }),
    day("takstbruk_forste_maned", {
      nb: "Første måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen.",
      en: "First month with takstbruk for the whole country, as its first day. Empty where there is none.",
    }),
    day("takstbruk_siste_maned", {
      nb: "Siste måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen.",
      en: "Last month with takstbruk for the whole country, as its first day. Empty where there is none.",
    }),
    column("SMALLINT", "takstbruk_forste_ar", {
      nb: "Første år med årstall for takstbruk i hele landet. Tomt når det ikke er noe.",
      en: "First year with yearly takstbruk for the whole country. Empty where there is none.",
    }),
    column("SMALLINT", "takstbruk_siste_ar", {
      nb: "Siste år med årstall for takstbruk i hele landet. Tomt når det ikke er noe.",
      en: "Last year with yearly takstbruk for the whole country. Empty where there is none.",
    }),
  ],
};

export const praksistyper: Dataset = {
  name: "praksistyper",
  title: { nb: "Praksistyper", en: "Kinds of practice (praksistyper)" },
  grain: {
    nb: "Én rad per praksistype og fagområdet den er ført opp under; koder som bare finnes i takstbruk, har én rad per fagområde de er brukt i.",
    en: "One row per praksistype and the fagområde it is listed under; codes that only occur in takstbruk have one row per fagområde they are used in.",
  },
  keywords: {
    nb: ["praksistyper", "kodeverk", "helserefusjon", "behandlere"],
    en: ["kinds of practice", "code list", "health reimbursement", "Norway"],
  },
  from: ["fagomraader"],
  alsoFrom: ["takstbruk_landet_maned", "takstbruk_landet_ar"],
  key: ["praksis_type_kode", "fagomraade"],
  sort: ["praksis_type_kode", "fagomraade"],
  references: [same("fagomraader", ["fagomraade"])],
  columns: [
    text("praksis_type_kode", {
      nb: "Kode for praksistypen, for eksempel FALE for fastlege. Koder og navn er de APIet gir; dokumentasjonens liste er eldre.",
      en: "Code of the praksistype, such as FALE for general practitioners (fastlege). Codes and names are what the API gives; the list in its documentation is older.",
    }),
    text("praksis_type_navn", {
      nb: "Praksistypens navn i APIets kodeverk; for koder som ikke står der, navnet i radene for takstbruk, det nyeste. Tomt når heller ikke de har noe navn.",
      en: "Name of the praksistype in the API's code list; for codes that are not in it, the name in the rows of takstbruk, the latest. Empty where they have no name either.",
    }),
    text("fagomraade", {
      nb: "Kode for fagområdet praksistypen er ført opp under, eller brukt i når den ikke står i kodeverket.",
      en: "Code of the fagområde the praksistype is listed under, or used in where it is not in the code list.",
    }),
    fagomraadeNavn,
    text("kilde", {
      among: ["kodeverk", "takstbruk"],
      nb: "Hvor koden er fra: kodeverk (APIets liste under fagomraader) eller takstbruk (bare i rader for hele landet).",
      en: "Where the code is from: kodeverk (the API's list under fagomraader) or takstbruk (only in rows for the whole country).",
    }),
  ],
};
