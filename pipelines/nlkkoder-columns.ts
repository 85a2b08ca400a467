// The columns of nlkkoder, in the order of the file.
import type { Column } from "../src/domain/dataset.ts";
import { day, list, modi, text } from "./columns.ts";

/** What a code is, when it is valid, and for whom. */
export const nlkkoderColumns: readonly Column[] = [
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
    en: "Whether the code is a stjernekode (starred code). Given as the API writes it, since how is not documented.",
  }),
  text("ugyldig_kombinasjon", {
    api: "ugyldigKombinasjon",
    nb: "NLK-koder som ikke kan brukes sammen med denne. Gjengitt slik APIet skriver listen.",
    en: "NLK codes that may not be used with this one. Given as the API writes the list.",
  }),
  text("ugyldig_kombinasjon_modus", {
    among: modi,
    nb: "Hvordan listen i ugyldig_kombinasjon skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen).",
    en: "How the list in ugyldig_kombinasjon is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).",
  }),
  list("ugyldig_kombinasjon_nlk_koder", {
    nb: "NLK-kodene i ugyldig_kombinasjon, uten Alle eller Alle unntatt foran; se ugyldig_kombinasjon_modus.",
    en: "The NLK codes in ugyldig_kombinasjon, without a leading Alle or Alle unntatt; see ugyldig_kombinasjon_modus.",
  }),
  list("samhandlertyper", {
    nb: "Samhandlertypene APIet gir koden for, sortert: LR for privat laboratorium og radiologi, PO for poliklinikk.",
    en: "The samhandlertyper the API gives the code for, sorted: LR for private laboratories and radiology, PO for hospital outpatient clinics.",
  }),
];
