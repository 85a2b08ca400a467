// The checks that a join has put into each row what belongs to its codes and its period: our own work, which a count of rows does not show.
import type { Dataset, Reference } from "../domain/dataset.ts";
import { identifier } from "../stores/warehouse.ts";
import type { Check } from "./checks.ts";

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
