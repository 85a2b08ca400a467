// The tariff: what each takst pays, and what it may and must be billed together with.
import type { Dataset } from "../src/domain/dataset.ts";
import type { Endpoint, Field } from "../src/domain/endpoint.ts";
import { same } from "./columns.ts";
import * as field from "./fields.ts";
import { takstkoderColumns } from "./takstkoder-columns.ts";
import { severalPeriodsOfATakst } from "./traps.ts";

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
