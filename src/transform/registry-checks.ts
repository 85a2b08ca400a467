// The checks that follow from the registry: for each dataset its key, its references, the values of its columns, its rows.
import {
  type Column,
  type ColumnRule,
  columnCheck,
  type Dataset,
  type Reference,
  referenceCheck,
} from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { identifier, literal } from "../stores/warehouse.ts";
import type { Check } from "./checks.ts";

/**
 * The checks of one dataset. `error` if a failure means that we lost or doubled rows, or that the file's order is arbitrary.
 * `warn` if a failure means that the source surprises us, because its data are published as they are.
 */
export function registryChecks(
  dataset: Dataset,
  of: {
    readonly datasets: readonly Dataset[];
    readonly endpoints: readonly Endpoint[];
    /** How many rows each endpoint answered. */
    readonly rows: ReadonlyMap<string, number>;
  },
): readonly Check[] {
  const known = of.datasets.map((other) => other.name);
  return [
    uniqueKey(dataset),
    keyNeverNull(dataset),
    ...everyRowKept(dataset, of.rows),
    ...expectedValues(dataset, of.endpoints),
    ...dataset.references
      .filter((to) => known.includes(to.dataset))
      .map((to) => everyReferenceKnown(dataset, to)),
    ...dataset.columns.flatMap((column) => columnChecks(dataset, column)),
  ];
}

function uniqueKey(dataset: Dataset): Check {
  const key = list(dataset.key);
  return {
    name: `${dataset.name}_key_is_unique`,
    severity: "error",
    claim: `No two rows of ${dataset.name} have the same ${dataset.key.join(", ")}.`,
    sql: `select ${key}, count(*) as rows from ${tableOf(dataset)} group by all having count(*) > 1`,
    ...provenByOrder(dataset),
  };
}

/**
 * If each row sorts after the row before it, all keys differ. This needs no memory; grouping millions of rows by six texts takes
 * four times as long and half a gigabyte. A sort column outside the key must have one value for each value of the key column
 * after it, because only then do rows with the same key stand side by side.
 */
function provenByOrder({ key, sort, ...dataset }: Dataset): Pick<Check, "provenBy"> {
  const besides = sort.flatMap((name, at) =>
    key.includes(name) ? [] : [{ name, by: sort[at + 1] ?? name }],
  );
  if (sort.length !== key.length + besides.length || besides.some(({ by }) => !key.includes(by))) return {};
  const place = sort.map((name) => `${identifier(name)}, 'asc nulls last'`).join(", ");
  const ambiguous = besides.map(
    ({ name, by }) => `union all select 1 from (select distinct ${list([by, name])} from ${tableOf(dataset)})
      group by ${identifier(by)} having count(*) > 1`,
  );
  return {
    provenBy: `with places as (select create_sort_key(${place}) as place from ${tableOf(dataset)})
      (select 1 from (select place, lag(place) over () as before from places) where before >= place limit 1)
      ${ambiguous.join(" ")}`,
  };
}

function keyNeverNull(dataset: Dataset): Check {
  const never = dataset.key.filter((name) => dataset.mayBeNull?.includes(name) !== true);
  return {
    name: `${dataset.name}_key_is_never_null`,
    severity: "error",
    claim: `Every row of ${dataset.name} has its ${never.join(", ")}.`,
    ...ofRows(dataset, {
      shown: dataset.key,
      fails: never.map((name) => `${identifier(name)} is null`).join(" or "),
    }),
  };
}

/** Fields the API should give in every row. A row without one is published, counted and shown. */
function expectedValues(dataset: Dataset, endpoints: readonly Endpoint[]): readonly Check[] {
  const fields = endpoints.find(({ name }) => name === dataset.oneRowPer)?.fields ?? {};
  const expected = dataset.columns.filter(({ api = "" }) => fields[api]?.expected === "in every row");
  return expected.flatMap(({ name }) => {
    const value = identifier(name);
    const table = tableOf(dataset);
    return [
      {
        name: `${dataset.name}_${name}_is_there`,
        severity: "warn" as const,
        claim: `Every row of ${dataset.name} has its ${name}.`,
        ...ofRows(dataset, { shown: [...new Set([...dataset.key, name])], fails: `${value} is null` }),
      },
      {
        name: `${dataset.name}_${name}_is_not_lost`,
        severity: "error" as const,
        claim: `Some row of ${dataset.name} has its ${name}, if there are any rows.`,
        sql: `select count(*) as rows from ${table} having count(*) > 0 and count(${value}) = 0`,
      },
    ];
  });
}

function everyRowKept(dataset: Dataset, rows: ReadonlyMap<string, number>): readonly Check[] {
  if (dataset.oneRowPer === undefined) return [];
  const answered = rows.get(dataset.oneRowPer) ?? 0;
  return [
    {
      name: `${dataset.name}_has_every_row`,
      severity: "error",
      claim: `${dataset.name} has one row for each row that ${dataset.oneRowPer} answered.`,
      sql: `select ${answered} as answered, count(*) as published from ${tableOf(dataset)}
        having count(*) <> ${answered}`,
    },
  ];
}

function everyReferenceKnown(dataset: Dataset, to: Reference): Check {
  const same = to.columns.map((name, index) => {
    return `known.${identifier(to.to[index] ?? name)} = own.${identifier(name)}`;
  });
  const own = to.columns.map((name) => `own.${identifier(name)}`);
  return {
    name: referenceCheck(dataset, to),
    severity: "warn",
    claim: `Every ${to.columns.join(", ")} of ${dataset.name} is in ${to.dataset}.`,
    sql: `select ${own.join(", ")}, count(*) as rows from ${tableOf(dataset)} as own
      anti join marts.${identifier(to.dataset)} as known on ${same.join(" and ")}
      where ${own.map((name) => `${name} is not null`).join(" and ")} group by all`,
  };
}

function columnChecks(dataset: Dataset, column: Column): readonly Check[] {
  const { minimum, maximum, among = [], pattern = "" } = column;
  const value = identifier(column.name);
  const values = `${column.name} of ${dataset.name}`;
  const rules: readonly (readonly [rule: ColumnRule, claim: string, fails: string])[] = [
    ["minimum", `No ${values} is below ${minimum}.`, `${value} < ${minimum}`],
    ["maximum", `No ${values} is above ${maximum}.`, `${value} > ${maximum}`],
    ["among", `Every ${values} is one of ${among.join(", ")}.`, `${value} not in (${texts(among)})`],
    ["pattern", `Every ${values} is written as ${pattern}.`, unlike(value, pattern)],
  ];
  return rules
    .filter(([rule]) => column[rule] !== undefined)
    .map(([rule, claim, fails]) => ({
      name: columnCheck(dataset, column, rule),
      severity: "warn",
      claim,
      ...ofRows(dataset, { shown: [...new Set([...dataset.key, column.name])], fails }),
    }));
}

function ofRows(
  dataset: Dataset,
  { shown, fails }: { readonly shown: readonly string[]; readonly fails: string },
): Pick<Check, "sql" | "byRow"> {
  const relation = tableOf(dataset);
  return { sql: `select ${list(shown)} from ${relation} where ${fails}`, byRow: { relation, fails } };
}

function texts(values: readonly string[]): string {
  return values.map(literal).join(", ");
}

function unlike(value: string, pattern: string): string {
  return `not regexp_full_match(${value}, ${literal(pattern)})`;
}

function tableOf(dataset: Pick<Dataset, "name">): string {
  return `marts.${identifier(dataset.name)}`;
}

function list(names: readonly string[]): string {
  return names.map(identifier).join(", ");
}
