// The national laboratory code system (norsk laboratoriekodeverk): its codes, without their rates.
import type { Dataset } from "../src/domain/dataset.ts";
import type { Endpoint } from "../src/domain/endpoint.ts";
import * as field from "./fields.ts";
import { samhandlertypeAxis } from "./laboratorium.ts";
import { nlkkoderColumns } from "./nlkkoder-columns.ts";

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
