// The checks that the rows of small places never add up to more than the row of the place around them.
import type { Dataset, Words } from "../domain/dataset.ts";
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
