// The columns of takstkoder that are lists of codes: each as written, how it is meant, and its codes.
import type { Column } from "../src/domain/dataset.ts";
import { list, modi, text } from "./columns.ts";

/** Four lists of three columns. */
export const takstLists: readonly Column[] = [
  text("ugyldig_kombinasjon", {
    api: "ugyldig_kombinasjon",
    nb: "Takster som ikke kan brukes sammen med denne. Gjengitt slik APIet skriver listen.",
    en: "Takster that may not be billed with this one. Given as the API writes the list.",
  }),
  text("ugyldig_kombinasjon_modus", {
    among: modi,
    nb: "Hvordan listen i ugyldig_kombinasjon skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen).",
    en: "How the list in ugyldig_kombinasjon is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).",
  }),
  list("ugyldig_kombinasjon_takstkoder", {
    nb: "Takstkodene i ugyldig_kombinasjon, uten Alle eller Alle unntatt foran; se ugyldig_kombinasjon_modus.",
    en: "The takstkoder in ugyldig_kombinasjon, without a leading Alle or Alle unntatt; see ugyldig_kombinasjon_modus.",
  }),
  text("krever_takst", {
    api: "krever_takst",
    nb: "Takster som denne må brukes sammen med en av. Gjengitt slik APIet skriver listen.",
    en: "Takster of which one must be billed with this one. Given as the API writes the list.",
  }),
  text("krever_takst_modus", {
    among: modi,
    nb: "Hvordan listen i krever_takst skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen).",
    en: "How the list in krever_takst is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).",
  }),
  list("krever_takst_takstkoder", {
    nb: "Takstkodene i krever_takst, uten Alle eller Alle unntatt foran; se krever_takst_modus.",
    en: "The takstkoder in krever_takst, without a leading Alle or Alle unntatt; see krever_takst_modus.",
  }),
  text("krever_prosedyre", {
    api: "krever_prosedyre",
    nb: "Prosedyrekoder som taksten krever en av. Gjengitt slik APIet skriver listen. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
    en: "Procedure codes of which the takst requires one. Given as the API writes the list. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
  }),
  text("krever_prosedyre_modus", {
    among: modi,
    nb: "Hvordan listen i krever_prosedyre skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen).",
    en: "How the list in krever_prosedyre is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).",
  }),
  list("krever_prosedyre_koder", {
    nb: "Prosedyrekodene i krever_prosedyre, uten Alle eller Alle unntatt foran; se krever_prosedyre_modus.",
    en: "The procedure codes in krever_prosedyre, without a leading Alle or Alle unntatt; see krever_prosedyre_modus.",
  }),
  text("krever_diagnose", {
    api: "krever_diagnose",
    nb: "Diagnosekoder som taksten krever en av. Gjengitt slik APIet skriver listen. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det.",
    en: "Diagnosis codes of which the takst requires one. Given as the API writes the list. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.",
  }),
  text("krever_diagnose_modus", {
    among: modi,
    nb: "Hvordan listen i krever_diagnose skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen).",
    en: "How the list in krever_diagnose is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).",
  }),
  list("krever_diagnose_koder", {
    nb: "Diagnosekodene i krever_diagnose, uten Alle eller Alle unntatt foran; se krever_diagnose_modus.",
    en: "The diagnosis codes in krever_diagnose, without a leading Alle or Alle unntatt; see krever_diagnose_modus.",
  }),
];
