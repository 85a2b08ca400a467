// Reconciliation as data: what the levels of takstbruk add up to, and whether the published rates explain the sums.
import type { Dataset } from "../src/domain/dataset.ts";
import { avstemmingColumns, periodColumns, taksten } from "./avstemming-columns.ts";
import { column, count, decimal, same, sameOfMany } from "./columns.ts";
import { takstbrukEndpoints } from "./takstbruk.ts";
import {
  lastMonthsChange,
  missingRowIsNotZero,
  placeIsThePractitioners,
  refusjonIncludesDekket,
} from "./traps.ts";

export const avstemming: Dataset = {
  name: "avstemming",
  title: {
    nb: "Avstemming av kommuner, fylker og landet, måneder og år",
    en: "Reconciliation of kommuner, fylker and the country, months and years",
  },
  grain: {
    nb: "Én rad per fagområde, takstkode og praksistype i én måned eller ett år, for alt som finnes på minst ett av nivåene.",
    en: "One row per fagområde, takstkode and praksistype in one month or one year, for all that is there on at least one level.",
  },
  traps: [refusjonIncludesDekket, missingRowIsNotZero, placeIsThePractitioners, lastMonthsChange],
  keywords: {
    nb: ["avstemming", "kontrollsummer", "takstbruk", "utelatte tall"],
    en: ["reconciliation", "control totals", "use of tariffs", "suppressed figures"],
  },
  from: [...takstbrukEndpoints.map(({ name }) => name), "fagomraader"],
  alsoFrom: ["takstkoder"],
  key: ["fagomraade", "takstkode", "praksis_type_kode", "periodetype", "periode"],
  sort: ["fagomraade", "takstkode", "praksis_type_kode", "periodetype", "periode"],
  period: "periode",
  references: [
    same("fagomraader", ["fagomraade"]),
    sameOfMany("praksistyper", ["praksis_type_kode"]),
    same("takster", ["fagomraade", "takstkode"]),
  ],
  columns: avstemmingColumns,
};

export const avstemmingSatser: Dataset = {
  name: "avstemming_satser",
  title: {
    nb: "Avstemming av refusjon mot satser",
    en: "Reconciliation of refusjon with rates",
  },
  grain: {
    nb: "Én rad per fagområde og takstkode i én måned eller ett år der én sats gjaldt hele tiden, over landets rader der taksten er brukt én gang per regning.",
    en: "One row per fagområde and takstkode in one month or one year in which one rate applied throughout, over the country's rows where the takst was used once per bill.",
  },
  traps: [refusjonIncludesDekket, lastMonthsChange],
  keywords: {
    nb: ["avstemming", "takster", "refusjonssatser", "refusjon"],
    en: ["reconciliation", "tariffs", "reimbursement rates", "reimbursement"],
  },
  from: ["takstbruk_landet_maned", "takstbruk_landet_ar", "takstkoder", "fagomraader"],
  key: ["fagomraade", "takstkode", "periodetype", "periode"],
  sort: ["fagomraade", "takstkode", "periodetype", "periode"],
  period: "periode",
  references: [same("fagomraader", ["fagomraade"]), same("takster", ["fagomraade", "takstkode"])],
  columns: [
    ...periodColumns,
    ...taksten,
    decimal("refusjon", {
      nb: "Takstens refusjon i perioden, i kroner, fra takstkoder.",
      en: "The refusjon of the takst in the period, in kroner, from takstkoder.",
    }),
    count("rader", {
      nb: "Antall rader, én per praksistype, der taksten er brukt én gang per regning.",
      en: "Number of rows, one per praksistype, where the takst was used once per bill.",
    }),
    count("rader_som_stemmer", {
      nb: "Hvor mange av radene der sum_refusjon minus dekket egenandel er refusjon ganger antall_regninger, på øret.",
      en: "How many of the rows where sum_refusjon less the covered egenandel is refusjon times antall_regninger, to the øre.",
    }),
    decimal("prosent_som_stemmer", {
      maximum: 100,
      nb: "Hvor mange prosent av radene som stemmer.",
      en: "How many per cent of the rows that is.",
    }),
    count("antall_regninger", {
      nb: "Antall regninger i radene.",
      en: "Number of bills in the rows.",
    }),
    decimal("forventet_refusjon", {
      nb: "Refusjon ganger antall_regninger, i kroner.",
      en: "Refusjon times antall_regninger, in kroner.",
    }),
    decimal("funnet_refusjon", {
      nb: "Radenes sum_refusjon minus dekket egenandel, i kroner.",
      en: "The rows' sum_refusjon less the covered egenandel, in kroner.",
    }),
    column("DECIMAL(18,2)", "differanse", {
      nb: "Forskjellen: funnet_refusjon minus forventet_refusjon, i kroner.",
      en: "The difference: funnet_refusjon less forventet_refusjon, in kroner.",
    }),
  ],
};
