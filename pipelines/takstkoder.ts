// The tariff: what each takst pays, and what it may and must be billed together with.

import type { Column, Dataset, Words } from "../src/domain/dataset.ts";
import type { Endpoint, Field } from "../src/domain/endpoint.ts";
import { codeList, count, day, decimal, fagomraadeNavn, flag, same, text } from "./columns.ts";
import * as field from "./fields.ts";
import { severalPeriodsOfATakst } from "./traps.ts";

/** Six fields of the documentation that no takst may have. */
const perhapsUnused: Words = {
  nb: "Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
  en: "The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
};

const names: readonly Column[] = [
  text("takst_id", {
    api: "takst_id",
    nb: "APIets identifikator for taksten i denne gyldighetsperioden.",
    en: "The API's identifier of the takst in this validity period.",
  }),
  text("fagomraade", {
    api: "fagomraade",
    nb: "Kode for fagområdet taksten gjelder for. Samme takstkode kan bety noe annet i et annet fagområde.",
    en: "Code of the fagområde the takst belongs to. The same takstkode may mean something else in another one.",
  }),
  fagomraadeNavn,
  text("takstkode", {
    api: "takstkode",
    nb: "Takstens kode, for eksempel 2ad. Store og små bokstaver er forskjellige tegn.",
    en: "Code of the takst, such as 2ad. Upper and lower case differ.",
  }),
  text("beskrivelse", {
    api: "beskrivelse",
    nb: "Hva taksten dekker, med APIets egne ord.",
    en: "What the takst covers, in the API's own words (Norwegian).",
  }),
];

const validity: readonly Column[] = [
  day("fradato", {
    api: "fradato",
    nb: "Første dag taksten gjelder, i norsk tid. Satsene endres vanligvis 1. juli.",
    en: "First day the takst is valid, Norwegian time. Rates usually change on 1 July.",
  }),
  day("tildato", {
    api: "tildato",
    nb: "Siste dag taksten gjelder, medregnet. Tom når den fortsatt gjelder.",
    en: "Last day the takst is valid, inclusive. Empty while it still is.",
  }),
  count("dager_siden_forrige", {
    nb: "Antall dager taksten ikke var gyldig før denne perioden: fra den siste dagen i periodene før, for samme takstkode i fagområdet. 0 når perioden følger rett etter eller overlapper en før; tom for den første.",
    en: "Number of days the takst was not valid before this period: since the last day of the periods before, of the same takstkode in the fagområde. 0 where the period follows at once or overlaps one before; empty for the first.",
  }),
  flag("overlapper_forrige", {
    nb: "Om en periode som begynte før, for samme takstkode i fagområdet, fortsatt gjelder når denne begynner. Tom for den første. Perioder rettes ikke.",
    en: "Whether a period that began before, of the same takstkode in the fagområde, is still valid when this one begins. Empty for the first. Periods are not corrected.",
  }),
];

const amounts: readonly Column[] = [
  decimal("honorar", {
    api: "honorar",
    nb: "Honoraret i kroner: det behandleren får for taksten i alt.",
    en: "The fee in kroner: all the practitioner receives for the takst.",
  }),
  decimal("refusjon", {
    api: "refusjon",
    nb: "Refusjonen i kroner: den delen folketrygden betaler.",
    en: "The reimbursement in kroner: the part paid by the National Insurance Scheme.",
  }),
  decimal("egenandel", {
    api: "egenandel",
    nb: "Egenandelen i kroner. Folketrygden dekker den for pasienter som har frikort eller er fritatt.",
    en: "The patient's share in kroner. The National Insurance Scheme covers it for patients who are exempt.",
  }),
  decimal("pasient_egenbetaling", {
    api: "pasient_egenbetaling",
    nb: "Beløp i kroner pasienten betaler utenom egenandelsordningen.",
    en: "Amount in kroner the patient pays outside the egenandel scheme.",
  }),
];

const repetitions: readonly Column[] = [
  count("maks_repetisjoner", {
    api: "maks_repetisjoner",
    nb: "Hvor mange ganger taksten høyst kan gjentas på samme regning.",
    en: "How many times the takst may be repeated on one bill.",
  }),
  decimal("repetisjonsprosent", {
    api: "repetisjonsprosent",
    nb: "Hvor mange prosent av satsen en gjentakelse gir.",
    en: "Percentage of the rate that a repetition pays.",
  }),
  count("redusert_ref_fra_repetisjon", {
    api: "redusert_ref_fra_repetisjon",
    nb: `Nummeret på gjentakelsen som redusert sats gjelder fra. ${perhapsUnused.nb}`,
    en: `The repetition from which the reduced rate applies. ${perhapsUnused.en}`,
  }),
  decimal("redusert_repetisjonsprosent", {
    api: "redusert_repetisjonsprosent",
    nb: `Hvor mange prosent av satsen en gjentakelse gir etter reduksjonen. ${perhapsUnused.nb}`,
    en: `Percentage of the rate that a repetition pays once reduced. ${perhapsUnused.en}`,
  }),
  count("tidsbruk_per_rep", {
    api: "tidsbruk_per_rep",
    nb: "Tidsbruken, etter alt å dømme i minutter, som kreves for hver gjentakelse.",
    en: "Time required for each repetition, by all appearances in minutes.",
  }),
  count("minimum_tidsbruk", {
    api: "minimum_tidsbruk",
    nb: "Den minste tidsbruken, etter alt å dømme i minutter, som taksten krever.",
    en: "Least time the takst requires, by all appearances in minutes.",
  }),
];

const limits: readonly Column[] = [
  flag("spesialisttakst", {
    api: "spesialisttakst",
    nb: "Om bare spesialister kan bruke taksten.",
    en: "Whether only specialists may use the takst.",
  }),
  count("maks_antall_per_aar", {
    api: "maks_antall_per_aar",
    nb: "Hvor mange ganger taksten høyst kan brukes i løpet av et år.",
    en: "How many times the takst may be used in the course of a year.",
  }),
  count("maks_antall_per_kalender_aar", {
    api: "maks_antall_per_kalender_aar",
    nb: "Hvor mange ganger taksten høyst kan brukes i et kalenderår.",
    en: "How many times the takst may be used in a calendar year.",
  }),
  text("maks_antall_gjelder_pasient", {
    api: "maks_antall_gjelder_pasient",
    nb: `Om grensene for antall gjelder per pasient. Gjengitt slik APIet skriver det, siden skrivemåten ikke er dokumentert. ${perhapsUnused.nb}`,
    en: `Whether the limits count per patient. Given as the API writes it, because the form is not documented. ${perhapsUnused.en}`,
  }),
];

const takstLists: readonly Column[] = [
  ...codeList("ugyldig_kombinasjon", {
    codes: { name: "takstkoder", nb: "Takstkodene", en: "The takstkoder" },
    nb: "Takster som ikke kan brukes sammen med denne. Gjengitt slik APIet skriver listen.",
    en: "Takster that may not be billed with this one. Given as the API writes the list.",
  }),
  ...codeList("krever_takst", {
    codes: { name: "takstkoder", nb: "Takstkodene", en: "The takstkoder" },
    nb: "Takster som denne må brukes sammen med en av. Gjengitt slik APIet skriver listen.",
    en: "Takster of which one must be billed with this one. Given as the API writes the list.",
  }),
  ...codeList("krever_prosedyre", {
    codes: { name: "koder", nb: "Prosedyrekodene", en: "The procedure codes" },
    nb: `Prosedyrekoder som taksten krever en av. Gjengitt slik APIet skriver listen. ${perhapsUnused.nb}`,
    en: `Procedure codes of which the takst requires one. Given as the API writes the list. ${perhapsUnused.en}`,
  }),
  ...codeList("krever_diagnose", {
    codes: { name: "koder", nb: "Diagnosekodene", en: "The diagnosis codes" },
    nb: `Diagnosekoder som taksten krever en av. Gjengitt slik APIet skriver listen. ${perhapsUnused.nb}`,
    en: `Diagnosis codes of which the takst requires one. Given as the API writes the list. ${perhapsUnused.en}`,
  }),
];

const source: readonly Column[] = [
  text("resource_id", {
    api: "resource_id",
    nb: `Identifikator for ressursen i APIets eget system. Betydningen er ikke dokumentert. ${perhapsUnused.nb}`,
    en: `Identifier of the resource in the API's own system. Its meaning is not documented. ${perhapsUnused.en}`,
  }),
];

/** In the order of the file. */
const takstkoderColumns: readonly Column[] = [
  ...names,
  ...validity,
  ...amounts,
  ...repetitions,
  ...limits,
  ...takstLists,
  ...source,
];

const takstFields: Readonly<Record<string, Field>> = {
  takst_id: field.key,
  takstkode: field.key,
  fagomraade: field.key,
  fradato: field.firstDay,
  tildato: field.date,
  honorar: field.money,
  refusjon: field.money,
  egenandel: field.money,
  pasient_egenbetaling: field.perhaps(field.money),
  maks_repetisjoner: field.count,
  repetisjonsprosent: field.number,
  redusert_ref_fra_repetisjon: field.perhaps(field.count),
  redusert_repetisjonsprosent: field.perhaps(field.number),
  spesialisttakst: field.boolean,
  ugyldig_kombinasjon: field.codes,
  krever_takst: field.perhaps(field.codes),
  krever_prosedyre: field.empty(field.codes),
  krever_diagnose: field.empty(field.codes),
  maks_antall_per_aar: field.perhaps(field.count),
  maks_antall_per_kalender_aar: field.perhaps(field.count),
  maks_antall_gjelder_pasient: field.empty(field.boolean),
  minimum_tidsbruk: field.perhaps(field.count),
  beskrivelse: field.text,
  resource_id: field.perhaps(field.text),
  tidsbruk_per_rep: field.perhaps(field.count),
};

export const takstkoderEndpoint: Endpoint = {
  name: "takstkoder",
  path: "/takstkoder",
  otherPaths: { xml: "/takstkoder" },
  envelope: "takstkoder",
  axes: [],
  filters: [],
  fields: takstFields,
};

/**
 * The same takster once more, with ugyldig_kombinasjon narrowed to the official combinations: the rows do not say which
 * are. An endpoint of its own, so that no takst is published twice.
 */
export const takstkoderOffisielleEndpoint: Endpoint = {
  ...takstkoderEndpoint,
  name: "takstkoder_offisielle",
  axes: [{ kind: "fixed", parameter: "offisielle_ugyldige_takstkombinasjoner", values: ["ja"] }],
};

export const takstkoder: Dataset = {
  name: "takstkoder",
  title: {
    nb: "Takstkodenes historikk, med satser og regler",
    en: "History of the tariff codes (takstkoder), with rates and rules",
  },
  grain: {
    nb: "Én rad per takst og gyldighetsperiode, historikken medregnet.",
    en: "One row per takst and validity period, history included.",
  },
  traps: [severalPeriodsOfATakst],
  keywords: {
    nb: ["takster", "takstkoder", "honorar", "refusjon", "egenandel", "normaltariffen"],
    en: ["tariffs", "fees", "reimbursement", "patient charges", "Norway"],
  },
  from: ["takstkoder", "fagomraader"],
  oneRowPer: "takstkoder",
  key: ["takst_id"],
  sort: ["fagomraade", "takstkode", "fradato", "takst_id"],
  references: [same("fagomraader", ["fagomraade"]), same("takster", ["fagomraade", "takstkode"])],
  columns: takstkoderColumns,
};
