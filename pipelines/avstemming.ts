// Reconciliation as data: what the levels of takstbruk add up to, and whether the published rates explain the sums.
import type { Column, Dataset, Words } from "../src/domain/dataset.ts";
import { periods } from "../src/domain/period.ts";
import {
  column,
  count,
  day,
  decimal,
  fagomraadeNavn,
  forelopig,
  same,
  sameOfMany,
  takstNavn,
  text,
} from "./columns.ts";
import { takstbrukEndpoints } from "./takstbruk.ts";
import {
  lastMonthsChange,
  missingRowIsNotZero,
  placeIsThePractitioners,
  refusjonIncludesDekket,
} from "./traps.ts";

/** What a row is about: shared by the two datasets of reconciliation. */
const periodColumns: readonly Column[] = [
  text("periodetype", {
    among: periods,
    nb: "Hva slags periode raden gjelder: maned eller ar.",
    en: "What kind of period the row is about: maned (month) or ar (year).",
  }),
  column("SMALLINT", "ar", { nb: "Året regningene gjelder.", en: "Year of the bills." }),
  column("TINYINT", "maned", {
    minimum: 1,
    maximum: 12,
    nb: "Måneden i året, fra 1 til 12. Tom når raden gjelder et år.",
    en: "Month of the year, from 1 to 12. Empty where the row is about a year.",
  }),
  day("periode", {
    nb: "Den første dagen i måneden eller året.",
    en: "The first day of the month or year.",
  }),
  forelopig,
];

const taksten: readonly Column[] = [
  text("fagomraade", { nb: "Kode for fagområdet.", en: "Code of the fagområde." }),
  fagomraadeNavn,
  text("takstkode", {
    nb: "Takstens kode. Les den sammen med fagområdet.",
    en: "Code of the takst. Read it together with the fagområde.",
  }),
  takstNavn,
];

interface Figure {
  readonly name: string;
  readonly type: "BIGINT" | "DECIMAL(18,2)";
  readonly words: Words;
}

const figures: readonly Figure[] = [
  { name: "antall_regninger", type: "BIGINT", words: { nb: "antall regninger", en: "number of bills" } },
  {
    name: "sum_antall_takst",
    type: "BIGINT",
    words: { nb: "antall ganger taksten er brukt", en: "number of times the takst was used" },
  },
  {
    name: "sum_refusjon",
    type: "DECIMAL(18,2)",
    words: { nb: "sum_refusjon, i kroner", en: "sum_refusjon, in kroner" },
  },
];

const levels: Readonly<Record<"kommune" | "fylke" | "landet", Words>> = {
  kommune: { nb: "alle kommuner i perioden", en: "all kommuner in the period" },
  fylke: { nb: "alle fylker i perioden", en: "all fylker in the period" },
  landet: { nb: "hele landet i perioden", en: "the whole country in the period" },
};
const months: Words = { nb: "årets måneder for hele landet", en: "the year's months of the whole country" };

/** How many rows a level has, and what they add up to. */
function sumsOf(level: string, places: Words): readonly Column[] {
  return [
    column("BIGINT", `${level}_rader`, {
      minimum: 0,
      nb: `Antall rader for ${places.nb}. 0 betyr at ingen er publisert, ikke at taksten ikke er brukt.`,
      en: `Number of rows for ${places.en}. 0 means that none is published, not that the takst was not used.`,
    }),
    ...figures.map(({ name, type, words }) =>
      column(type, `${level}_${name}`, {
        nb: `Summen over ${places.nb} av ${words.nb}. Tom når det ikke er noen rader, eller når en av dem mangler tallet.`,
        en: `Sum over ${places.en} of ${words.en}. Empty where there are no rows, or where one of them lacks the figure.`,
      }),
    ),
  ];
}

/** What the first has more than the second. */
function differencesOf(name: string, [more, less]: readonly [Words, Words]): readonly Column[] {
  return figures.map((figure) =>
    column(figure.type, `${name}_${figure.name}`, {
      nb: `Forskjellen i ${figure.words.nb}: ${more.nb} minus ${less.nb}. Et nivå uten rader teller som 0, siden ingenting er publisert.`,
      en: `Difference in ${figure.words.en}: ${more.en} less ${less.en}. A level without rows counts as 0, because nothing is published.`,
    }),
  );
}

function missingShare(name: string, measure: Words): Column {
  return column("DECIMAL(18,2)", `mangler_i_kommune_prosent_${name}`, {
    nb: `Hvor mange prosent av landets ${measure.nb} som ikke finnes i noen kommunes rad: det APIet utelater for små tall og små kommuner. Tom når landet ikke har noe.`,
    en: `How many per cent of the country's ${measure.en} are in no kommune's row: what the API leaves out for small numbers and small kommuner. Empty where the country has none.`,
  });
}

/** The columns of avstemming, in the order of the file. */
const avstemmingColumns: readonly Column[] = [
  ...periodColumns,
  ...taksten,
  text("praksis_type_kode", {
    nb: "Kode for behandlerens praksistype.",
    en: "Code of the practitioner's praksistype.",
  }),
  text("praksis_type_navn", {
    nb: "Praksistypens navn, som i praksistyper.",
    en: "Name of the praksistype, as in praksistyper.",
  }),
  ...Object.entries(levels).flatMap(([level, of]) => sumsOf(level, of)),
  ...differencesOf("fylke_minus_kommune", [levels.fylke, levels.kommune]),
  ...differencesOf("landet_minus_fylke", [levels.landet, levels.fylke]),
  missingShare("sum_antall_takst", { nb: "bruk av taksten", en: "uses of the takst" }),
  missingShare("sum_refusjon", { nb: "sum_refusjon", en: "sum_refusjon" }),
  column("BIGINT", "maneder_spurt", {
    minimum: 0,
    maximum: 12,
    nb: "Hvor mange av årets måneder uttrekket spurte om. Bare med 12 kan måneder og år sammenlignes. Tom for måneder.",
    en: "How many of the year's months the extraction requested. Only with 12 can months and year be compared. Empty for months.",
  }),
  ...sumsOf("maneder", months),
  ...differencesOf("ar_minus_maneder", [levels.landet, months]),
];

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
