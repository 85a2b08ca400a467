// Checks of a table beside others: parts add up to no more than their whole, and joined columns hold what belongs to their codes and period.
import type { Dataset, Reference, Words } from "../domain/dataset.ts";
import { identifier } from "../stores/warehouse.ts";
import type { Check } from "./checks.ts";

/** The checks of a dataset whose rows are parts of the rows of one of these datasets. */
export function sumChecks(dataset: Dataset, datasets: readonly string[]): readonly Check[] {
  return wholes
    .filter(({ parts, whole }) => parts === dataset.name && datasets.includes(whole))
    .map((parts) => sumsWithinWhole(dataset, parts));
}

/** Datasets whose rows are parts of the rows of another one. */
interface PartsOfWhole {
  readonly parts: string;
  readonly whole: string;
  /** SQL for the place of the whole in a row of each dataset. */
  readonly place: { readonly ofPart: string; readonly ofWhole: string };
  /** Set if only places are compared for which the API answered in the same year, because codes are of several years. */
  readonly ifAnswered?: true;
  readonly level: Words;
}

const wholes: readonly PartsOfWhole[] = ["ar", "maned"].flatMap((period) => [
  {
    parts: `takstbruk_kommune_${period}`,
    whole: `takstbruk_fylke_${period}`,
    place: { ofPart: "left(behandler_kommunenr, 2)", ofWhole: "fylkesnr" },
    ifAnswered: true,
    level: { nb: "fylket", en: "fylke" },
  },
  {
    parts: `takstbruk_fylke_${period}`,
    whole: `takstbruk_landet_${period}`,
    place: { ofPart: "'landet'", ofWhole: "'landet'" },
    level: { nb: "landet", en: "country" },
  },
]);

const keyOfSums = ["periode", "fagomraade", "takstkode", "praksis_type_kode"];
const sums = ["antall_regninger", "sum_antall_takst", "sum_refusjon"];

/** Adds the parts and subtracts their whole, so that a positive difference fails. Amounts may differ by their rounding. */
function sumsWithinWhole(dataset: Dataset, parts: PartsOfWhole): Check {
  const { whole, place, ifAnswered, level } = parts;
  const key = keyOfSums.join(", ");
  const negative = sums.map((name) => `-${name} as ${name}`).join(", ");
  const added = sums.map((name) => `sum(${name}) as parts_minus_whole_${name}`).join(", ");
  return {
    name: `${dataset.name}_within_${whole}`,
    severity: "warn",
    check: {
      nb: `Radene i ${dataset.name} er til sammen aldri mer enn ${level.nb} i samme periode.`,
      en: `The rows of ${dataset.name} never add up to more than the ${level.en} in the same period.`,
    },
    counts: { nb: "summer", en: "sums" },
    sql: `with figures as (
        select ${place.ofPart} as place, ${key}, 1 as rows, ${sums.join(", ")} from marts.${dataset.name}
        union all
        select ${place.ofWhole} as place, ${key}, 0 as rows, ${negative} from marts.${whole}
      ),
      sums as (select place, ${key}, sum(rows) as rows, ${added} from figures group by all)
      select sums.* from sums ${ifAnswered === true ? answeredPlaces(whole) : ""}
      where rows > 0 and (parts_minus_whole_antall_regninger > 0 or parts_minus_whole_sum_antall_takst > 0
        or beyond_rounding(parts_minus_whole_sum_refusjon, rows + 1))`,
    verifiedBy: sumsVerifiedByRow(dataset, parts),
  };
}

/** A place without any row in that year was not answered. */
function answeredPlaces(whole: string): string {
  return `semi join marts.${whole} as answered
    on sums.place = answered.fylkesnr and year(sums.periode) = answered.ar`;
}

/**
 * Compares the sum of the parts with each row of the whole, which takes two thirds of the time. If a place has several rows, the check
 * passes only if each of them is enough alone, and none is negative.
 */
function sumsVerifiedByRow(dataset: Dataset, { whole, place, ifAnswered }: PartsOfWhole): string {
  const key = keyOfSums.join(", ");
  const added = sums.map((name) => `sum(${name}) as ${name}`).join(", ");
  return `with sums as (
      select ${place.ofPart} as place, ${key}, count(*) as rows, ${added} from marts.${dataset.name} group by all
    )
    select 1 from sums left join (select *, ${place.ofWhole} as place from marts.${whole}) as whole
      using (place, ${key})
    ${ifAnswered === true ? answeredPlaces(whole) : ""}
    where not coalesce(
      sums.antall_regninger <= whole.antall_regninger and sums.sum_antall_takst <= whole.sum_antall_takst
      and not beyond_rounding(sums.sum_refusjon - whole.sum_refusjon, rows + 1)
      and least(whole.antall_regninger, whole.sum_antall_takst, whole.sum_refusjon) >= 0, false) limit 1`;
}

/** The checks of a dataset's joined columns. Names of codes are compared with those in these datasets. */
export function joinChecks(dataset: Dataset, datasets: readonly Dataset[]): readonly Check[] {
  return [
    ...dataset.references.flatMap((reference) => namesOfCodes(dataset, { reference, datasets })),
    ...stateOfPeriods(dataset),
  ];
}

/** By the code of a row: the columns that another dataset has for the code, and that a join has put into the row. */
const joined: Readonly<Record<string, readonly string[]>> = {
  fagomraade: ["fagomraade_navn"],
  "fagomraade, takstkode": ["takst_navn"],
  behandler_kommunenr: ["kommunenavn", "gjeldende_kommunenr", "gjeldende_kommunenavn"],
  kommunenr: ["kommunenavn", "fylkesnavn", "gjeldende_kommunenr", "gjeldende_kommunenavn"],
  gjeldende_kommunenr: ["gjeldende_kommunenavn", "gjeldende_fylkesnr", "gjeldende_fylkesnavn"],
  fylkesnr: ["fylkesnavn"],
  gjeldende_fylkesnr: ["gjeldende_fylkesnavn"],
  nlk_kodeid: ["nlk_kode", "norsk_bruksnavn"],
};

function namesOfCodes(
  dataset: Dataset,
  { reference, datasets }: { readonly reference: Reference; readonly datasets: readonly Dataset[] },
): readonly Check[] {
  const { columns, to } = reference;
  const other = datasets.find(({ name }) => name === reference.dataset);
  const code = columns.join(", ");
  const names = (joined[code] ?? []).filter(
    (name) => has(dataset, name) && other !== undefined && has(other, name),
  );
  if (names.length === 0) return [];
  const same = columns.map(
    (name, index) => `known.${identifier(to[index] ?? name)} = own.${identifier(name)}`,
  );
  const differs = names.map((name) => `own.${identifier(name)} is distinct from known.${identifier(name)}`);
  const shown = [...columns, ...names].map((name) => `own.${identifier(name)}`);
  return [
    {
      name: `${dataset.name}_${columns.join("_")}_named_as_in_${reference.dataset}`,
      severity: "error",
      check: {
        nb: `Hver rad i ${dataset.name} har ${names.join(", ")} som ${code} har i ${reference.dataset}.`,
        en: `Every row of ${dataset.name} has the ${names.join(", ")} that ${code} has in ${reference.dataset}.`,
      },
      counts: { nb: "ulike verdier", en: "distinct values" },
      reads: [`marts.${reference.dataset}`],
      sql: `select ${shown.join(", ")}, count(*) as rows from marts.${identifier(dataset.name)} as own
        inner join marts.${identifier(reference.dataset)} as known on ${same.join(" and ")}
        where ${differs.join(" or ")} group by all`,
    },
  ];
}

/** Columns about a whole period, and the columns that identify a period. */
const states = ["forelopig", "antall_maneder"];
const period = ["periodetype", "ar", "maned", "periode"];

function stateOfPeriods(dataset: Dataset): readonly Check[] {
  const about = states.filter((name) => has(dataset, name));
  if (about.length === 0) return [];
  const by = period.filter((name) => has(dataset, name)).join(", ");
  const differs = about.map(
    (name) => `min(${name}) is distinct from max(${name}) or count(${name}) < count(*)`,
  );
  return [
    {
      name: `${dataset.name}_periods_have_one_state`,
      severity: "error",
      check: {
        nb: `Alle rader i ${dataset.name} om samme periode har samme ${about.join(", ")}.`,
        en: `All rows of ${dataset.name} about a period have the same ${about.join(", ")}.`,
      },
      counts: { nb: "perioder", en: "periods" },
      sql: `select ${by}, count(*) as rows from marts.${identifier(dataset.name)}
        group by all having ${differs.join(" or ")}`,
    },
  ];
}

function has({ columns }: Dataset, name: string): boolean {
  return columns.some((column) => column.name === name);
}
