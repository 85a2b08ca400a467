// The claims every dataset makes by what the registry says of it: its key, its references, the values of its columns, its rows.
import { type ColumnRule, columnClaim, referenceClaim } from "../domain/claim-names.ts";
import type { Column, Dataset, Reference } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { identifier, literal } from "../stores/warehouse.ts";
import type { Claim } from "./claim.ts";

/**
 * The claims of one dataset. `error` where a break would be ours or would make the file's order arbitrary; `warn` where it
 * is the source's, which is published as it is.
 */
export function claimsOf(
  dataset: Dataset,
  of: {
    readonly datasets: readonly Dataset[];
    readonly endpoints: readonly Endpoint[];
    readonly rows: ReadonlyMap<string, number>;
  },
): readonly Claim[] {
  const known = of.datasets.map((other) => other.name);
  return [
    uniqueKey(dataset),
    keyNeverNull(dataset),
    ...everyRowKept(dataset, of.rows),
    ...expectedValues(dataset, of.endpoints),
    ...dataset.references.filter((to) => known.includes(to.dataset)).map((to) => referenceHolds(dataset, to)),
    ...dataset.columns.flatMap((column) => columnClaims(dataset, column)),
  ];
}

function uniqueKey(dataset: Dataset): Claim {
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
 * Where the rows are sorted by the key, each coming after the one before it in the file proves them all different without
 * holding any: grouping millions of rows by six texts takes four times as long, and half a gigabyte. What they are sorted by
 * besides the key must be told by the column of the key after it: then rows with the same key would stand side by side.
 */
function provenByOrder({ key, sort, ...dataset }: Dataset): Pick<Claim, "provenBy"> {
  const besides = sort.flatMap((name, at) =>
    key.includes(name) ? [] : [{ name, by: sort[at + 1] ?? name }],
  );
  if (sort.length !== key.length + besides.length || besides.some(({ by }) => !key.includes(by))) return {};
  const place = sort.map((name) => `${identifier(name)}, 'asc nulls last'`).join(", ");
  const untold = besides.map(
    ({ name, by }) => `union all select 1 from (select distinct ${list([by, name])} from ${tableOf(dataset)})
      group by ${identifier(by)} having count(*) > 1`,
  );
  return {
    provenBy: `with places as (select create_sort_key(${place}) as place from ${tableOf(dataset)})
      (select 1 from (select place, lag(place) over () as before from places) where before >= place limit 1)
      ${untold.join(" ")}`,
  };
}

function keyNeverNull(dataset: Dataset): Claim {
  const never = dataset.key.filter((name) => dataset.mayBeNull?.includes(name) !== true);
  return {
    name: `${dataset.name}_key_is_never_null`,
    severity: "error",
    claim: `Every row of ${dataset.name} has its ${never.join(", ")}.`,
    ...ofRows(dataset, {
      shown: dataset.key,
      broken: never.map((name) => `${identifier(name)} is null`).join(" or "),
    }),
  };
}

/** What the API is expected to tell of every row: a row without it is published, counted and shown. */
function expectedValues(dataset: Dataset, endpoints: readonly Endpoint[]): readonly Claim[] {
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
        ...ofRows(dataset, { shown: [...new Set([...dataset.key, name])], broken: `${value} is null` }),
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

function everyRowKept(dataset: Dataset, rows: ReadonlyMap<string, number>): readonly Claim[] {
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

function referenceHolds(dataset: Dataset, to: Reference): Claim {
  const same = to.columns.map((name, index) => {
    return `known.${identifier(to.to[index] ?? name)} = own.${identifier(name)}`;
  });
  const own = to.columns.map((name) => `own.${identifier(name)}`);
  return {
    name: referenceClaim(dataset, to),
    severity: "warn",
    claim: `Every ${to.columns.join(", ")} of ${dataset.name} is in ${to.dataset}.`,
    sql: `select ${own.join(", ")}, count(*) as rows from ${tableOf(dataset)} as own
      anti join marts.${identifier(to.dataset)} as known on ${same.join(" and ")}
      where ${own.map((name) => `${name} is not null`).join(" and ")} group by all`,
  };
}

function columnClaims(dataset: Dataset, column: Column): readonly Claim[] {
  const { minimum, maximum, among = [], pattern = "" } = column;
  const value = identifier(column.name);
  const values = `${column.name} of ${dataset.name}`;
  const rules: readonly (readonly [rule: ColumnRule, claim: string, broken: string])[] = [
    ["minimum", `No ${values} is below ${minimum}.`, `${value} < ${minimum}`],
    ["maximum", `No ${values} is above ${maximum}.`, `${value} > ${maximum}`],
    ["among", `Every ${values} is one of ${among.join(", ")}.`, `${value} not in (${texts(among)})`],
    ["pattern", `Every ${values} is written as ${pattern}.`, unlike(value, pattern)],
  ];
  return rules
    .filter(([rule]) => column[rule] !== undefined)
    .map(([rule, claim, broken]) => ({
      name: columnClaim(dataset, column, rule),
      severity: "warn",
      claim,
      ...ofRows(dataset, { shown: [...new Set([...dataset.key, column.name])], broken }),
    }));
}

function ofRows(
  dataset: Dataset,
  { shown, broken }: { readonly shown: readonly string[]; readonly broken: string },
): Pick<Claim, "sql" | "byRow"> {
  const relation = tableOf(dataset);
  return { sql: `select ${list(shown)} from ${relation} where ${broken}`, byRow: { relation, broken } };
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
