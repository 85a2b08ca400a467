// Holds the same requests, answered in several representations, against each other: as typed rows, in SQL.
import type { Compared, Crosscheck, Difference } from "../domain/crosscheck.ts";
import type { Dataset } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import type { Representation } from "../domain/representation.ts";
import { nameOf, type Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { identifier, literal, openWarehouse, type TextRow, type Warehouse } from "../stores/warehouse.ts";
import { findModels, type Model, withoutEnd } from "../transform/models.ts";
import { createRawView, type KeptRows, keptRows, prepare } from "../transform/raw-tables.ts";

/** Requests answered in one representation; the first is what the others are held against. */
export interface Answered {
  readonly representation: Representation;
  readonly pull: PullFolder;
  readonly requests: readonly { readonly endpoint: Endpoint; readonly request: Request }[];
}

export interface CrosscheckOptions {
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly datasets: readonly Dataset[];
  readonly memoryLimit: string;
}

export type Findings = Pick<Crosscheck, "representations" | "differences">;

type AskedOnce = Answered["requests"][number];

const mostDifferences = 100;

/** Compares every request of every representation with the first's answer to it, by the rows staging makes of it. */
export async function crosscheck(
  answered: readonly Answered[],
  options: CrosscheckOptions,
): Promise<Findings> {
  const warehouse = await openWarehouse({ file: ":memory:", memoryLimit: options.memoryLimit });
  try {
    await prepare(warehouse, options.sql);
    await warehouse.run("create schema crosscheck");
    const models = await findModels(warehouse, { folder: options.sql, layers: ["staging"] });
    for (const { name, sql, reads } of models) {
      if (reads.some((read) => read.startsWith("raw."))) continue;
      await warehouse.run(`create view staging.${identifier(name)} as ${withoutEnd(sql)}`);
    }
    const [json, ...others] = answered;
    if (json === undefined) return { representations: [], differences: [] };
    const comparing = { warehouse, models, datasets: options.datasets, json };
    const representations = [await countsOf(json)];
    const differences: Difference[] = [];
    for (const other of others) {
      const found: Difference[] = [];
      for (const one of other.requests) found.push(...(await compare(one, { ...comparing, other })));
      representations.push(tally(await countsOf(other), found));
      differences.push(...found);
    }
    return { representations, differences: differences.slice(0, mostDifferences) };
  } finally {
    warehouse.close();
  }
}

interface Comparing {
  readonly warehouse: Warehouse;
  readonly models: readonly Model[];
  readonly datasets: readonly Dataset[];
  readonly json: Answered;
  readonly other: Answered;
}

async function countsOf({ representation, pull, requests }: Answered): Promise<Compared> {
  const counts = await Promise.all(requests.map(({ request }) => answersOf(pull, request)));
  const whole = counts.filter((files) => files !== undefined);
  return {
    representation,
    requests: requests.length,
    rows: whole.flat().reduce((sum, { rows }) => sum + rows, 0),
    unread: requests.length - whole.length,
    differing_rows: 0,
    differing_sums: 0,
  };
}

function tally(counts: Compared, found: readonly Difference[]): Compared {
  const rows = new Set(
    found.flatMap(({ request, row }) => (row === null ? [] : [JSON.stringify([request, row])])),
  );
  const unread = found.filter(({ kind }) => kind === "answer").length;
  return {
    ...counts,
    unread,
    differing_rows: rows.size,
    differing_sums: found.filter(({ kind }) => kind === "sum").length,
  };
}

/** All differences of one request: none where both were answered with the same rows. */
async function compare(one: AskedOnce, to: Comparing): Promise<readonly Difference[]> {
  const { warehouse, models, json, other } = to;
  const { endpoint, request } = one;
  const about = { representation: other.representation, request: nameOf(request) };
  const [asJson, asOther] = [await answersOf(json.pull, request), await answersOf(other.pull, request)];
  if (asJson === undefined || asOther === undefined) {
    return [{ ...about, kind: "answer", row: null, field: null, json: said(asJson), other: said(asOther) }];
  }
  const files = { json: asJson, other: asOther };
  const found: Difference[] = [];
  try {
    for (const model of models.filter((one) => readsOnly(one, endpoint))) {
      for (const side of ["json", "other"] as const) {
        await createRawView(
          warehouse,
          endpoint,
          files[side].filter(({ rows }) => rows > 0),
        );
        await warehouse.run(`create or replace table crosscheck.${side} as ${withoutEnd(model.sql)}`);
      }
      const key = to.datasets.find(({ name }) => name === model.name)?.key ?? [];
      const rows = await differencesIn(warehouse, key);
      found.push(...rows.map((difference) => ({ ...about, ...difference })));
    }
  } catch (error) {
    // A value that no macro can read: said by DuckDB with the value, and counted as no answer.
    const text = error instanceof Error ? error.message : String(error);
    return [{ ...about, kind: "answer", row: null, field: null, json: null, other: text.slice(0, 300) }];
  }
  return found;
}

/** What is made from several endpoints only sums up rows that are compared anyway, and would count a difference twice. */
function readsOnly({ reads }: Model, { name }: Endpoint): boolean {
  const answers = reads.filter((read) => read.startsWith("raw."));
  return answers.length === 1 && answers[0] === `raw.${name}`;
}

function said(files: readonly unknown[] | undefined): string | null {
  return files === undefined ? null : "answered";
}

/** The files of a request's answer, or of its parts where it was split; undefined where some of it was not answered. */
async function answersOf(
  pull: PullFolder,
  request: Request,
): Promise<readonly (KeptRows & { readonly rows: number })[] | undefined> {
  const split = await pull.split(request);
  if (split !== undefined) {
    const parts = await Promise.all(split.parts.map((part) => answersOf(pull, part)));
    const whole = parts.filter((part) => part !== undefined);
    return whole.length === parts.length ? whole.flat() : undefined;
  }
  const receipt = await pull.receipt(request);
  return receipt === undefined ? undefined : [{ ...keptRows(pull, receipt), rows: receipt.rows }];
}

type Found = Omit<Difference, "representation" | "request">;

interface Column {
  readonly name: string;
  readonly isNumber: boolean;
}

/** Every difference, rows told by those columns of the key that the tables have. Equal rows may come in any order. */
export async function differencesIn(warehouse: Warehouse, key: readonly string[]): Promise<readonly Found[]> {
  await warehouse.run(`create or replace table crosscheck.only_json as
    from crosscheck.json except all from crosscheck.other`);
  await warehouse.run(`create or replace table crosscheck.only_other as
    from crosscheck.other except all from crosscheck.json`);
  const columns = await columnsOf(warehouse);
  const own = key.filter((name) => columns.some((column) => column.name === name));
  const keys = own.length === 0 ? columns.map(({ name }) => name) : own;
  const rows = await warehouse.rows(`${rowsSql(keys)} union all ${fieldsSql(columns, keys)} order by all`);
  return [...rows.map(foundIn), ...(await sumsOf(warehouse, columns))];
}

async function columnsOf(warehouse: Warehouse): Promise<readonly Column[]> {
  const rows = await warehouse.rows("describe crosscheck.json");
  return rows.map(({ column_name: name, column_type: type }) => ({
    name: name ?? "",
    isNumber: /^(BIGINT|DECIMAL|HUGEINT|INTEGER|SMALLINT|TINYINT)/.test(type ?? ""),
  }));
}

function keyText(keys: readonly string[], side: string): string {
  const parts = keys.map(
    (name) => `${literal(`${name} `)} || coalesce(${side}.${identifier(name)}::varchar, '')`,
  );
  return `concat_ws(', ', ${parts.join(", ")})`;
}

function sameKey(keys: readonly string[]): string {
  return keys
    .map((name) => `json_rows.${identifier(name)} is not distinct from other_rows.${identifier(name)}`)
    .join(" and ");
}

/** Rows whose key only one of the two has. */
function rowsSql(keys: readonly string[]): string {
  const only = (
    side: string,
    other: string,
  ) => `select 'row' as kind, ${keyText(keys, `${side}_rows`)} as row,
      null as field, ${side === "json" ? "'present'" : "null"} as json, ${side === "json" ? "null" : "'present'"} as other
    from crosscheck.only_${side} as ${side}_rows
    anti join crosscheck.only_${other} as ${other}_rows on ${sameKey(keys)}`;
  return `${only("json", "other")} union all ${only("other", "json")}`;
}

/** Fields that differ between rows of the same key. */
function fieldsSql(columns: readonly Column[], keys: readonly string[]): string {
  const selects = columns.map(({ name }) => {
    const column = identifier(name);
    return `select 'field' as kind, ${keyText(keys, "json_rows")} as row, ${literal(name)} as field,
        json_rows.${column}::varchar as json, other_rows.${column}::varchar as other
      from crosscheck.only_json as json_rows
      inner join crosscheck.only_other as other_rows on ${sameKey(keys)}
      where json_rows.${column} is distinct from other_rows.${column}`;
  });
  return selects.join(" union all ");
}

async function sumsOf(warehouse: Warehouse, columns: readonly Column[]): Promise<readonly Found[]> {
  const sums = columns
    .filter(({ isNumber }) => isNumber)
    .map(({ name }) => [name, `sum(${identifier(name)})`]);
  const selects = [["rows", "count(*)"], ...sums].map(
    ([name = "", sql]) => `select 'sum' as kind, null as row, ${literal(name)} as field,
      (select ${sql} from crosscheck.json)::varchar as json, (select ${sql} from crosscheck.other)::varchar as other`,
  );
  const all = selects.join(" union all ");
  const rows = await warehouse.rows(`from (${all}) where json is distinct from other order by field`);
  return rows.map(foundIn);
}

function foundIn({ kind, row, field, json, other }: TextRow): Found {
  const kinds = { field: "field", sum: "sum", row: "row" } as const;
  const known = kind === "field" || kind === "sum" ? kinds[kind] : kinds.row;
  return { kind: known, row: row ?? null, field: field ?? null, json: json ?? null, other: other ?? null };
}
