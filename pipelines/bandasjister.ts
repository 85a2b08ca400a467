// Bandasjister with a direct settlement agreement with Helfo.
import type { Dataset } from "../src/domain/dataset.ts";
import type { Endpoint } from "../src/domain/endpoint.ts";
import { day, moment, text } from "./columns.ts";
import * as field from "./fields.ts";

export const bandasjisterEndpoint: Endpoint = {
  name: "bandasjister",
  path: "/bandasjister",
  otherPaths: { xml: "/bandasjister" },
  envelope: "bandasjister",
  axes: [],
  filters: [],
  fields: {
    sar_id: field.key,
    sar_navn: field.name,
    sar_orgnr: field.name,
    hovedenhet_orgnr: field.perhaps(field.text),
    underenhet_orgnr: field.perhaps(field.text),
    gyldig_fra: field.firstDay,
    gyldig_til: field.perhaps(field.date),
    status: field.perhaps(field.text),
    tidspunkt_registrert: field.date,
    tidspunkt_oppdatert: field.perhaps(field.date),
  },
};

export const bandasjister: Dataset = {
  name: "bandasjister",
  title: {
    nb: "Bandasjister med direkte oppgjørsavtale",
    en: "Suppliers of orthopaedic and other medical appliances (bandasjister) with direct settlement",
  },
  grain: {
    nb: "Én rad per bandasjist med direkte oppgjørsavtale, slik oversikten er nå.",
    en: "One row per bandasjist with a direct settlement agreement, as the register is now.",
  },
  keywords: {
    nb: ["bandasjister", "ortopediske hjelpemidler", "direkte oppgjør", "samhandlere", "Helfo"],
    en: ["medical appliances", "suppliers", "direct settlement", "Norway", "Helfo"],
  },
  from: ["bandasjister"],
  oneRowPer: "bandasjister",
  key: ["sar_id"],
  sort: ["sar_id"],
  references: [],
  columns: [
    text("sar_id", {
      api: "sar_id",
      nb: "Unik identifikator for samhandleren i Helfos samhandlerregister (SAR).",
      en: "Unique identifier of the supplier in Helfo's register of service providers (SAR).",
    }),
    text("sar_navn", {
      api: "sar_navn",
      nb: "Bandasjistens navn i SAR.",
      en: "Name of the bandasjist in SAR.",
    }),
    text("sar_orgnr", {
      pattern: "[0-9]{9}",
      api: "sar_orgnr",
      nb: "Organisasjonsnummeret bandasjisten er registrert med i SAR, og som avtalen er inngått med.",
      en: "Organisation number the bandasjist is registered with in SAR, and which the agreement is made with.",
    }),
    text("hovedenhet_orgnr", {
      pattern: "[0-9]{9}",
      api: "hovedenhet_orgnr",
      nb: "Organisasjonsnummeret til hovedenheten i Enhetsregisteret. Kan være det samme som sar_orgnr.",
      en: "Organisation number of the main unit in the Brønnøysund register. May be the same as sar_orgnr.",
    }),
    text("underenhet_orgnr", {
      pattern: "[0-9]{9}",
      api: "underenhet_orgnr",
      nb: "Organisasjonsnummeret til underenheten i Enhetsregisteret. Kan være det samme som sar_orgnr; tomt når bandasjisten er registrert med hovedenhetens nummer.",
      en: "Organisation number of the sub-unit in the Brønnøysund register. May be the same as sar_orgnr; empty where the bandasjist is registered with the main unit's number.",
    }),
    day("gyldig_fra", {
      api: "gyldig_fra",
      nb: "Første dag bandasjisten er gyldig, ut fra avtalen og Helfos registrering av praksisen.",
      en: "First day the bandasjist is valid, by the agreement and Helfo's registration of the practice.",
    }),
    day("gyldig_til", {
      api: "gyldig_til",
      nb: "Siste dag bandasjisten er gyldig, medregnet. Tom når det ikke er satt noen slutt.",
      en: "Last day the bandasjist is valid, inclusive. Empty where no end is set.",
    }),
    text("status", {
      api: "status",
      nb: "Kan være «slettet» når bandasjisten ikke lenger er en aktiv enhet i Enhetsregisteret.",
      en: "May be “slettet” (deleted) when the bandasjist is no longer an active unit in the Brønnøysund register.",
    }),
    moment("tidspunkt_registrert", {
      api: "tidspunkt_registrert",
      nb: "Når bandasjisten ble registrert i SAR, i norsk tid.",
      en: "When the bandasjist was registered in SAR, Norwegian time.",
    }),
    moment("tidspunkt_oppdatert", {
      api: "tidspunkt_oppdatert",
      nb: "Når bandasjisten sist ble oppdatert i SAR, i norsk tid.",
      en: "When the bandasjist was last updated in SAR, Norwegian time.",
    }),
  ],
};
