// The columns of takstkoder, by what they are about.
import type { Column } from "../src/domain/dataset.ts";
import { count, day, decimal, fagomraadeNavn, flag, text } from "./columns.ts";
import { takstLists } from "./takstkoder-lists.ts";

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
    nb: "Nummeret på gjentakelsen som redusert sats gjelder fra. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
    en: "The repetition from which the reduced rate applies. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
  }),
  decimal("redusert_repetisjonsprosent", {
    api: "redusert_repetisjonsprosent",
    nb: "Hvor mange prosent av satsen en gjentakelse gir etter reduksjonen. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
    en: "Percentage of the rate that a repetition pays once reduced. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
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
    nb: "Om grensene for antall gjelder per pasient. Gjengitt slik APIet skriver det, siden skrivemåten ikke er dokumentert. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
    en: "Whether the limits count per patient. Given as the API writes it, since how is not documented. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
  }),
];

const source: readonly Column[] = [
  text("resource_id", {
    api: "resource_id",
    nb: "Identifikator for ressursen i APIets eget system. Betydningen er ikke dokumentert. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
    en: "Identifier of the resource in the API's own system. Its meaning is not documented. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
  }),
];

/** In the order of the file. */
export const takstkoderColumns: readonly Column[] = [
  ...names,
  ...validity,
  ...amounts,
  ...repetitions,
  ...limits,
  ...takstLists,
  ...source,
];
