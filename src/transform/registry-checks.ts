// The checks that follow from the registry: for each dataset its key, its references, the values of its columns, its rows.
import {
  type Column,
  type ColumnRule,
  columnCheck,
  type Dataset,
  type Reference,
  referenceCheck,
  type Words,
} from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { identifier, literal } from "../stores/warehouse.ts";
import type { Check } from "./checks.ts";
import { joinChecks, sumChecks } from "./related-tables.ts";

/**
 * The checks of one dataset. `error` if a failure means that we lost or doubled rows, or that the file's order is arbitrary.
 * `warn` if a failure means that the source surprises us, because its data are published as they are.
 */
export function registryChecks(
  dataset: Dataset,
  registry: {
    readonly datasets: readonly Dataset[];
    readonly endpoints: readonly Endpoint[];
    /** How many rows each endpoint answered. */
    readonly rows: ReadonlyMap<string, number>;
  },
): readonly Check[] {
  const known = registry.datasets.map((other) => other.name);
  return [
    uniqueKey(dataset),
    keyNeverNull(dataset),
    ...everyRowKept(dataset, registry.rows),
    ...expectedValues(dataset, registry.endpoints),
    ...dataset.references
      .filter((to) => known.includes(to.dataset))
      .map((to) => everyReferenceKnown(dataset, to)),
    ...dataset.columns.flatMap((column) => columnChecks(dataset, column)),
    ...rowRules.filter((rule) => hasColumns(dataset, rule.columns)).map((rule) => ruleCheck(dataset, rule)),
    ...joinChecks(dataset, registry.datasets),
    ...sumChecks(dataset, known),
  ];
}

/** A rule about single rows of every dataset that has these columns. */
interface RowRule {
  /** The end of the check's name, after the dataset's. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Completes "In <dataset>, ". */
  readonly check: Words;
  readonly fails: string;
  /** Set for a rule about columns of our own; else `warn`. */
  readonly severity?: "error";
  /** The relations that `fails` reads besides the dataset. */
  readonly reads?: readonly string[];
  /** The columns that the failing rows are grouped by, and what a group is. */
  readonly groups?: { readonly by: readonly string[]; readonly noun: Words };
}

export const rowRules: readonly RowRule[] = [
  endAfterBegin("fradato", "tildato"),
  endAfterBegin("gyldig_fra", "gyldig_til"),
  {
    name: "behandler_fylke_is_known",
    columns: ["behandler_fylke", "fylkesnr"],
    check: {
      nb: "er hvert behandler_fylke en kode eller et navn som et fylke har hatt.",
      en: "every behandler_fylke is a code, or a name that some fylke has had.",
    },
    fails: "fylkesnr is null",
    groups: { by: ["behandler_fylke"], noun: { nb: "ulike verdier", en: "distinct values" } },
  },
  {
    name: "periode_is_of_ar",
    columns: ["ar", "periode"],
    check: { nb: "er hver periode i året ar.", en: "every periode is in the year ar." },
    fails: "year(periode) is distinct from ar",
    severity: "error",
  },
  {
    name: "periode_is_of_maned",
    columns: ["maned", "periode"],
    check: {
      nb: "er hver periode den første dagen i måneden, eller i januar for et år.",
      en: "every periode is the first day of its month, or of January for a year.",
    },
    fails: "month(periode) is distinct from coalesce(maned, 1) or day(periode) <> 1",
    severity: "error",
  },
  validInItsPeriod("behandler_fylke", "fylke_gyldig"),
  validInItsPeriod("behandler_kommunenr", "kommune_gyldig"),
  {
    name: "dekket_egenandel_within_refusjon",
    columns: ["sum_refusjon", "sum_egenandel_dekket_av_folketrygden"],
    check: {
      nb: "er sum_refusjon aldri mindre enn egenandelen som folketrygden dekket, fordi den er med i summen.",
      en: "sum_refusjon is never below the egenandel that the state covered, because it includes it.",
    },
    fails: "sum_refusjon < sum_egenandel_dekket_av_folketrygden",
  },
  {
    name: "praksistype_in_own_fagomraade",
    columns: ["praksis_type_kode", "fagomraade", "praksis_type_fagomraade"],
    check: {
      nb: "brukes hver praksistype i et fagområde som kodelisten har den under.",
      en: "every praksistype is used in a fagomraade that its code list has it under.",
    },
    fails: `praksis_type_kode in (select praksis_type_kode from marts.praksistyper)
      and (praksis_type_kode, fagomraade) not in (select praksis_type_kode, fagomraade from marts.praksistyper)`,
    reads: ["marts.praksistyper"],
    groups: {
      by: ["fagomraade", "praksis_type_kode", "praksis_type_fagomraade"],
      noun: { nb: "par av praksistype og fagområde", en: "pairs of praksistype and fagomraade" },
    },
  },
];

function endAfterBegin(first: string, last: string): RowRule {
  return {
    name: "end_after_they_begin",
    columns: [first, last],
    check: { nb: `er ingen ${last} før ${first}.`, en: `no ${last} is before its ${first}.` },
    fails: `${last} < ${first}`,
  };
}

function validInItsPeriod(place: string, state: string): RowRule {
  return {
    name: `${place}_is_valid_in_its_period`,
    columns: [place, state, "periode"],
    check: { nb: `fantes hvert ${place} i perioden.`, en: `every ${place} existed in its period.` },
    fails: `${place} is not null and ${state} is distinct from 'gyldig'`,
    groups: { by: [place, state], noun: { nb: "ulike verdier", en: "distinct values" } },
  };
}

function ruleCheck(dataset: Dataset, rule: RowRule): Check {
  const { nb, en } = rule.check;
  const named: Pick<Check, "name" | "severity" | "check"> = {
    name: `${dataset.name}_${rule.name}`,
    severity: rule.severity ?? "warn",
    check: { nb: `I ${dataset.name} ${nb}`, en: `In ${dataset.name}, ${en}` },
  };
  const { fails, groups, reads = [] } = rule;
  if (groups === undefined) return { ...named, reads, ...ofRows(dataset, { shown: rule.columns, fails }) };
  const relation = tableOf(dataset);
  const period = hasColumns(dataset, ["periode"])
    ? ", min(periode) as first_period, max(periode) as last_period"
    : "";
  return {
    ...named,
    sql: `select ${columnList(groups.by)}${period}, count(*) as rows from ${relation} where ${fails} group by all`,
    reads,
    counts: groups.noun,
    passes: { relation, if: noRow(fails) },
  };
}

function hasColumns({ columns }: Dataset, names: readonly string[]): boolean {
  return names.every((name) => columns.some((column) => column.name === name));
}

function uniqueKey(dataset: Dataset): Check {
  const key = columnList(dataset.key);
  return {
    name: `${dataset.name}_key_is_unique`,
    severity: "error",
    check: {
      nb: `Ingen to rader i ${dataset.name} har samme ${dataset.key.join(", ")}.`,
      en: `No two rows of ${dataset.name} have the same ${dataset.key.join(", ")}.`,
    },
    counts: { nb: "nøkler", en: "keys" },
    sql: `select ${key}, count(*) as rows from ${tableOf(dataset)} group by all having count(*) > 1`,
    ...verifiedByOrder(dataset),
  };
}

/**
 * If each row sorts after the row before it, all keys differ. This needs no memory; grouping millions of rows by six texts takes
 * four times as long and half a gigabyte. A sort column outside the key must have one value for each value of the columns that
 * decide it. Otherwise rows with the same key could be apart.
 */
function verifiedByOrder({ key, sort, decidedBy = {}, ...dataset }: Dataset): Pick<Check, "verifiedBy"> {
  const besides = sort.filter((name) => !key.includes(name));
  const isDecided = (name: string) => decidedBy[name]?.every((by) => key.includes(by)) === true;
  if (sort.length !== key.length + besides.length || !besides.every(isDecided)) return {};
  const place = sort.map((name) => `${identifier(name)}, 'asc nulls last'`).join(", ");
  const ambiguous = besides.map((name) => {
    const by = decidedBy[name] ?? [];
    return `union all select 1 from (select distinct ${columnList([...by, name])} from ${tableOf(dataset)})
      group by ${columnList(by)} having count(*) > 1`;
  });
  return {
    verifiedBy: `with places as (select create_sort_key(${place}) as place from ${tableOf(dataset)})
      (select 1 from (select place, lag(place) over () as before from places) where before >= place limit 1)
      ${ambiguous.join(" ")}`,
  };
}

function keyNeverNull(dataset: Dataset): Check {
  const never = dataset.key.filter((name) => dataset.mayBeNull?.includes(name) !== true);
  return {
    name: `${dataset.name}_key_is_never_null`,
    severity: "error",
    check: everyRowHas(dataset, never),
    ...ofRows(dataset, {
      shown: [],
      fails: never.map((name) => `${identifier(name)} is null`).join(" or "),
    }),
  };
}

function everyRowHas({ name }: Dataset, columns: readonly string[]): Words {
  return {
    nb: `Hver rad i ${name} har ${columns.join(", ")}.`,
    en: `Every row of ${name} has its ${columns.join(", ")}.`,
  };
}

/** Fields that should have a value in every row. Rows without one are published, counted and shown. */
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
        check: everyRowHas(dataset, [name]),
        ...ofRows(dataset, { shown: [name], fails: `${value} is null` }),
      },
      {
        name: `${dataset.name}_${name}_is_not_lost`,
        severity: "error" as const,
        check: {
          nb: `Minst én rad i ${dataset.name} har ${name}, hvis tabellen har rader.`,
          en: `At least one row of ${dataset.name} has its ${name}, if there are any rows.`,
        },
        counts: { nb: "tomme kolonner", en: "empty columns" },
        sql: `select count(*) as rows from ${table} having count(*) > 0 and count(${value}) = 0`,
        passes: { relation: table, if: `count(*) = 0 or count(${value}) > 0` },
      },
    ];
  });
}

function everyRowKept(dataset: Dataset, rows: ReadonlyMap<string, number>): readonly Check[] {
  if (dataset.oneRowPer === undefined) return [];
  const answered = rows.get(dataset.oneRowPer) ?? 0;
  const relation = tableOf(dataset);
  return [
    {
      name: `${dataset.name}_has_every_row`,
      severity: "error",
      check: {
        nb: `${dataset.name} har én rad for hver rad i svarene fra ${dataset.oneRowPer}.`,
        en: `${dataset.name} has one row for each row that ${dataset.oneRowPer} answered.`,
      },
      counts: { nb: "tabeller", en: "tables" },
      sql: `select ${answered} as answered, count(*) as published, abs(count(*) - ${answered}) as rows from ${relation}
        having count(*) <> ${answered}`,
      passes: { relation, if: `count(*) = ${answered}` },
    },
  ];
}

function everyReferenceKnown(dataset: Dataset, reference: Reference): Check {
  const relation = tableOf(dataset);
  const own = columnList(reference.columns);
  const known = reference.columns.map((name, index) => reference.to[index] ?? name);
  const fails = `${allFilled(reference.columns)} and (${own}) not in
    (select (${columnList(known)}) from marts.${identifier(reference.dataset)} where ${allFilled(known)})`;
  return {
    name: referenceCheck(dataset, reference),
    severity: "warn",
    check: {
      nb: `Alle verdier av ${reference.columns.join(", ")} i ${dataset.name} finnes i ${reference.dataset}.`,
      en: `Every ${reference.columns.join(", ")} of ${dataset.name} is in ${reference.dataset}.`,
    },
    counts: { nb: "ulike verdier", en: "distinct values" },
    sql: `select ${own}, count(*) as rows from ${relation} where ${fails} group by all`,
    passes: { relation, if: noRow(fails) },
  };
}

function allFilled(names: readonly string[]): string {
  return names.map((name) => `${identifier(name)} is not null`).join(" and ");
}

function columnChecks(dataset: Dataset, column: Column): readonly Check[] {
  return columnRules(dataset, column)
    .filter(({ rule }) => column[rule] !== undefined)
    .map(({ rule, fails, check }) => ({
      name: columnCheck(dataset, column, rule),
      severity: "warn",
      check,
      ...ofRows(dataset, { shown: [column.name], fails }),
    }));
}

interface RuleOfColumn {
  readonly rule: ColumnRule;
  readonly fails: string;
  readonly check: Words;
}

function columnRules({ name }: Dataset, column: Column): readonly RuleOfColumn[] {
  const { minimum, maximum, among = [], pattern = "" } = column;
  const value = identifier(column.name);
  const nb = `${column.name} i ${name}`;
  const en = `${column.name} of ${name}`;
  const all = among.join(", ");
  return [
    {
      rule: "minimum",
      fails: `${value} < ${minimum}`,
      check: { nb: `Ingen ${nb} er under ${minimum}.`, en: `No ${en} is below ${minimum}.` },
    },
    {
      rule: "maximum",
      fails: `${value} > ${maximum}`,
      check: { nb: `Ingen ${nb} er over ${maximum}.`, en: `No ${en} is above ${maximum}.` },
    },
    {
      rule: "among",
      fails: `${value} not in (${among.map(literal).join(", ")})`,
      check: { nb: `Alle verdier av ${nb} er blant ${all}.`, en: `Every ${en} is one of ${all}.` },
    },
    {
      rule: "pattern",
      fails: `not regexp_full_match(${value}, ${literal(pattern)})`,
      check: {
        nb: `Alle verdier av ${nb} er skrevet som ${pattern}.`,
        en: `Every ${en} is written as ${pattern}.`,
      },
    },
  ];
}

/** The SQL of a rule about single rows, which shows the key of each row that fails, and these columns. */
function ofRows(
  dataset: Dataset,
  { shown, fails }: { readonly shown: readonly string[]; readonly fails: string },
): Pick<Check, "sql" | "passes"> {
  const relation = tableOf(dataset);
  const columns = columnList([...new Set([...dataset.key, ...shown])]);
  return { sql: `select ${columns} from ${relation} where ${fails}`, passes: { relation, if: noRow(fails) } };
}

function noRow(fails: string): string {
  return `count(*) filter (where ${fails}) = 0`;
}

function tableOf(dataset: Pick<Dataset, "name">): string {
  return `marts.${identifier(dataset.name)}`;
}

function columnList(names: readonly string[]): string {
  return names.map(identifier).join(", ");
}
